package io.thalweg.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What SCRAM-SHA-256 (RFC 5802, RFC 7677) checks a secret against, so that it never travels: the
 * secret cannot be told from it.
 *
 * @param iterations of PBKDF2; the least that is allowed, since a secret of 256 random bits cannot
 *     be guessed however fast a guess is tried
 */
public record ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {

  private static final int ITERATIONS = 4096;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** As RFC 5803 and PostgreSQL write it. */
  private static final Pattern WRITTEN =
      Pattern.compile("SCRAM-SHA-256\\$([0-9]+):([^$]+)\\$([^:]+):(.+)");

  /** The verifier of a secret, with a salt of its own; takes some milliseconds. */
  static ScramVerifier of(String secret) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, KEY_BITS))
              .getEncoded();
      byte[] clientKey = hmac(salted, "Client Key");
      return new ScramVerifier(
          ITERATIONS,
          salt,
          MessageDigest.getInstance("SHA-256").digest(clientKey),
          hmac(salted, "Server Key"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads what {@link #written} wrote. */
  static ScramVerifier parse(String written) {
    Matcher parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException("this is no verifier of SCRAM-SHA-256");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new ScramVerifier(
        Integer.parseInt(parts.group(1)),
        base64.decode(parts.group(2)),
        base64.decode(parts.group(3)),
        base64.decode(parts.group(4)));
  }

  String written() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "SCRAM-SHA-256$%d:%s$%s:%s"
        .formatted(
            iterations,
            base64.encodeToString(salt),
            base64.encodeToString(storedKey),
            base64.encodeToString(serverKey));
  }

  /** Nothing of it, so that no message tells it by mistake. */
  @Override
  public String toString() {
    return "ScramVerifier";
  }
}
