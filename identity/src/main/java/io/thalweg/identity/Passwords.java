package io.thalweg.identity;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;

/**
 * Hashes passwords with Argon2id (RFC 9106) at the strength that OWASP recommends: 19 MiB, two
 * passes, one lane. The hash carries its parameters, so that they can be raised later. Safe for use
 * by many threads; a few hash at a time, the others wait, so that logins cannot exhaust memory.
 */
final class Passwords {

  static final int SHORTEST = 10;

  /** Bounds the work of a hash. */
  static final int LONGEST = 256;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_A_TIME = 2;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Semaphore PLACES = new Semaphore(AT_A_TIME);

  private Passwords() {}

  /** The password's hash in PHC form. */
  static String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Argon2Function argon2 =
        Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    PLACES.acquireUninterruptibly();
    try {
      return argon2.hash(password.getBytes(StandardCharsets.UTF_8), salt).getResult();
    } finally {
      PLACES.release();
    }
  }

  /** Whether this is the password; takes some tenths of a second. */
  static boolean matches(String password, String hash) {
    PLACES.acquireUninterruptibly();
    try {
      return Argon2Function.getInstanceFromHash(hash).check(password, hash);
    } finally {
      PLACES.release();
    }
  }

  /**
   * @throws IdentityException when it is too short or too long to be a password
   */
  static void check(String password) {
    int length = password == null ? 0 : password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw new IdentityException(
          IdentityException.Kind.INVALID,
          "WRONG_PASSWORD_LENGTH",
          "the password has %d characters".formatted(length),
          "Choose one with %d to %d characters; some words in a row are easy to keep in mind."
              .formatted(SHORTEST, LONGEST));
    }
  }
}
