package io.thalweg.connect.http.body;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses as clients do, and as bombs are made. */
public final class Compressed {

  private Compressed() {}

  /** One way of compression. */
  @FunctionalInterface
  public interface Way {
    OutputStream into(OutputStream target) throws IOException;
  }

  public static OutputStream gzip(OutputStream target) throws IOException {
    return new GZIPOutputStream(target);
  }

  public static OutputStream deflate(OutputStream target) {
    return new DeflaterOutputStream(target);
  }

  public static OutputStream rawDeflate(OutputStream target) {
    return new DeflaterOutputStream(target, new Deflater(6, true));
  }

  public static OutputStream zstd(OutputStream target) throws IOException {
    return new ZstdOutputStream(target);
  }

  /** With a window of 128 MB, which a decompressor would have to hold. */
  public static OutputStream wideZstd(OutputStream target) throws IOException {
    return new ZstdOutputStream(target).setLong(27);
  }

  public static OutputStream brotli(OutputStream target) throws IOException {
    Brotli4jLoader.ensureAvailability();
    return new BrotliOutputStream(target, new Encoder.Parameters().setQuality(5).setWindow(24));
  }

  public static byte[] bytes(byte[] plain, Way way) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (OutputStream out = way.into(target)) {
      out.write(plain);
    }
    return target.toByteArray();
  }

  /** So many spaces, which are no event in any format. */
  public static byte[] spaces(long count, Way way) throws IOException {
    byte[] piece = new byte[1 << 20];
    java.util.Arrays.fill(piece, (byte) ' ');
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (OutputStream out = way.into(target)) {
      for (long left = count; left > 0; left -= piece.length) {
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
    return target.toByteArray();
  }
}
