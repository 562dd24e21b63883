package io.thalweg.app.server.http;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.catalog.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
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
      CsvCells.write(out, i, columns.get(i).name());
    }
    out.write("\r\n");
  }

  @Override
  public void row(QueryResult result) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      CsvCells.write(out, i, result.value(i));
    }
    out.write("\r\n");
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
