package io.thalweg.definitions.internal.shape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Text, a number, true or false; read as the text that is written. */
public enum ScalarShape implements Shape<String> {
  SCALAR;

  @Override
  public String noun() {
    return "text, a number, true or false";
  }

  @Override
  public Optional<String> read(Node node, Slot slot, Reading reading) {
    return reading
        .scalar(node, noun(), slot, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL)
        .map(scalar -> scalar.getValue());
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", List.of("string", "number", "boolean"));
  }
}
