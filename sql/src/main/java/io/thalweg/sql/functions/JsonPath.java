package io.thalweg.sql.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands in a JSON text: {@code $}, then members and array elements, as in {@code
 * $.readings[0]."x y"}. It is the part of the SQL standard's path language that names at most one
 * value.
 *
 * @param steps from the outermost value inwards; empty for the whole text
 */
public record JsonPath(List<Step> steps) {

  /** One step inwards. */
  public sealed interface Step {}

  /** The member of an object. */
  public record Member(String name) implements Step {}

  /**
   * An element of an array.
   *
   * @param index from 0
   */
  public record Element(int index) implements Step {}

  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<name>[A-Za-z_][A-Za-z0-9_]*)"
              + "|\\.\"(?<quoted>[^\"\\\\\\p{Cntrl}]+)\""
              + "|\\[(?<index>[0-9]{1,9})]");

  public JsonPath {
    steps = List.copyOf(steps);
  }

  /** The path that a text is, if it is one. */
  public static Optional<JsonPath> parse(String text) {
    if (!text.startsWith("$")) {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int position = 1;
    while (position < text.length()) {
      if (!step.find(position) || step.start() != position) {
        return Optional.empty();
      }
      String name = step.group("name") == null ? step.group("quoted") : step.group("name");
      steps.add(
          name == null ? new Element(Integer.parseInt(step.group("index"))) : new Member(name));
      position = step.end();
    }
    return Optional.of(new JsonPath(steps));
  }
}
