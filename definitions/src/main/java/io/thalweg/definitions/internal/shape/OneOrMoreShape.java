package io.thalweg.definitions.internal.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A list of at least one item, for which a single item may stand by itself. */
public record OneOrMoreShape<T>(ListShape<T> list) implements Shape<List<Located<T>>> {

  @Override
  public String noun() {
    return list.items().noun() + " or " + list.noun();
  }

  @Override
  public Optional<List<Located<T>>> read(Node node, Slot slot, Reading reading) {
    if (node instanceof SequenceNode) {
      return list.read(node, slot, reading);
    }
    return list.items()
        .read(node, slot, reading)
        .map(value -> List.of(new Located<>(value, reading.at(node))));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("anyOf", List.of(list.items().schema(), list.schema()));
    return schema;
  }
}
