/** What tables there are, over HTTP. */
package io.thalweg.app.server.tables;
