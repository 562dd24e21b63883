package io.thalweg.buffer.once;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.quality.EventValues;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Stream;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digest of what tells an event apart. It is a cryptographic one, so that nobody can make an id
 * that is taken for somebody else's. For one thread.
 */
final class IdDigest {

  private final DataType[] types;
  private final MessageDigest sha256;
  private final byte[] digest = new byte[32];
  private final ByteBuffer values = ByteBuffer.wrap(digest);
  private final byte[] number = new byte[8];
  private final ByteBuffer numbers = ByteBuffer.wrap(number);

  IdDigest(Stream stream) {
    this.types = stream.fields().stream().map(field -> field.type()).toArray(DataType[]::new);
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Takes in an event.
   *
   * @param fields whose values count, by their positions
   * @return false if one of them is null: then nothing tells the event apart
   */
  boolean take(EventValues event, int[] fields) {
    for (int field : fields) {
      if (event.isNull(field)) {
        sha256.reset();
        return false;
      }
      if (types[field] == Primitive.STRING) {
        add(event.utf8(field));
      } else if (types[field] instanceof Primitive type && isWhole(type)) {
        numbers.putLong(0, event.longValue(field));
        sha256.update(number);
      } else {
        add(event.value(field).toString().getBytes(UTF_8));
      }
    }
    try {
      sha256.digest(digest, 0, digest.length);
      return true;
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold it", e);
    }
  }

  private static boolean isWhole(Primitive type) {
    return type == Primitive.INT
        || type == Primitive.LONG
        || type == Primitive.DATE
        || type == Primitive.TIMESTAMP;
  }

  /** With its length, so that a key and an id are not taken for others. */
  private void add(byte[] text) {
    numbers.putLong(0, text.length);
    sha256.update(number);
    sha256.update(text);
  }

  /** 64 bits of it. */
  long bits() {
    return values.getLong(0);
  }

  /** 32 bits more. */
  int more() {
    return values.getInt(8);
  }
}
