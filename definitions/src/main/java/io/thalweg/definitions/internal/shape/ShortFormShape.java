package io.thalweg.definitions.internal.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping for which a scalar may stand that is the value of one of its keys.
 *
 * @param full the mapping
 * @param key the one of its keys that a scalar stands for
 */
public record ShortFormShape<T>(MappingShape full, Key<T> key) implements Shape<Bound> {

  @Override
  public String noun() {
    return key.shape().noun() + " or " + full.noun();
  }

  @Override
  public Optional<Bound> read(Node node, Slot slot, Reading reading) {
    if (!(node instanceof ScalarNode)) {
      return full.read(node, slot, reading);
    }
    Bound bound = new Bound(reading.at(node));
    key.shape().read(node, slot, reading).ifPresent(v -> bound.put(key, v, reading.at(node)));
    return Optional.of(bound);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("anyOf", List.of(key.shape().schema(), full.schema()));
    return schema;
  }
}
