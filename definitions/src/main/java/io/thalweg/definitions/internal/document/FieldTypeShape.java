package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.shape.Reading;
import io.thalweg.definitions.internal.shape.Shape;
import io.thalweg.definitions.internal.shape.Slot;
import io.thalweg.definitions.internal.shape.TextShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The type of a field: of single values, an array of a type, or a row, whose fields are elsewhere.
 */
enum FieldTypeShape implements Shape<FieldTypeShape.FieldType> {
  TYPE;

  /**
   * A type as far as its word says it.
   *
   * @param arrays how many arrays lie around it
   * @param single what they hold; empty for a row
   */
  record FieldType(int arrays, Optional<DataType> single) {

    static FieldType of(String word) {
      if (word.startsWith(ARRAY) && word.endsWith(">")) {
        FieldType element = of(word.substring(ARRAY.length(), word.length() - 1).strip());
        return new FieldType(element.arrays + 1, element.single);
      }
      return word.equals(ROW)
          ? new FieldType(0, Optional.empty())
          : new FieldType(0, Optional.of(DataType.of(word)));
    }

    boolean isRow() {
      return single.isEmpty();
    }

    boolean isNested() {
      return isRow() || arrays > 0;
    }

    /** The whole type. */
    DataType with(Optional<DataType.Row> row) {
      DataType type = single.or(() -> row).orElseThrow();
      for (int i = 0; i < arrays; i++) {
        type = new DataType.Array(type);
      }
      return type;
    }

    @Override
    public String toString() {
      return ARRAY.repeat(arrays) + single.map(DataType::toString).orElse(ROW) + ">".repeat(arrays);
    }
  }

  private static final String ARRAY = "array<";
  private static final String ROW = "row";

  /** Arrays of arrays of arrays, and no more. */
  private static final int MAX_ARRAYS = 3;

  private static final String SINGLE =
      String.join("|", TypeShape.WORDS) + "|" + ROW + "|" + TypeShape.DECIMAL;

  private static final Pattern LIKE_ARRAY =
      Pattern.compile("(?:array|list) *[<(] *(.*?) *[>)]|(.*?) *\\[ *\\]");

  private static final TextShape<FieldType> TEXT =
      new TextShape<>(
              "a type",
              arrays(MAX_ARRAYS),
              Integer.MAX_VALUE,
              ProblemCode.INVALID_VALUE,
              FieldType::of)
          .withHelp(
              "The types are "
                  + String.join(", ", TypeShape.WORDS)
                  + ", decimal(precision,scale), array<type> and row.",
              FieldTypeShape::correct);

  private static String arrays(int most) {
    return most == 0 ? SINGLE : SINGLE + "|" + ARRAY + " *(?:" + arrays(most - 1) + ") *>";
  }

  private static Optional<String> correct(String text) {
    String word = text.trim().toLowerCase(Locale.ROOT);
    Matcher array = LIKE_ARRAY.matcher(word);
    if (array.matches()) {
      String element = array.group(1) == null ? array.group(2) : array.group(1);
      return element.matches(arrays(MAX_ARRAYS - 1))
          ? Optional.of(ARRAY + element + ">")
          : correct(element).map(meant -> ARRAY + meant + ">");
    }
    if (word.equals("array") || word.equals("list")) {
      return Optional.of("array<double>");
    }
    return word.matches("struct|object|record|row|map")
        ? Optional.of(ROW)
        : TypeShape.correct(text);
  }

  @Override
  public String noun() {
    return TEXT.noun();
  }

  @Override
  public Optional<FieldType> read(Node node, Slot slot, Reading reading) {
    return TEXT.read(node, slot, reading);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> others = new LinkedHashMap<>();
    others.put("type", "string");
    others.put("pattern", "^(?:" + arrays(MAX_ARRAYS) + ")$");
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("anyOf", List.of(Map.of("enum", TypeShape.WORDS), Map.of("const", ROW), others));
    return schema;
  }
}
