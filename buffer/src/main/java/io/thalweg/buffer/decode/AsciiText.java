package io.thalweg.buffer.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Passes the plain part of a text, eight bytes at a time. */
final class AsciiText {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The lowest bit of each byte. */
  private static final long ONES = 0x0101_0101_0101_0101L;

  /** The highest bit of each byte. */
  private static final long HIGHS = 0x8080_8080_8080_8080L;

  private AsciiText() {}

  /**
   * The first byte that is not plain: a quote, a backslash, a control character, or one beyond
   * ASCII.
   *
   * @param from where to begin
   * @param end what to return where all are plain
   */
  static int end(byte[] bytes, int from, int end) {
    int p = from;
    for (; p <= end - Long.BYTES; p += Long.BYTES) {
      long other = notPlain((long) EIGHT.get(bytes, p));
      if (other != 0) {
        return p + Long.numberOfTrailingZeros(other) / Byte.SIZE;
      }
    }
    while (p < end && isPlain(bytes[p])) {
      p++;
    }
    return p;
  }

  /**
   * The highest bit of each byte that is not plain; above the lowest of these, bits of plain bytes
   * may be set too, as a subtraction borrows from the byte above.
   */
  private static long notPlain(long eight) {
    return (eight
            | (eight - ' ' * ONES)
            | ((eight ^ '"' * ONES) - ONES)
            | ((eight ^ '\\' * ONES) - ONES))
        & HIGHS;
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }
}
