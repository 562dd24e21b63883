package io.thalweg.process.conformance;

import io.thalweg.process.conformance.ConformanceCase.Input;
import io.thalweg.process.conformance.ConformanceCase.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the cases of functions from their file: below each function's signature a block of lines
 * {@code expression => type value}, over the one row of {@code streams/one.md}. {@code => data
 * error} has no value, {@code => ! column CODE message} is refused at that column of it.
 */
final class FunctionReader {

  /** The name of the stream with the one row. */
  static final String ONE = "one";

  private static final String SELECT = "SELECT ";

  private final String group;
  private final Input one;
  private final List<ConformanceCase> cases = new ArrayList<>();

  private FunctionReader(String group, Grid one) {
    this.group = group;
    this.one = new Input(ONE, Kind.STREAM, one);
  }

  static List<ConformanceCase> read(String group, String text, Grid one) {
    FunctionReader reader = new FunctionReader(group, one);
    for (String section : Arrays.asList(text.split("(?m)^## ")).stream().skip(1).toList()) {
      reader.read(section);
    }
    return reader.cases;
  }

  private void read(String section) {
    String signature = section.lines().findFirst().orElseThrow().strip().replace("`", "");
    List<Line> values = new ArrayList<>();
    section
        .lines()
        .filter(line -> line.contains(" => "))
        .map(Line::of)
        .forEach(
            line -> {
              if (line.isValue()) {
                values.add(line);
              } else {
                alone(signature, line);
              }
            });
    if (!values.isEmpty()) {
      together(signature, values);
    }
  }

  private void alone(String signature, Line line) {
    Expected expected = line.expected();
    add(
        signature + ": " + line.expression(),
        SELECT + line.expression() + " AS c FROM " + ONE,
        expected);
  }

  private void together(String signature, List<Line> lines) {
    StringBuilder sql = new StringBuilder(SELECT);
    for (int i = 0; i < lines.size(); i++) {
      sql.append(i == 0 ? "" : ",\n       ")
          .append(lines.get(i).expression())
          .append(" AS c")
          .append(i + 1);
    }
    Grid grid =
        new Grid(
            IntStream.range(0, lines.size())
                .mapToObj(i -> "c" + (i + 1) + " " + lines.get(i).type())
                .toList(),
            List.of(lines.stream().map(Line::value).toList()));
    add(signature, sql.append("\nFROM ").append(ONE).toString(), new Expected.Rows(grid, false));
  }

  private void add(String title, String sql, Expected expected) {
    cases.add(new ConformanceCase(group, title, "", sql, List.of(one), expected, expected));
  }

  private record Line(String expression, String result) {

    static Line of(String line) {
      int at = line.lastIndexOf(" => ");
      return new Line(line.substring(0, at).strip(), line.substring(at + 4).strip());
    }

    boolean isValue() {
      return !result.startsWith("!") && !result.equals("data error");
    }

    String type() {
      return result.split(" ", 2)[0];
    }

    String value() {
      return result.contains(" ") ? result.split(" ", 2)[1] : "";
    }

    /** Of a line without a value. */
    Expected expected() {
      if (!result.startsWith("!")) {
        return new Expected.DataError();
      }
      String[] words = result.substring(1).strip().split(" ", 2);
      int column = SELECT.length() + Integer.parseInt(words[0]);
      return new Expected.Refused("1:" + column + " " + words[1]);
    }
  }
}
