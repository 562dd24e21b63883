/** How the server meets Jetty, Jersey and Swagger; not for other modules. */
package io.thalweg.connect.http.internal;
