package io.thalweg.examples.plant.model;

import java.time.Instant;

/** Writes lines of JSON; a hundred thousand a second should cost next to nothing. */
final class Lines {

  private Lines() {}

  /** The part that readings and events have in common, without its end. */
  static StringBuilder begin(StringBuilder out, Machine machine, Instant time) {
    return out.append("{\"machine\":\"")
        .append(machine.name())
        .append("\",\"plant\":\"")
        .append(machine.site())
        .append("\",\"line\":\"")
        .append(machine.line())
        .append("\",\"time\":\"")
        .append(time)
        .append('"');
  }

  /**
   * Appends a number.
   *
   * @param decimals behind the point, rounded; from 1 to 9
   */
  static StringBuilder number(StringBuilder out, String name, double value, int decimals) {
    long unit = (long) Math.pow(10, decimals);
    long scaled = Math.round(Math.abs(value) * unit);
    out.append(",\"").append(name).append("\":");
    if (value < 0 && scaled > 0) {
      out.append('-');
    }
    out.append(scaled / unit).append('.');
    String fraction = Long.toString(scaled % unit);
    return out.append("0".repeat(decimals - fraction.length())).append(fraction);
  }
}
