package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.MALFORMED_JSON;
import static io.thalweg.buffer.decode.RejectionCode.OUT_OF_RANGE;
import static io.thalweg.buffer.decode.RejectionCode.TOO_DEEP;
import static io.thalweg.buffer.decode.RejectionCode.UNPAIRED_SURROGATE;

/**
 * Reads one JSON text in UTF-8: RFC 8259 to the letter, nothing more.
 *
 * <p>Own code and not a library's parser because it is the hot path of every reader of the log: it
 * hands out the bytes of a text where they lie, makes no object per event, and checks UTF-8 fully.
 * A test compares it with Jackson over random and damaged events.
 *
 * <p>Not safe for use by several threads.
 */
final class JsonReader extends JsonCursor {

  private static final String ESCAPES =
      "JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits.";

  private static final int MAX_NUMBER_CHARACTERS = 1_000;
  private static final int MAX_EXPONENT = 99_999;

  /** Significant digits that always fit into an unsigned long. */
  private static final int MAX_EXACT_DIGITS = 19;

  /** The last text, without its quotes and escapes: in {@link #bytes} or in a buffer of its own. */
  byte[] text;

  int textStart;
  int textLength;

  /** The last number: (-1)^negative · mantissa · 10^(exponent − scale), as it was written. */
  int numberStart;

  boolean negative;

  /** Unsigned. */
  long mantissa;

  /** Whether {@link #mantissa} holds all digits. */
  boolean exact;

  /** Digits behind the point. */
  int scale;

  boolean hasFraction;
  boolean hasExponent;
  int exponent;

  private byte[] unescaped = new byte[64];

  /** Reads the text whose opening quote was just passed, into {@link #text}. */
  void readText() {
    final byte[] b = bytes;
    final int e = end;
    final int start = position;
    int p = start;
    while (p < e) {
      p = AsciiText.end(b, p, e);
      if (p == e) {
        break;
      }
      byte c = b[p];
      if (c == '"') {
        text = b;
        textStart = start;
        textLength = p - start;
        position = p + 1;
        return;
      } else if (c < 0) {
        p = afterUtf8(p);
      } else if (c == '\\') {
        readEscapedText(start, p);
        return;
      } else {
        throw controlCharacter(p);
      }
    }
    throw unterminatedText(start);
  }

  private void readEscapedText(int start, int firstEscape) {
    if (unescaped.length < end - start) {
      unescaped = new byte[Math.max(end - start, 2 * unescaped.length)];
    }
    System.arraycopy(bytes, start, unescaped, 0, firstEscape - start);
    int to = firstEscape - start;
    int p = firstEscape;
    while (p < end) {
      byte c = bytes[p];
      if (c == '"') {
        text = unescaped;
        textStart = 0;
        textLength = to;
        position = p + 1;
        return;
      } else if (c == '\\') {
        position = p + 1;
        to = readEscape(to);
        p = position;
      } else if (c < 0) {
        int next = afterUtf8(p);
        while (p < next) {
          unescaped[to++] = bytes[p++];
        }
      } else if (c < ' ') {
        throw controlCharacter(p);
      } else {
        unescaped[to++] = c;
        p++;
      }
    }
    throw unterminatedText(start);
  }

  private int readEscape(int to) {
    byte c = position < end ? bytes[position++] : 0;
    switch (c) {
      case '"', '\\', '/' -> unescaped[to] = c;
      case 'b' -> unescaped[to] = '\b';
      case 'f' -> unescaped[to] = '\f';
      case 'n' -> unescaped[to] = '\n';
      case 'r' -> unescaped[to] = '\r';
      case 't' -> unescaped[to] = '\t';
      case 'u' -> {
        return putUtf8(readCodePoint(), to);
      }
      default ->
          throw refuse(MALFORMED_JSON, "there is an escape that JSON does not have", ESCAPES);
    }
    return to + 1;
  }

