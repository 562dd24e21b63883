package io.thalweg.definitions.internal.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers as YAML's core schema writes them. */
final class Numbers {

  private Numbers() {}

  /** The number; empty for what is not finite. */
  static Optional<BigDecimal> parse(String text) {
    try {
      if (text.startsWith("0x")) {
        return Optional.of(new BigDecimal(new BigInteger(text.substring(2), 16)));
      }
      if (text.startsWith("0o")) {
        return Optional.of(new BigDecimal(new BigInteger(text.substring(2), 8)));
      }
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notFinite) {
      return Optional.empty();
    }
  }
}
