package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.ProblemCode;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A finite number, whole or not. */
public enum NumberShape implements Shape<Double> {
  NUMBER;

  @Override
  public String noun() {
    return "a number";
  }

  @Override
  public Optional<Double> read(Node node, Slot slot, Reading reading) {
    Optional<ScalarNode> scalar = reading.scalar(node, noun(), slot, Tag.INT, Tag.FLOAT);
    Optional<Double> number =
        scalar
            .flatMap(s -> Numbers.parse(s.getValue()))
            .map(Number::doubleValue)
            .filter(Double::isFinite);
    if (scalar.isPresent() && number.isEmpty()) {
      reading.report(
          ProblemCode.OUT_OF_RANGE.at(
              reading.at(node), slot.name() + " must be a finite 64-bit number"));
    }
    return number;
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "number");
  }
}
