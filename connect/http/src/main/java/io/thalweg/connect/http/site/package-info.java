/**
 * The web interface's files: who gets which, under which content security policy, how long kept.
 */
package io.thalweg.connect.http.site;
