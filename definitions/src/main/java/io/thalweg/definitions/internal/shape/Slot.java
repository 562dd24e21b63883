package io.thalweg.definitions.internal.shape;

import java.util.Optional;

/**
 * A place in a document that takes a value, in words for messages.
 *
 * @param name such as {@code key "partitions"}
 * @param example what could be written there, as YAML
 */
public record Slot(String name, Optional<String> example) {

  static Slot of(String name) {
    return new Slot(name, Optional.empty());
  }

  Optional<String> hint() {
    return example.map(e -> "Write for example: " + e);
  }
}
