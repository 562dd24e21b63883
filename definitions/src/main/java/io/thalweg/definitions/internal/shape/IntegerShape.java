package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.ProblemCode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A whole number.
 *
 * @param min the smallest allowed
 * @param max the largest allowed
 */
public record IntegerShape(int min, int max) implements Shape<Integer> {

  @Override
  public String noun() {
    return "a whole number";
  }

  @Override
  public Optional<Integer> read(Node node, Slot slot, Reading reading) {
    Optional<ScalarNode> scalar = reading.scalar(node, noun(), slot, Tag.INT, Tag.FLOAT);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    Optional<BigDecimal> number = Numbers.parse(scalar.get().getValue());
    if (number.isEmpty() || !isWhole(number.get())) {
      reading.wrongType(node, noun(), slot);
      return Optional.empty();
    }
    if (number.get().compareTo(BigDecimal.valueOf(min)) < 0
        || number.get().compareTo(BigDecimal.valueOf(max)) > 0) {
      reading.report(
          ProblemCode.OUT_OF_RANGE
              .at(reading.at(node), slot.name() + " must be from " + min + " to " + max)
              .withDetail("It is " + scalar.get().getValue() + "."));
      return Optional.empty();
    }
    return Optional.of(number.get().intValueExact());
  }

  /** JSON Schema counts 4.0 as whole, and so do we. */
  private static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("minimum", min);
    schema.put("maximum", max);
    return schema;
  }
}
