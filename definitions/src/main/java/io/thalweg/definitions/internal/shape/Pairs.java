package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The pairs of a mapping, after the mistakes that any mapping can have are reported. */
public final class Pairs {

  /**
   * A key and its value.
   *
   * @param repeated whether the name stands earlier in the mapping
   */
  record Pair(String name, Location location, Node value, boolean repeated) {}

  private Pairs() {}

  /** The keys that are scalars; none if the node is no mapping. */
  public static List<ScalarNode> keys(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      return List.of();
    }
    return mapping.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(ScalarNode.class::isInstance)
        .map(ScalarNode.class::cast)
        .toList();
  }

  /**
   * The pairs whose key is a scalar, in their order.
   *
   * @param kind what a pair is called in messages: {@code key} or {@code field}
   */
  static List<Pair> of(MappingNode node, String kind, Reading reading) {
    List<Pair> pairs = new ArrayList<>();
    Map<String, Location> first = new HashMap<>();
    List<NodeTuple> tuples = node.getValue();
    for (int i = 0; i < tuples.size(); i++) {
      NodeTuple tuple = tuples.get(i);
      if (!(tuple.getKeyNode() instanceof ScalarNode)) {
        reading.wrongType(tuple.getKeyNode(), "text", Slot.of("the name of a " + kind));
        continue;
      }
      Node value = tuple.getValueNode();
      boolean flow = node.getFlowStyle() == FlowStyle.FLOW;
      if (flow && i + 1 < tuples.size() && isCut(value, tuples.get(i + 1))) {
        value = mend((ScalarNode) value, tuples.get(i + 1), reading);
        i++;
      }
      String name = ((ScalarNode) tuple.getKeyNode()).getValue();
      Location location = reading.at(tuple.getKeyNode());
      Location before = first.putIfAbsent(name, location);
      if (before != null) {
        reading.report(repeated(kind, name, location, before));
      }
      pairs.add(new Pair(name, location, value, before != null));
    }
    return pairs;
  }

  private static Problem repeated(String kind, String name, Location location, Location before) {
    return ProblemCode.DUPLICATE_KEY
        .at(location, kind + " " + Reading.quote(name) + " stands twice")
        .withDetail("It stands first at line " + before.line() + ".")
        .withHint("Remove one of the two.");
  }

  /** Whether this is {@code {type: decimal(10,2)}}, which YAML reads as two pairs. */
  private static boolean isCut(Node value, NodeTuple next) {
    if (!(value instanceof ScalarNode cut)
        || !cut.isPlain()
        || !(next.getKeyNode() instanceof ScalarNode rest)
        || !Reading.isNull(next.getValueNode())) {
      return false;
    }
    String opening = cut.getValue();
    String closing = rest.getValue();
    return opening.indexOf('(') > opening.indexOf(')')
        && closing.indexOf(')') >= 0
        && closing.indexOf('(') < 0;
  }

  private static Node mend(ScalarNode value, NodeTuple next, Reading reading) {
    String whole = value.getValue() + "," + ((ScalarNode) next.getKeyNode()).getValue();
    reading.report(
        ProblemCode.YAML_SYNTAX
            .at(
                reading.at(value),
                "the value " + Reading.quote(value.getValue()) + " ends at the comma")
            .withDetail("Between braces a comma separates pairs.")
            .withHint("Put the value in quotes: \"" + whole + "\""));
    return new ScalarNode(
        value.getTag(),
        true,
        whole,
        value.getScalarStyle(),
        value.getStartMark(),
        value.getEndMark());
  }
}
