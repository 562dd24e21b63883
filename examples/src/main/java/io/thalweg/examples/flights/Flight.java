package io.thalweg.examples.flights;

import java.time.LocalDateTime;

/**
 * A flight as the file has it.
 *
 * @param number from 1 in the order of departure
 * @param departure scheduled, to the minute
 * @param delay minutes, negative when early
 * @param distance miles
 */
record Flight(
    long number,
    LocalDateTime departure,
    String origin,
    String destination,
    long delay,
    long distance) {

  /** The event, with the line's end. The codes of airports need no escapes. */
  void appendTo(StringBuilder ndjson) {
    ndjson
        .append("{\"flight\":")
        .append(number)
        .append(",\"departure\":\"")
        .append(departure)
        .append(":00Z\",\"origin\":\"")
        .append(origin)
        .append("\",\"destination\":\"")
        .append(destination)
        .append("\",\"delay\":")
        .append(delay)
        .append(",\"distance\":")
        .append(distance)
        .append("}\n");
  }
}
