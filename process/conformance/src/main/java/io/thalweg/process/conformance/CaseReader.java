package io.thalweg.process.conformance;

import io.thalweg.process.conformance.ConformanceCase.Input;
import io.thalweg.process.conformance.ConformanceCase.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a case from its file: a title, whatever a reader should know, the statement in a block of
 * {@code sql}, other lines of the pipeline in a block of {@code yaml}, the inputs as {@code ##
 * stream}, {@code ## table name} or {@code ## reference table name} with their rows, and what comes
 * of it:
 *
 * <pre>
 * ## Result                   of both, the pipeline and the query
 * ## Result of the pipeline
 * ## Result of the query      also: Result of the query, in this order
 * ## Refused                  in both, with the problems in a block
 * ## Refused in a pipeline
 * ## Error of the data        in both
 * </pre>
 */
final class CaseReader {

  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w*)\n(.*?)```");

  private final String group;
  private final String text;
  private final List<Input> inputs = new ArrayList<>();
  private Expected inPipeline;
  private Expected inQuery;

  private CaseReader(String group, String text) {
    this.group = group;
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException when it is no case
   */
  static ConformanceCase read(String group, String text) {
    return new CaseReader(group, text).read();
  }

  private ConformanceCase read() {
    String[] sections = text.split("(?m)^## ");
    String title = sections[0].lines().findFirst().orElse("");
    if (!title.startsWith("# ")) {
      throw new IllegalArgumentException("a case begins with its title");
    }
    for (String section : Arrays.asList(sections).subList(1, sections.length)) {
      String head = section.lines().findFirst().orElseThrow().strip();
      section(head, section.substring(head.length()));
    }
    if (inPipeline == null || inQuery == null) {
      throw new IllegalArgumentException("it is not said what becomes of " + title);
    }
    return new ConformanceCase(
        group,
        title.substring(2).strip(),
        block(sections[0], "yaml").orElse(""),
        block(sections[0], "sql")
            .orElseThrow(() -> new IllegalArgumentException("there is no SQL in " + title)),
        inputs,
        inPipeline,
        inQuery);
  }

  private void section(String head, String body) {
    switch (head) {
      case "Result" -> {
        inPipeline = new Expected.Rows(grid(body), false);
        inQuery = inPipeline;
      }
      case "Result of the pipeline" -> inPipeline = new Expected.Rows(grid(body), false);
      case "Result of the query" -> inQuery = new Expected.Rows(grid(body), false);
      case "Result of the query, in this order" -> inQuery = new Expected.Rows(grid(body), true);
      case "Refused" -> {
        inPipeline = refused(body);
        inQuery = inPipeline;
      }
      case "Refused in a pipeline" -> inPipeline = refused(body);
      case "Refused in a query" -> inQuery = refused(body);
      case "Error of the data" -> {
        inPipeline = new Expected.DataError();
        inQuery = inPipeline;
      }
      default -> {
        String name = head.substring(head.lastIndexOf(' ') + 1);
        inputs.add(new Input(name, kind(head), grid(body)));
      }
    }
  }

  private static Kind kind(String head) {
    if (head.startsWith("reference table ")) {
      return Kind.REFERENCE_TABLE;
    }
    return head.startsWith("table ") ? Kind.TABLE : Kind.STREAM;
  }

  private static Expected refused(String body) {
    return new Expected.Refused(
        block(body, "")
            .orElseThrow(() -> new IllegalArgumentException("no block says how it is refused")));
  }

  private static Optional<String> block(String text, String language) {
    Matcher blocks = BLOCK.matcher(text);
    return blocks
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2).stripTrailing())
        .findFirst();
  }

  static Grid grid(String body) {
    List<List<String>> lines =
        body.lines()
            .map(String::strip)
            .filter(line -> line.startsWith("|"))
            .map(CaseReader::cells)
            .toList();
    if (lines.size() < 2) {
      throw new IllegalArgumentException("a table has a head and a line below it: " + body);
    }
    return new Grid(lines.get(0), lines.subList(2, lines.size()));
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(String::strip)
        .toList();
  }
}
