package io.thalweg.definitions.internal.shape;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Text, perhaps of a certain form.
 *
 * @param <T> what the text is read as
 */
public final class TextShape<T> implements Shape<T> {

  /** Any text. */
  public static final TextShape<String> ANY =
      new TextShape<>("text", ".*", Integer.MAX_VALUE, ProblemCode.INVALID_VALUE, t -> t);

  private final String noun;
  private final Pattern pattern;
  private final int maxLength;
  private final ProblemCode code;
  private final Function<String, T> conversion;
  private final Function<String, Optional<String>> correction;
  private final Optional<String> rule;

  /**
   * Text that matches a pattern.
   *
   * @param noun with its article
   * @param pattern that the whole text matches; means the same in Java and ECMAScript
   * @param maxLength in characters
   * @param code of the problem of a text that does not match
   * @param conversion throws IllegalArgumentException with a message if what matches is out of
   *     range
   */
  public TextShape(
      String noun,
      String pattern,
      int maxLength,
      ProblemCode code,
      Function<String, T> conversion) {
    this(
        noun,
        Pattern.compile(pattern, Pattern.DOTALL),
        maxLength,
        code,
        conversion,
        t -> Optional.empty(),
        Optional.empty());
  }

  private TextShape(
      String noun,
      Pattern pattern,
      int maxLength,
      ProblemCode code,
      Function<String, T> conversion,
      Function<String, Optional<String>> correction,
      Optional<String> rule) {
    this.noun = noun;
    this.pattern = pattern;
    this.maxLength = maxLength;
    this.code = code;
    this.conversion = conversion;
    this.correction = correction;
    this.rule = rule;
  }

  /**
   * The same shape with help for texts that do not match.
   *
   * @param rule what texts must look like, a whole sentence
   * @param correction a text that was likely meant, if there is one
   */
  public TextShape<T> withHelp(String rule, Function<String, Optional<String>> correction) {
    return new TextShape<>(
        noun, pattern, maxLength, code, conversion, correction, Optional.of(rule));
  }

  @Override
  public String noun() {
    return noun;
  }

  @Override
  public Optional<T> read(Node node, Slot slot, Reading reading) {
    Location at = reading.at(node);
    if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.STR)) {
      String value = scalar.getValue();
      String message = slot.name() + " must be " + noun + ", not " + Reading.quote(value);
      return read(value, at, message, slot, reading);
    }
    String message = slot.name() + " must be " + noun + ", not " + Reading.describe(node);
    Problem problem = ProblemCode.WRONG_TYPE.at(at, message);
    if (!node.getTag().getValue().startsWith(Tag.PREFIX)) {
      reading.report(problem.withHint("Remove the tag."));
    } else if (node instanceof ScalarNode scalar && matches(scalar.getValue())) {
      String quoted = '"' + scalar.getValue() + '"';
      reading.report(problem.withHint("Put it in quotes: " + quoted));
    } else {
      reading.report(slot.hint().map(problem::withHint).orElse(problem));
    }
    return Optional.empty();
  }

  /** Reads text from wherever it comes; {@code message} is reported if it does not match. */
  Optional<T> read(String text, Location at, String message, Slot slot, Reading reading) {
    if (!matches(text)) {
      Optional<String> hint =
          correction.apply(text).filter(this::matches).map(meant -> "Write \"" + meant + "\".");
      reading.report(new Problem(at, code.name(), message, rule, hint.or(slot::hint)));
      return Optional.empty();
    }
    try {
      return Optional.of(conversion.apply(text));
    } catch (IllegalArgumentException e) {
      reading.report(
          ProblemCode.OUT_OF_RANGE
              .at(at, slot.name() + " is out of range")
              .withDetail(e.getMessage() + "."));
      return Optional.empty();
    }
  }

  private boolean matches(String value) {
    return value.codePointCount(0, value.length()) <= maxLength && pattern.matcher(value).matches();
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (this != ANY) {
      schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
    }
    if (maxLength < Integer.MAX_VALUE) {
      schema.put("maxLength", maxLength);
    }
    return schema;
  }
}
