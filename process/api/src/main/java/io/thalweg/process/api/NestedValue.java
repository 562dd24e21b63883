package io.thalweg.process.api;

/**
 * An array or a row as a value.
 *
 * @param json it as JSON without spaces, as an event has it: a row's fields in their order, without
 *     those that are null
 */
public record NestedValue(String json) {
  @Override
  public String toString() {
    return json;
  }
}
