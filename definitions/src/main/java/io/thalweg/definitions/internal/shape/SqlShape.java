package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.internal.yaml.ScalarText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** SQL: text that is not blank and knows its places; what it says is checked elsewhere. */
public enum SqlShape implements Shape<SourceText> {
  SQL;

  @Override
  public String noun() {
    return "SQL text";
  }

  @Override
  public Optional<SourceText> read(Node node, Slot slot, Reading reading) {
    Optional<ScalarNode> scalar = reading.scalar(node, noun(), slot, Tag.STR);
    if (scalar.isPresent() && !hasContent(scalar.get().getValue())) {
      reading.report(
          ProblemCode.EMPTY
              .at(reading.at(node), slot.name() + " is empty")
              .withHint(slot.hint().orElse("Write the SQL.")));
      return Optional.empty();
    }
    return scalar.map(s -> ScalarText.of(reading.source(), s));
  }

  private static boolean hasContent(String sql) {
    return sql.chars().anyMatch(c -> !Character.isWhitespace(c));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("pattern", "\\S");
    return schema;
  }
}
