package io.thalweg.app.cli;

import io.thalweg.app.cli.RowFormat.ColumnName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns under their names, numbers to the right. The first rows decide how wide the columns are,
 * so that a long answer needs no more memory than a short one.
 */
final class TableWriter implements RowFormat.RowWriter {

  private static final int ROWS_TO_MEASURE = 1000;
  private static final int WIDEST = 60;

  private final PrintWriter out;
  private final List<ColumnName> columns;
  private final int[] widths;
  private List<String[]> measured = new ArrayList<>();
  private long rows;

  TableWriter(PrintWriter out, List<ColumnName> columns) {
    this.out = out;
    this.columns = columns;
    this.widths = columns.stream().mapToInt(column -> width(column.name())).toArray();
  }

  @Override
  public void row(String[] cells) {
    rows++;
    if (measured == null) {
      print(cells);
      return;
    }
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], Math.min(WIDEST, width(shown(cells[i]))));
    }
    measured.add(cells);
    if (measured.size() == ROWS_TO_MEASURE) {
      printMeasured();
    }
  }

  @Override
  public void end() {
    if (measured != null) {
      printMeasured();
    }
    out.println("(%d row%s)".formatted(rows, rows == 1 ? "" : "s"));
    out.flush();
  }

  private void printMeasured() {
    print(columns.stream().map(ColumnName::name).toArray(String[]::new));
    StringBuilder line = new StringBuilder();
    for (int width : widths) {
      line.append(line.isEmpty() ? "" : "  ").append("-".repeat(width));
    }
    out.println(line);
    measured.forEach(this::print);
    measured = null;
  }

  private void print(String[] cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String text = shown(cells[i]);
      String padding = " ".repeat(Math.max(0, widths[i] - width(text)));
      line.append(i == 0 ? "" : "  ");
      line.append(columns.get(i).isNumber() ? padding + text : text + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A cell on one line, and unable to steer the terminal. */
  private static String shown(String cell) {
    if (cell == null) {
      return "NULL";
    }
    StringBuilder text = new StringBuilder(cell.length());
    cell.codePoints()
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                text.append("\\u%04x".formatted(point));
              } else {
                text.appendCodePoint(point);
              }
            });
    return text.toString();
  }
}
