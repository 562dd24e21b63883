package io.thalweg.connect.http.events;

import java.util.Arrays;

/** Copies JSON that is known to be good without the white space between its parts. */
final class CompactJson {

  private CompactJson() {}

  static byte[] copy(byte[] source, int start, int length) {
    byte[] target = new byte[length];
    int to = 0;
    boolean inText = false;
    for (int i = start; i < start + length; i++) {
      byte c = source[i];
      if (inText) {
        if (c == '\\') {
          target[to++] = c;
          c = source[++i];
        } else if (c == '"') {
          inText = false;
        }
      } else if (c == '"') {
        inText = true;
      } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        continue;
      }
      target[to++] = c;
    }
    return to == length ? target : Arrays.copyOf(target, to);
  }
}
