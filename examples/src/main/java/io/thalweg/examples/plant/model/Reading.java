package io.thalweg.examples.plant.model;

import java.time.Instant;

/**
 * What a machine's sensors say.
 *
 * @param machine whose they are
 * @param time by the machine's clock, with milliseconds
 * @param temperature in °C
 * @param vibration in mm/s, root mean square
 * @param load in % of what the machine can do
 * @param power in kW
 */
public record Reading(
    Machine machine,
    Instant time,
    double temperature,
    double vibration,
    double load,
    double power) {

  /** Appends the reading as a line of JSON. */
  public void appendTo(StringBuilder out) {
    Lines.begin(out, machine, time);
    Lines.number(out, "temperature", temperature, 2);
    Lines.number(out, "vibration", vibration, 3);
    Lines.number(out, "load", load, 1);
    Lines.number(out, "power", power, 2).append("}\n");
  }
}
