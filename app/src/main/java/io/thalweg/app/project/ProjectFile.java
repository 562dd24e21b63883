package io.thalweg.app.project;

import io.thalweg.definitions.project.JsonSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of definitions as it is.
 *
 * @param path relative to the project, with {@code /} between its parts
 * @param kind what it defines
 * @param content its bytes
 */
public record ProjectFile(String path, JsonSchemas.Kind kind, byte[] content) {

  private static final int VERSION_BYTES = 12;

  /** The same exactly as long as the content is the same; letters and digits. */
  public String version() {
    return version(content);
  }

  static String version(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The name of what it defines: its file's, for they are the same. */
  public String name() {
    return Path.of(path).getFileName().toString().replaceFirst("\\.yaml$", "");
  }

  /** Its text; bytes that are no UTF-8 are shown as {@code U+FFFD}. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** A file cannot be edited from here; the message says why, the hint what to do. */
  public static final class NotEditableException extends IOException {
    private static final long serialVersionUID = 1;
    private final String hint;

    NotEditableException(String message, String hint) {
      super(message);
      this.hint = hint;
    }

    public String hint() {
      return hint;
    }
  }
}
