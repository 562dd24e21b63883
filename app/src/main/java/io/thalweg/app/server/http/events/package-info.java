/** The events of streams: those that were, by pages, and those that come, live. */
package io.thalweg.app.server.http.events;
