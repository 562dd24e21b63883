package io.thalweg.app.server.http;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;

/** Cells of RFC 4180; NULL is an empty cell, an empty text is {@code ""}. */
public final class CsvCells {

  private CsvCells() {}

  /**
   * Writes a cell, with a comma before it unless it is the first.
   *
   * @param column from 0
   * @param value as {@link io.thalweg.process.api.QueryResult#value} gives it
   */
  public static void write(Writer out, int column, Object value) throws IOException {
    if (column > 0) {
      out.write(',');
    }
    if (value != null) {
      out.write(
          quoted(value instanceof BigDecimal number ? number.toPlainString() : value.toString()));
    }
  }

  private static String quoted(String cell) {
    boolean plain = !cell.isEmpty();
    for (int i = 0; plain && i < cell.length(); i++) {
      plain = ",\"\r\n".indexOf(cell.charAt(i)) < 0;
    }
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
