/** How the platform is doing, once or every second. */
package io.thalweg.app.server.http.status;
