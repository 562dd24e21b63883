/** Sessions, users and tokens over HTTP; see {@link io.thalweg.identity}. */
package io.thalweg.app.server.access;
