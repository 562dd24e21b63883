package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A list of at least one item.
 *
 * @param item what an item is called in messages, such as {@code output}
 * @param items what each may be
 */
public record ListShape<T>(String item, Shape<T> items) implements Shape<List<Located<T>>> {

  @Override
  public String noun() {
    return "a list of " + item + "s";
  }

  @Override
  public Optional<List<Located<T>>> read(Node node, Slot slot, Reading reading) {
    if (!(node instanceof SequenceNode sequence)) {
      reading.wrongType(node, noun(), slot);
      return Optional.empty();
    }
    List<Node> nodes = sequence.getValue();
    if (nodes.isEmpty()) {
      reading.report(
          ProblemCode.EMPTY
              .at(reading.at(node), slot.name() + " needs at least one " + item)
              .withHint(slot.hint().orElse("Add one.")));
    }
    List<Located<T>> values = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node child = nodes.get(i);
      items
          .read(child, new Slot(item + " " + (i + 1), Optional.empty()), reading)
          .ifPresent(value -> values.add(new Located<>(value, reading.at(child))));
    }
    return Optional.of(values);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("minItems", 1);
    schema.put("items", items.schema());
    return schema;
  }
}
