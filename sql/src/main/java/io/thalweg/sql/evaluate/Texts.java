package io.thalweg.sql.evaluate;

import io.thalweg.sql.plan.Function;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Functions of text; positions and lengths count code points, from 1. */
final class Texts {

  private Texts() {}

  /** The value of a function whose operands are not NULL. */
  static Object of(Function function, Object[] operands) {
    String text = (String) operands[0];
    return switch (function) {
      case LIKE ->
          LikePattern.of((String) operands[1], operands.length > 2 ? (String) operands[2] : "")
              .matches(text);
      case CONCAT -> concat(operands);
      case UPPER ->
          text.codePoints()
              .map(Character::toUpperCase)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      case LOWER ->
          text.codePoints()
              .map(Character::toLowerCase)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      case CHAR_LENGTH -> length(text);
      case SUBSTRING ->
          substring(
              text,
              (Long) operands[1],
              operands.length > 2 ? (Long) operands[2] : Integer.MAX_VALUE);
      case TRIM -> trim(text, characters(operands), true, true);
      case LTRIM -> trim(text, characters(operands), true, false);
      case RTRIM -> trim(text, characters(operands), false, true);
      case POSITION -> position(text, (String) operands[1]);
      case REPLACE ->
          text.isEmpty() || ((String) operands[1]).isEmpty()
              ? text
              : text.replace((String) operands[1], (String) operands[2]);
      case LEFT -> substring(text, 1, Math.max(0, (Long) operands[1]));
      case RIGHT -> {
        long count = Math.max(0, (Long) operands[1]);
        yield count == 0 ? "" : substring(text, Math.max(1, length(text) - count + 1), count);
      }
      case STARTS_WITH -> text.startsWith((String) operands[1]);
      case ENDS_WITH -> text.endsWith((String) operands[1]);
      case SPLIT_PART -> part(text, (String) operands[1], (Long) operands[2]);
      case MD5 -> digest(text, "MD5");
      case SHA256 -> digest(text, "SHA-256");
      default -> throw new NotEvaluableException(function.name());
    };
  }

  private static String part(String text, String separator, long number) {
    int from = 0;
    for (long i = 1; i < number; i++) {
      int at = text.indexOf(separator, from);
      if (at < 0) {
        return "";
      }
      from = at + separator.length();
    }
    int end = text.indexOf(separator, from);
    return end < 0 ? text.substring(from) : text.substring(from, end);
  }

  private static String digest(String text, String algorithm) {
    try {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(utf8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has these
    }
  }

  private static String concat(Object[] operands) {
    StringBuilder all = new StringBuilder();
    for (Object operand : operands) {
      all.append((String) operand);
    }
    return all.toString();
  }

  private static long length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String substring(String text, long start, long count) {
    long length = length(text);
    long end = count > length - start + 1 ? length + 1 : start + count;
    long from = Math.max(1, start);
    if (from >= end) {
      return "";
    }
    int begin = text.offsetByCodePoints(0, (int) (from - 1));
    return text.substring(begin, text.offsetByCodePoints(begin, (int) (end - from)));
  }

  private static String characters(Object[] operands) {
    return operands.length > 1 ? (String) operands[1] : " ";
  }

  private static String trim(String text, String characters, boolean start, boolean end) {
    int[] points = text.codePoints().toArray();
    IntPredicate trimmed = point -> characters.codePoints().anyMatch(c -> c == point);
    int from = 0;
    int to = points.length;
    while (start && from < to && trimmed.test(points[from])) {
      from++;
    }
    while (end && to > from && trimmed.test(points[to - 1])) {
      to--;
    }
    return new String(points, from, to - from);
  }

  private static long position(String part, String text) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : text.codePointCount(0, at) + 1;
  }

  /** A pattern of {@code %} and {@code _}. Matching takes time in the product of the lengths. */
  record LikePattern(int[] points) {

    private static final int ANY = -1;
    private static final int ONE = -2;

    static LikePattern of(String pattern, String escape) {
      if (length(escape) > 1) {
        throw new DataErrorException("the escape of LIKE is longer than one character");
      }
      int[] written = pattern.codePoints().toArray();
      IntStream.Builder points = IntStream.builder();
      for (int i = 0; i < written.length; i++) {
        if (!escape.isEmpty() && written[i] == escape.codePointAt(0)) {
          if (++i == written.length) {
            throw new DataErrorException("the pattern of LIKE ends with its escape");
          }
          points.add(written[i]);
        } else {
          points.add(written[i] == '%' ? ANY : written[i] == '_' ? ONE : written[i]);
        }
      }
      return new LikePattern(points.build().toArray());
    }

    boolean matches(String text) {
      int[] given = text.codePoints().toArray();
      int at = 0;
      int point = 0;
      int lastAny = -1;
      int retryAt = 0;
      while (at < given.length) {
        if (point < points.length && points[point] == ANY) {
          lastAny = point++;
          retryAt = at;
        } else if (point < points.length && (points[point] == ONE || points[point] == given[at])) {
          point++;
          at++;
        } else if (lastAny >= 0) {
          point = lastAny + 1;
          at = ++retryAt;
        } else {
          return false;
        }
      }
      while (point < points.length && points[point] == ANY) {
        point++;
      }
      return point == points.length;
    }
  }
}
