package io.thalweg.connect.http.body;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A gzip file that unpacks to itself: whoever unpacks as long as there is something to unpack never
 * ends. The idea is Russ Cox's (Zip Files All The Way Down, 2010): deflate is a language of two
 * orders, "write the next bytes" (L) and "repeat the last bytes" (R), in which a program can be
 * written that writes itself.
 *
 * <p>Every order takes five bytes, and L4, R4 are about four times so many:
 *
 * <pre>
 * head       L4 [head L4]        writes  head L4
 *            R4                  writes  head L4
 *            L1 [R4]             writes  R4
 *            L1 [L1]             writes  L1
 *            L4 [R4 L1 L1 L4]    writes  R4 L1 L1 L4
 *            R4                  writes  R4 L1 L1 L4
 *            L4 [R4 L4 R4 L4]    writes  R4 L4 R4 L4
 *            R4                  writes  R4 L4 R4 L4
 *            L4 [spare tail]     writes  spare tail
 *            R(tail)             writes  tail, which begins with this order and ends the file
 * </pre>
 *
 * <p>The tail holds the checksum of the whole, so of itself too. A checksum is linear in the bits
 * it is made of: 32 equations for its 32 bits.
 */
public final class GzipQuine {

  private static final int UNIT = 5;
  private static final int TAIL = 12;
  private static final int SPARE = 4 * UNIT - TAIL;
  private static final int CHECKSUM_BYTES = 4;

  private GzipQuine() {}

  /** Gives the file. */
  public static byte[] bytes() {
    for (int spare = 0; spare < 256; spare++) {
      byte[] file = withOwnChecksum(spare);
      if (file != null) {
        return file;
      }
    }
    throw new IllegalStateException("no checksum fits");
  }

  /** The file with a checksum in its tails, whether it is right or not. */
  private static byte[] with(int spare, int checksum, int length) {
    byte[] head = {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, 'l', 'o', 'o', 'p', 0};
    byte[] write1 = write(UNIT);
    byte[] write4 = write(4 * UNIT);
    byte[] repeat4 = repeat4();
    byte[] padding = new byte[SPARE];
    padding[0] = (byte) spare;
    byte[] tail = tail(checksum, length);
    return join(
        join(head, write4, head, write4, repeat4),
        join(write1, repeat4, write1, write1),
        join(write4, repeat4, write1, write1, write4, repeat4),
        join(write4, repeat4, write4, repeat4, write4, repeat4),
        join(write4, padding, tail, tail));
  }

  /** A stored block of so many bytes, which follow. */
  private static byte[] write(int bytes) {
    return ByteBuffer.allocate(UNIT)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0)
        .putShort((short) bytes)
        .putShort((short) ~bytes)
        .array();
  }

  /** The last twenty bytes once more, in two times ten: forty bits as it happens. */
  private static byte[] repeat4() {
    Bits bits = new Bits().add(0, 1).add(1, 2);
    for (int i = 0; i < 2; i++) {
      bits.code(8, 7).code(8, 5).add(20 - 17, 3);
    }
    return bits.code(0, 7).bytes(UNIT);
  }

  /** The last order, checksum and length: repeats the twelve bytes that it takes itself. */
  private static byte[] tail(int checksum, int length) {
    byte[] order =
        new Bits()
            .add(1, 1)
            .add(1, 2)
            .code(9, 7)
            .add(TAIL - 11, 1)
            .code(6, 5)
            .add(TAIL - 9, 2)
            .code(0, 7)
            .bytes(TAIL - 2 * CHECKSUM_BYTES);
    return ByteBuffer.allocate(TAIL)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(order)
        .putInt(checksum)
        .putInt(length)
        .array();
  }

  /** Null where these equations have no solution. */
  private static byte[] withOwnChecksum(int spare) {
    int length = with(spare, 0, 0).length;
    int base = checksum(with(spare, 0, length));
    // Row i: which bits of the checksum written in make bit i of the real one differ from it.
    long[] rows = new long[Integer.SIZE];
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      int effect = checksum(with(spare, 1 << bit, length)) ^ base ^ (1 << bit);
      for (int i = 0; i < Integer.SIZE; i++) {
        rows[i] |= (long) (effect >>> i & 1) << bit;
      }
    }
    for (int i = 0; i < Integer.SIZE; i++) {
      rows[i] |= (long) (base >>> i & 1) << Integer.SIZE;
    }
    if (!solve(rows)) {
      return null;
    }
    int checksum = 0;
    for (int i = 0; i < Integer.SIZE; i++) {
      checksum |= (int) (rows[i] >>> Integer.SIZE & 1) << i;
    }
    return with(spare, checksum, length);
  }

  /** Brings equations over single bits into the form in which each tells one of them. */
  private static boolean solve(long[] rows) {
    for (int bit = 0; bit < rows.length; bit++) {
      int pivot = bit;
      while (pivot < rows.length && (rows[pivot] >>> bit & 1) == 0) {
        pivot++;
      }
      if (pivot == rows.length) {
        return false;
      }
      long row = rows[pivot];
      rows[pivot] = rows[bit];
      rows[bit] = row;
      for (int i = 0; i < rows.length; i++) {
        if (i != bit && (rows[i] >>> bit & 1) == 1) {
          rows[i] ^= row;
        }
      }
    }
    return true;
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Bits in deflate's order: numbers from their lowest bit on, codes from their highest. */
  private static final class Bits {
    private long bits;
    private int count;

    Bits add(int number, int length) {
      bits |= (long) number << count;
      count += length;
      return this;
    }

    Bits code(int code, int length) {
      return add(Integer.reverse(code) >>> Integer.SIZE - length, length);
    }

    byte[] bytes(int length) {
      if (count > length * Byte.SIZE) {
        throw new IllegalStateException(count + " bits do not fit " + length + " bytes");
      }
      byte[] all =
          ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
      return Arrays.copyOf(all, length);
    }
  }
}
