/**
 * Answers that do not end: {@code text/event-stream}, written without a thread a client, so that
 * hundreds may be idle and none who reads slowly holds anything up.
 */
package io.thalweg.app.server.http.live;
