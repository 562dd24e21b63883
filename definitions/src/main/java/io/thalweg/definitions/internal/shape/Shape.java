package io.thalweg.definitions.internal.shape;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a value may be. Immutable.
 *
 * @param <T> what such a value is read as
 */
public interface Shape<T> {

  /** What such a value is, with its article, for messages: {@code a whole number}. */
  String noun();

  /** Reads a value, and reports everything that is wrong with it; empty where it is of no use. */
  Optional<T> read(Node node, Slot slot, Reading reading);

  /** The JSON Schema (2020-12) of such values, as maps, lists, texts, numbers and booleans. */
  Map<String, Object> schema();
}
