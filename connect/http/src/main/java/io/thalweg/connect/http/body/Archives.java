package io.thalweg.connect.http.body;

/** Tells compressed data by their first bytes, which no text begins with. */
final class Archives {

  private static final int[][] SIGNATURES = {
    {0x1F, 0x8B},
    {0x28, 0xB5, 0x2F, 0xFD},
    {'P', 'K', 3, 4},
    {0xFD, '7', 'z', 'X', 'Z', 0},
    {'7', 'z', 0xBC, 0xAF, 0x27, 0x1C},
    {'B', 'Z', 'h', -1, 0x31, 0x41, 0x59, 0x26},
    {0x04, 0x22, 0x4D, 0x18}
  };

  private static final String[] NAMES = {
    "gzip", "zstd", "a zip archive", "xz", "a 7z archive", "bzip2", "lz4"
  };

  private Archives() {}

  /** What the bytes are, or null. */
  static String nameOf(byte[] bytes, int length) {
    for (int i = 0; i < SIGNATURES.length; i++) {
      if (beginsWith(bytes, length, SIGNATURES[i])) {
        return NAMES[i];
      }
    }
    return null;
  }

  private static boolean beginsWith(byte[] bytes, int length, int[] signature) {
    if (length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (signature[i] >= 0 && (bytes[i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}
