package io.thalweg.store.lake.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/**
 * Reads the footer of a Parquet file: its metadata in Thrift, their length in four bytes, little
 * endian, and {@code PAR1} (Apache Parquet, "File Format").
 */
final class ParquetFooter {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = 8;

  private ParquetFooter() {}

  /**
   * @throws IOException when the file cannot be read or is not a whole Parquet file
   */
  static FileMetaData read(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() < TAIL_BYTES + MAGIC.length) {
        throw new IOException("file " + path + " is too short to be Parquet");
      }
      byte[] tail = new byte[TAIL_BYTES];
      file.seek(file.length() - TAIL_BYTES);
      file.readFully(tail);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (!Arrays.equals(MAGIC, 0, 4, tail, 4, 8)
          || length < 0
          || length > file.length() - TAIL_BYTES) {
        throw new IOException("file " + path + " does not end as Parquet does");
      }
      byte[] metadata = new byte[length];
      file.seek(file.length() - TAIL_BYTES - length);
      file.readFully(metadata);
      return Util.readFileMetaData(new ByteArrayInputStream(metadata));
    }
  }
}
