package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.shape.TextShape;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as users write them: one number and one unit, each a thousand times the one before. */
final class Sizes {

  private static final Pattern LOOSE = Pattern.compile("0*([1-9]\\d*)\\s*([MGT])i?B?");

  /** More than zero, in bytes. */
  static final TextShape<Long> SIZE =
      new TextShape<>(
              "a size", "[1-9][0-9]{0,5}(?:MB|GB|TB)", 8, ProblemCode.INVALID_VALUE, Sizes::parse)
          .withHelp(
              "A size is one whole number and one of the units MB, GB and TB.", Sizes::correct);

  private Sizes() {}

  private static long parse(String text) {
    int unit = text.length() - 2;
    long factor =
        switch (text.charAt(unit)) {
          case 'M' -> 1_000_000L;
          case 'G' -> 1_000_000_000L;
          default -> 1_000_000_000_000L;
        };
    return Long.parseLong(text.substring(0, unit)) * factor;
  }

  private static Optional<String> correct(String text) {
    Matcher loose = LOOSE.matcher(text.strip().toUpperCase(Locale.ROOT).replace("IB", "B"));
    return loose.matches() ? Optional.of(loose.group(1) + loose.group(2) + "B") : Optional.empty();
  }
}