  private int readCodePoint() {
    int first = readHex4();
    if (!Character.isSurrogate((char) first)) {
      return first;
    }
    if (Character.isHighSurrogate((char) first)
        && end - position >= 2
        && bytes[position] == '\\'
        && bytes[position + 1] == 'u') {
      position += 2;
      int second = readHex4();
      if (Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
    }
    throw refuse(
        UNPAIRED_SURROGATE,
        "a text holds half of a surrogate pair",
        "Write a character beyond U+FFFF as itself, or as two escapes, high before low.");
  }

  private int readHex4() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = position < end ? Character.digit((char) (bytes[position] & 0xFF), 16) : -1;
      if (digit < 0 || bytes[position] < 0) {
        throw refuse(MALFORMED_JSON, "\\u is not followed by four hexadecimal digits", ESCAPES);
      }
      value = value << 4 | digit;
      position++;
    }
    return value;
  }

  private int putUtf8(int c, int to) {
    if (c < 0x80) {
      unescaped[to++] = (byte) c;
      return to;
    }
    if (c < 0x800) {
      unescaped[to++] = (byte) (0xC0 | c >> 6);
    } else {
      if (c < 0x10000) {
        unescaped[to++] = (byte) (0xE0 | c >> 12);
      } else {
        unescaped[to++] = (byte) (0xF0 | c >> 18);
        unescaped[to++] = (byte) (0x80 | c >> 12 & 0x3F);
      }
      unescaped[to++] = (byte) (0x80 | c >> 6 & 0x3F);
    }
    unescaped[to++] = (byte) (0x80 | c & 0x3F);
    return to;
  }

  /** Reads the number that begins at the position, with its sign. */
  void readNumber() {
    final byte[] b = bytes;
    final int e = end;
    int p = position;
    numberStart = p;
    negative = p < e && b[p] == '-';
    if (negative) {
      p++;
    }
    if (p < e && b[p] == 'I') {
      throw notFinite();
    }
    long m = 0;
    int digits = 0;
    int first = p;
    int d;
    while (p < e && (d = b[p] - '0') >= 0 && d <= 9) {
      if (digits < MAX_EXACT_DIGITS) {
        m = 10 * m + d;
      }
      if (m != 0) {
        digits++;
      }
      p++;
    }
    if (p == first || (b[first] == '0' && p - first > 1)) {
      position = p;
      throw refuse(
          MALFORMED_JSON,
          p == first ? "a number has no digits" : "a number begins with 0",
          "Write numbers as JSON has them: 0.5, -12, 1e3.");
    }
    hasFraction = p < e && b[p] == '.';
    scale = 0;
    if (hasFraction) {
      int fraction = ++p;
      while (p < e && (d = b[p] - '0') >= 0 && d <= 9) {
        if (digits < MAX_EXACT_DIGITS) {
          m = 10 * m + d;
        }
        if (m != 0) {
          digits++;
        }
        p++;
      }
      scale = p - fraction;
      if (scale == 0) {
        position = p;
        throw refuse(
            MALFORMED_JSON,
            "a number ends with its point",
            "Write numbers as JSON has them: 0.5, -12, 1e3.");
      }
    }
    mantissa = m;
    exact = digits <= MAX_EXACT_DIGITS;
    exponent = 0;
    position = p;
    hasExponent = p < e && (b[p] | 0x20) == 'e';
    if (hasExponent) {
      readExponent();
    }
    if (position - numberStart > MAX_NUMBER_CHARACTERS) {
      throw refuse(
          OUT_OF_RANGE,
          "a number has more than " + MAX_NUMBER_CHARACTERS + " characters",
          "Send fewer digits.");
    }
  }

  private void readExponent() {
    int p = position + 1;
    boolean down = p < end && bytes[p] == '-';
    if (down || (p < end && bytes[p] == '+')) {
      p++;
    }
    int first = p;
    int value = 0;
    while (p < end && bytes[p] >= '0' && bytes[p] <= '9') {
      value = Math.min(10 * value + (bytes[p] - '0'), MAX_EXPONENT);
      p++;
    }
    position = p;
    if (p == first) {
      throw refuse(
          MALFORMED_JSON,
          "an exponent has no digits",
          "Write numbers as JSON has them: 0.5, -12, 1e3.");
    }
    exponent = down ? -value : value;
  }

  /**
   * Passes one value of any type, which has to be well-formed.
   *
   * @param depth of the value: 1 for the event itself
   */
  void skipValue(int depth) {
    switch (peek()) {
      case '"' -> {
        position++;
        readText();
      }
      case '{' -> skipObject(depth);
      case '[' -> skipArray(depth);
      case 't' -> readLiteral("true");
      case 'f' -> readLiteral("false");
      case 'n' -> readLiteral("null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber();
      default -> throw unexpected("a value");
    }
  }

  private void skipObject(int depth) {
    checkDepth(depth);
    position++;
    if (peek() == '}') {
      position++;
      return;
    }
    while (true) {
      expect('"', "of a field's name");
      readText();
      expect(':', "after a field's name");
      skipValue(depth + 1);
      if (peek() == '}') {
        position++;
        return;
      }
      expect(',', "or '}' after a value");
    }
  }

  private void skipArray(int depth) {
    checkDepth(depth);
    position++;
    if (peek() == ']') {
      position++;
      return;
    }
    while (true) {
      skipValue(depth + 1);
      if (peek() == ']') {
        position++;
        return;
      }
      expect(',', "or ']' after a value");
    }
  }

  private void checkDepth(int depth) {
    if (depth > EventDecoder.MAX_DEPTH) {
      throw refuse(
          TOO_DEEP,
          "the event is nested deeper than " + EventDecoder.MAX_DEPTH + " levels",
          "Send flat events: one field a value.");
    }
  }
}
