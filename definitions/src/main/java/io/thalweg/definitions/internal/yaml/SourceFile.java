package io.thalweg.definitions.internal.yaml;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The text of a file.
 *
 * <p>Immutable.
 *
 * @param name relative to the project's folder, with {@code /} between its parts
 * @param text without a byte order mark
 * @param lines the text's lines without their ends; at least one
 */
public record SourceFile(String name, String text, List<String> lines) {

  /** Far above any definition, far below what would be a burden. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  public SourceFile(String name, String text) {
    this(name, text, List.of(LINE_END.split(text, -1)));
  }

  public SourceFile {
    lines = List.copyOf(lines);
  }

  /** Reads a file; where that fails, tells the problem and returns nothing. */
  public static Optional<SourceFile> read(Path path, String name, Consumer<Problem> problems) {
    Location start = new Location(name, 1, 1);
    byte[] bytes;
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      // Reading a pipe would wait for its writer.
      problems.accept(
          ProblemCode.FILE_NOT_READABLE
              .at(start, "\"" + name + "\" is not a regular file")
              .withHint("Put a file in its place, or remove it."));
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException | SecurityException e) {
      problems.accept(notReadable(start, name, e));
      return Optional.empty();
    }
    return of(bytes, name, problems);
  }

  /** A file with this content; where that is no text, tells the problem and returns nothing. */
  public static Optional<SourceFile> of(byte[] bytes, String name, Consumer<Problem> problems) {
    if (bytes.length > MAX_BYTES) {
      problems.accept(
          ProblemCode.FILE_TOO_LARGE
              .at(new Location(name, 1, 1), "file \"" + name + "\" is larger than 1 MiB")
              .withHint("A definition is a few lines; move data out of the project's folders."));
      return Optional.empty();
    }
    return decode(bytes, name, problems);
  }

  /** The problem of a file or folder that cannot be read. */
  public static Problem notReadable(Location at, String name, Exception cause) {
    String reason = cause.getClass().getSimpleName().replaceFirst("Exception$", "");
    return ProblemCode.FILE_NOT_READABLE
        .at(at, "\"" + name + "\" cannot be read")
        .withDetail("The operating system says: " + reason + " (" + cause.getMessage() + ").")
        .withHint("Check that it is there and that its permissions let you read it.");
  }

  static Optional<SourceFile> decode(byte[] bytes, String name, Consumer<Problem> problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    String text = out.flip().toString();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (result.isError()) {
      problems.accept(notUtf8(bytes, in.position(), end(name, text)));
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      if (!StreamReader.isPrintable(character) || character == '\uFEFF') {
        problems.accept(
            ProblemCode.FORBIDDEN_CHARACTER
                .at(
                    end(name, text.substring(0, i)),
                    "character U+%04X is not allowed in YAML".formatted(character))
                .withHint(
                    "Remove it; in a double-quoted value \"\\u%04X\" stands for it."
                        .formatted(character)));
        return Optional.empty();
      }
    }
    return Optional.of(new SourceFile(name, text));
  }

  private static Problem notUtf8(byte[] bytes, int position, Location at) {
    boolean utf16 =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
    Problem problem =
        ProblemCode.NOT_UTF8
            .at(at, "file \"" + at.file() + "\" is not UTF-8")
            .withHint("Save the file with the encoding UTF-8.");
    return problem.withDetail(
        utf16
            ? "It begins with the mark of UTF-16."
            : "Byte 0x%02X here does not continue UTF-8 text.".formatted(bytes[position]));
  }

  private static Location end(String name, String text) {
    String[] lines = LINE_END.split(text, -1);
    String last = lines[lines.length - 1];
    return new Location(name, lines.length, last.codePointCount(0, last.length()) + 1);
  }
}
