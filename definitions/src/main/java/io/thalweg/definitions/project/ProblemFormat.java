package io.thalweg.definitions.project;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.internal.yaml.SourceFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints problems for people: what, where with the line of the file, why, and what to do.
 *
 * <pre>
 * column "temprature" is not found in stream "readings"
 *   at pipelines/average.yaml:3:10
 *     3 |   SELECT temprature
 *       |          ^
 *   Detail: Stream "readings" has the columns device_id, ts, temperature.
 *   Hint: Write "temperature".
 *   Code: COLUMN_NOT_FOUND
 * </pre>
 *
 * <p>Control characters of the user's text are shown as {@code U+FFFD}, so that it cannot steer the
 * terminal. Reads each file once; for one thread.
 */
public final class ProblemFormat {

  private static final String RESET = "\u001b[0m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String CYAN = "\u001b[36m";
  private static final String DIM = "\u001b[2m";

  /** Characters of a source line that are shown; of a longer one, those around the caret. */
  private static final int MAX_SHOWN = 100;

  private final Path directory;
  private final boolean colours;
  private final Map<String, Optional<List<String>>> files = new HashMap<>();

  private ProblemFormat(Path directory, boolean colours) {
    this.directory = directory;
    this.colours = colours;
  }

  /** Without colours; {@code directory} is the one that locations are relative to. */
  public static ProblemFormat plain(Path directory) {
    return new ProblemFormat(directory, false);
  }

  /** With the ANSI colours of terminals. */
  public static ProblemFormat coloured(Path directory) {
    return new ProblemFormat(directory, true);
  }

  /** All of them, with an empty line between two. */
  public String format(List<Problem> problems) {
    return String.join("\n", problems.stream().map(this::format).toList());
  }

  /** One of them, as lines that all end with {@code \n}. */
  public String format(Problem problem) {
    StringBuilder out = new StringBuilder();
    out.append(paint(BOLD_RED, clean(problem.message()))).append('\n');
    out.append("  at ").append(paint(CYAN, clean(problem.location().toString()))).append('\n');
    sourceLine(problem.location()).ifPresent(line -> source(problem.location(), line, out));
    problem.detail().ifPresent(text -> labelled("Detail", text, out));
    problem.hint().ifPresent(text -> labelled("Hint", text, out));
    labelled("Code", problem.code(), out);
    return out.toString();
  }

  private void labelled(String label, String text, StringBuilder out) {
    out.append("  ").append(paint(DIM, label + ":")).append(' ').append(clean(text)).append('\n');
  }

  private void source(Location location, String line, StringBuilder out) {
    int[] characters = line.codePoints().toArray();
    int caret = Math.min(location.column() - 1, characters.length);
    int from = 0;
    int to = characters.length;
    if (to > MAX_SHOWN) {
      from = Math.max(0, Math.min(caret - MAX_SHOWN / 2, to - MAX_SHOWN));
      to = from + MAX_SHOWN;
    }
    String before = from > 0 ? "... " : "";
    String after = to < characters.length ? " ..." : "";
    String shown = before + clean(new String(characters, from, to - from)) + after;
    // Tabs stay tabs, so that the caret stands below its character however wide they are.
    String pointer =
        before.replace('.', ' ')
            + new String(characters, from, Math.max(0, caret - from)).replaceAll("[^\t]", " ")
            + "^";
    String number = String.valueOf(location.line());
    out.append("    ").append(paint(DIM, number + " |")).append(' ').append(shown).append('\n');
    out.append("    ")
        .append(paint(DIM, " ".repeat(number.length()) + " |"))
        .append(' ')
        .append(paint(BOLD_RED, pointer))
        .append('\n');
  }

  private Optional<String> sourceLine(Location location) {
    return files
        .computeIfAbsent(location.file(), this::lines)
        .filter(lines -> location.line() <= lines.size())
        .map(lines -> lines.get(location.line() - 1))
        .filter(line -> !line.isBlank());
  }

  private Optional<List<String>> lines(String file) {
    try {
      Path path = directory.resolve(file);
      return Files.isRegularFile(path)
          ? SourceFile.read(path, file, problem -> {}).map(SourceFile::lines)
          : Optional.empty();
    } catch (InvalidPathException notAFile) {
      return Optional.empty();
    }
  }

  private String paint(String colour, String text) {
    return colours ? colour + text + RESET : text;
  }

  private static String clean(String text) {
    return text.replaceAll("\\R", " ").replaceAll("[\\p{Cntrl}&&[^\t]]", "\uFFFD");
  }
}
