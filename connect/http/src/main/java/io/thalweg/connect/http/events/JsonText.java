package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Writes one event as a JSON object. Texts are passed on byte by byte: whether they are UTF-8 is
 * the decoder's to say. For one thread.
 */
final class JsonText {

  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  /** Of one byte: an escape with four digits. */
  private static final int MAX_ESCAPED = 6;

  private byte[] bytes = new byte[1024];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void begin() {
    length = 0;
    put('{');
  }

  void end() {
    put('}');
  }

  /**
   * Begins a field.
   *
   * @param name in quotes and with escapes, as {@link #quoted} makes it
   */
  void name(byte[] name) {
    if (length > 1) {
      put(',');
    }
    raw(name, 0, name.length);
    put(':');
  }

  /** Begins a field by its name's bytes. */
  void name(byte[] source, int start, int count) {
    if (length > 1) {
      put(',');
    }
    text(source, start, count);
    put(':');
  }

  /** A number or a literal, as it is. */
  void raw(byte[] source, int start, int count) {
    room(count);
    System.arraycopy(source, start, bytes, length, count);
    length += count;
  }

  void text(byte[] source, int start, int count) {
    room(MAX_ESCAPED * count + 2);
    put('"');
    for (int i = start; i < start + count; i++) {
      byte c = source[i];
      if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = c;
      } else if (c >= 0 && c < ' ') {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 15];
      } else {
        bytes[length++] = c;
      }
    }
    put('"');
  }

  /** Whether a JSON number, and nothing else, stands here. */
  static boolean isNumber(byte[] source, int start, int count) {
    int end = start + count;
    int p = start < end && source[start] == '-' ? start + 1 : start;
    int digits = digits(source, p, end);
    if (digits == 0 || (digits > 1 && source[p] == '0')) {
      return false;
    }
    p += digits;
    if (p < end && source[p] == '.') {
      digits = digits(source, ++p, end);
      if (digits == 0) {
        return false;
      }
      p += digits;
    }
    if (p < end && (source[p] | 0x20) == 'e') {
      p++;
      if (p < end && (source[p] == '-' || source[p] == '+')) {
        p++;
      }
      digits = digits(source, p, end);
      if (digits == 0) {
        return false;
      }
      p += digits;
    }
    return p == end;
  }

  private static int digits(byte[] source, int start, int end) {
    int p = start;
    while (p < end && source[p] >= '0' && source[p] <= '9') {
      p++;
    }
    return p - start;
  }

  /** A name in quotes, with escapes. */
  static byte[] quoted(String name) {
    JsonText text = new JsonText();
    byte[] utf8 = name.getBytes(UTF_8);
    text.text(utf8, 0, utf8.length);
    return Arrays.copyOf(text.bytes, text.length);
  }

  private void put(char c) {
    room(1);
    bytes[length++] = (byte) c;
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
