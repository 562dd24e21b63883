package io.thalweg.sql.functions;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a time is written: {@code dd.MM.yyyy HH:mm:ss}. Letters stand for digits of the time, a part
 * in single quotes and everything else for itself. It is what Java, Flink and Spark understand
 * alike.
 *
 * @param parts in their order; no field stands twice
 */
public record TimePattern(List<Part> parts) {

  /** A part of a pattern. */
  public sealed interface Part {}

  /** Characters that stand for themselves. */
  public record Text(String text) implements Part {}

  /** A number of the time, with leading zeros. */
  public enum Field implements Part {
    YEAR("yyyy"),
    MONTH("MM"),
    DAY("dd"),
    HOUR("HH"),
    MINUTE("mm"),
    SECOND("ss"),
    /** The second's first three digits behind the point. */
    MILLISECOND("SSS"),
    /** The second's six digits behind the point. */
    MICROSECOND("SSSSSS");

    private final String letters;

    Field(String letters) {
      this.letters = letters;
    }

    /** As it stands in a pattern; also as long as what it stands for. */
    public String letters() {
      return letters;
    }

    private static Optional<Field> of(String letters) {
      return EnumSet.allOf(Field.class).stream().filter(f -> f.letters.equals(letters)).findFirst();
    }
  }

  public TimePattern {
    parts = List.copyOf(parts);
  }

  /** The pattern that a text is, if it is one. */
  public static Optional<TimePattern> parse(String pattern) {
    List<Part> parts = new ArrayList<>();
    int position = 0;
    while (position < pattern.length()) {
      char c = pattern.charAt(position);
      int end = position + 1;
      if (c == '\'') {
        end = pattern.indexOf('\'', position + 1) + 1;
        if (end == 0) {
          return Optional.empty();
        }
        String text = pattern.substring(position + 1, end - 1);
        parts.add(new Text(text.isEmpty() ? "'" : text));
      } else if (isLetter(c)) {
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        Optional<Field> field = Field.of(pattern.substring(position, end));
        if (field.isEmpty() || parts.contains(field.get())) {
          return Optional.empty();
        }
        parts.add(field.get());
      } else if ("[]{}#".indexOf(c) >= 0) {
        return Optional.empty();
      } else {
        parts.add(new Text(String.valueOf(c)));
      }
      position = end;
    }
    return Optional.of(new TimePattern(parts));
  }

  /** Whether a text in this pattern names one instant: year, month and day stand in it. */
  public boolean namesAnInstant() {
    boolean bothFractions = parts.containsAll(Set.of(Field.MILLISECOND, Field.MICROSECOND));
    return parts.containsAll(Set.of(Field.YEAR, Field.MONTH, Field.DAY)) && !bothFractions;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
