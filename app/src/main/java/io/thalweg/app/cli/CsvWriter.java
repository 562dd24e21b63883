package io.thalweg.app.cli;

import io.thalweg.app.cli.RowFormat.ColumnName;
import java.io.PrintWriter;
import java.util.List;

/** RFC 4180, with lines that end as the rest of the terminal's do. */
final class CsvWriter implements RowFormat.RowWriter {

  private final PrintWriter out;

  CsvWriter(PrintWriter out, List<ColumnName> columns) {
    this.out = out;
    row(columns.stream().map(ColumnName::name).toArray(String[]::new));
  }

  @Override
  public void row(String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        out.print(',');
      }
      if (cells[i] != null) {
        out.print(quoted(cells[i]));
      }
    }
    out.print('\n');
  }

  @Override
  public void end() {
    out.flush();
  }

  private static String quoted(String cell) {
    boolean plain = !cell.isEmpty();
    for (int i = 0; plain && i < cell.length(); i++) {
      plain = ",\"\r\n".indexOf(cell.charAt(i)) < 0;
    }
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
