package io.thalweg.app.server.http;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.catalog.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * RFC 4180 with a header; NULL is an empty cell, an empty text is {@code ""}. The format cannot say
 * that rows are missing: there the connection breaks off.
 */
final class CsvAnswer implements AnswerWriter {

  private final Writer out;
  private final List<Column> columns;

  CsvAnswer(OutputStream out, List<Column> columns) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.columns = columns;
  }

  @Override
  public void begin() throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      cell(i, columns.get(i).name());
    }
    out.write("\r\n");
  }

  @Override
  public void row(QueryResult result) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      Object value = result.value(i);
      cell(i, value instanceof BigDecimal number ? number.toPlainString() : value);
    }
    out.write("\r\n");
  }

  private void cell(int column, Object value) throws IOException {
    if (column > 0) {
      out.write(',');
    }
    if (value != null) {
      out.write(quoted(value.toString()));
    }
  }

  private static String quoted(String cell) {
    boolean plain = !cell.isEmpty();
    for (int i = 0; plain && i < cell.length(); i++) {
      plain = ",\"\r\n".indexOf(cell.charAt(i)) < 0;
    }
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public void keepAlive() {
    // Every byte means something in CSV.
  }

  @Override
  public void end() throws IOException {
    out.close();
  }

  @Override
  public void fail(QueryException failure) {
    // The connection says it, by breaking off.
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
