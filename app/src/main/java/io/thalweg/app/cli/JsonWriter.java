package io.thalweg.app.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.thalweg.app.cli.RowFormat.ColumnName;
import java.io.PrintWriter;
import java.util.List;

/** An array of objects, one a line, so that it can be read by people and cut by tools. */
final class JsonWriter implements RowFormat.RowWriter {

  private final PrintWriter out;
  private final List<ColumnName> columns;
  private boolean first = true;

  JsonWriter(PrintWriter out, List<ColumnName> columns) {
    this.out = out;
    this.columns = columns;
    out.print('[');
  }

  @Override
  public void row(String[] cells) {
    out.print(first ? "\n{" : ",\n{");
    first = false;
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        out.print(", ");
      }
      out.print(text(columns.get(i).name()));
      out.print(": ");
      out.print(value(cells[i], columns.get(i)));
    }
    out.print('}');
  }

  @Override
  public void end() {
    out.print(first ? "]\n" : "\n]\n");
    out.flush();
  }

  private static String value(String cell, ColumnName column) {
    boolean bare = cell == null || column.isNumber() || column.type().equals("boolean");
    return bare ? String.valueOf(cell) : text(cell);
  }

  private static String text(String value) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
