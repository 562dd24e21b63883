package io.thalweg.buffer.decode;

import java.nio.charset.StandardCharsets;

/** Shortens what a message quotes of an event, and makes it printable. */
final class Excerpt {

  private static final int MAX_CHARACTERS = 40;

  private Excerpt() {}

  static String of(byte[] bytes, int start, int length) {
    // Four bytes a character at most: never decodes more than it shows.
    int taken = Math.min(length, 4 * MAX_CHARACTERS + 4);
    String text = new String(bytes, start, taken, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    int characters = 0;
    int i = 0;
    while (i < text.length() && characters < MAX_CHARACTERS) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      characters++;
      int type = Character.getType(c);
      boolean hidden =
          type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      shown.appendCodePoint(hidden ? '\uFFFD' : c);
    }
    return i < text.length() || taken < length ? shown.append('…').toString() : shown.toString();
  }
}
