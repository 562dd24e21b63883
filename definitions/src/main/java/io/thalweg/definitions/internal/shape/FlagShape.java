package io.thalweg.definitions.internal.shape;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** True or false. */
public enum FlagShape implements Shape<Boolean> {
  FLAG;

  @Override
  public String noun() {
    return "true or false";
  }

  @Override
  public Optional<Boolean> read(Node node, Slot slot, Reading reading) {
    return reading
        .scalar(node, noun(), slot, Tag.BOOL)
        .map(scalar -> Boolean.parseBoolean(scalar.getValue()));
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "boolean");
  }
}
