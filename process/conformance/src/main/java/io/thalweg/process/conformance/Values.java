package io.thalweg.process.conformance;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Values between a case's text, JSON and an engine's results. A time of day alone is one on {@link
 * #DAY}.
 */
final class Values {

  /** The day of times that name none. */
  static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private static final double TOLERANCE = 1e-9;

  private Values() {}

  /** A value as an event has it. */
  static String json(DataType type, String cell) {
    if (cell.equals(Grid.NULL)) {
      return "null";
    }
    if (type == Primitive.TIMESTAMP) {
      return '"' + instant(cell).toString() + '"';
    }
    if (type == Primitive.STRING || type == Primitive.DATE) {
      return '"' + cell.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    return cell;
  }

  /** Whether a result is what a case expects: doubles to a part in 10⁹, everything else exactly. */
  static boolean matches(DataType type, String expected, Object found) {
    if (expected.equals(Grid.NULL) || found == null) {
      return expected.equals(Grid.NULL) && found == null;
    }
    if (type == Primitive.DOUBLE) {
      double wanted = Double.parseDouble(expected);
      double is = ((Number) found).doubleValue();
      return Math.abs(wanted - is)
          <= TOLERANCE * Math.max(1, Math.max(Math.abs(wanted), Math.abs(is)));
    }
    if (type instanceof Decimal) {
      return new BigDecimal(expected).compareTo((BigDecimal) found) == 0;
    }
    return type == Primitive.TIMESTAMP
        ? instant(expected).equals(found)
        : expected.equals(String.valueOf(found));
  }

  /** A result as a case would write it. */
  static String text(Object found) {
    if (found == null) {
      return Grid.NULL;
    }
    if (found instanceof Instant instant) {
      LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      return time.toLocalDate().equals(DAY)
          ? time.toLocalTime().toString()
          : time.toString().replace('T', ' ');
    }
    return String.valueOf(found);
  }

  static Instant instant(String cell) {
    LocalDateTime time =
        cell.contains("-")
            ? LocalDateTime.parse(cell.replace(' ', 'T'))
            : DAY.atTime(LocalTime.parse(cell));
    return time.toInstant(ZoneOffset.UTC);
  }
}
