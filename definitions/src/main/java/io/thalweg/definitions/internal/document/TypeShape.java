package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.internal.shape.Reading;
import io.thalweg.definitions.internal.shape.Shape;
import io.thalweg.definitions.internal.shape.Slot;
import io.thalweg.definitions.internal.shape.TextShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** The type of single values: one of the words, or a decimal with its precision and scale. */
enum TypeShape implements Shape<DataType> {
  TYPE;

  static final String DECIMAL = "decimal\\( *([0-9]{1,4}) *, *([0-9]{1,4}) *\\)";
  private static final Pattern DECIMAL_PATTERN = Pattern.compile(DECIMAL);
  static final List<String> WORDS =
      Arrays.stream(DataType.Primitive.values()).map(DataType.Primitive::toString).toList();

  /** What other systems call these types. */
  private static final Map<String, String> ALSO_CALLED =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("integer", "int"),
          Map.entry("int32", "int"),
          Map.entry("smallint", "int"),
          Map.entry("bigint", "long"),
          Map.entry("int64", "long"),
          Map.entry("float", "double"),
          Map.entry("float64", "double"),
          Map.entry("real", "double"),
          Map.entry("number", "double"),
          Map.entry("numeric", "decimal(10,2)"),
          Map.entry("decimal", "decimal(10,2)"),
          Map.entry("datetime", "timestamp"),
          Map.entry("time", "timestamp"),
          Map.entry("timestamptz", "timestamp"),
          Map.entry("text", "string"),
          Map.entry("varchar", "string"),
          Map.entry("char", "string"),
          Map.entry("str", "string"));

  private static final TextShape<DataType> TEXT =
      new TextShape<>(
              "a type",
              String.join("|", WORDS) + "|" + DECIMAL,
              Integer.MAX_VALUE,
              ProblemCode.INVALID_VALUE,
              DataType::of)
          .withHelp(
              "The types are " + String.join(", ", WORDS) + " and decimal(precision,scale).",
              TypeShape::correct);

  @Override
  public String noun() {
    return TEXT.noun();
  }

  @Override
  public Optional<DataType> read(Node node, Slot slot, Reading reading) {
    return TEXT.read(node, slot, reading);
  }

  /** What was likely meant by a word that is no type. */
  static Optional<String> correct(String text) {
    String word = text.trim().toLowerCase(Locale.ROOT);
    String bare = word.replaceFirst("\\(.*", "");
    if (DECIMAL_PATTERN.matcher(word).matches()) {
      return Optional.of(word);
    }
    return Optional.ofNullable(ALSO_CALLED.get(bare)).or(() -> Suggestion.of(word, WORDS));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> decimal = new LinkedHashMap<>();
    decimal.put("type", "string");
    decimal.put("pattern", "^" + DECIMAL + "$");
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("anyOf", List.of(Map.of("enum", WORDS), decimal));
    return schema;
  }
}
