package io.thalweg.definitions;

import java.util.Objects;
import java.util.Optional;

/**
 * A field of a stream's events.
 *
 * @param name as it stands in the event and in SQL
 * @param type what it holds
 * @param required whether an event without it, or with {@code null} for it, is refused; the key and
 *     the event time always are
 * @param unit the unit of its values, for people
 * @param description for people
 */
public record Field(
    String name,
    DataType type,
    boolean required,
    Optional<String> unit,
    Optional<String> description) {

  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(unit);
    Objects.requireNonNull(description);
  }

  public Field(String name, DataType type, boolean required) {
    this(name, type, required, Optional.empty(), Optional.empty());
  }
}
