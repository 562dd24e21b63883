/**
 * The log: one Kafka topic a stream, inside the process or in an outside cluster, and the one
 * decoder that every event passes, whichever door it came through.
 */
package io.thalweg.buffer;
