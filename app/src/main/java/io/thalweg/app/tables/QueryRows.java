package io.thalweg.app.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.app.server.http.JsonValues;
import io.thalweg.buffer.table.RowDecoder;
import io.thalweg.buffer.table.TableRow;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows that the query of a reference table gives now. */
final class QueryRows {

  private static final JsonFactory JSON = new JsonFactory();

  private QueryRows() {}

  /**
   * Runs the query.
   *
   * @throws io.thalweg.process.api.QueryException when it fails
   * @throws WrongRowsException when a row does not fit the table, or a key stands twice
   */
  static List<TableRow> of(Table table, Table.Query source, QueryEngine queries) {
    RowDecoder decoder = RowDecoder.ofRows(table);
    List<TableRow> rows = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    try (QueryResult result = queries.query(source.sql().text(), QueryLimits.DEFAULT)) {
      while (result.next()) {
        byte[] json = json(table, result);
        decoder
            .decode(json, 0, json.length)
            .ifPresent(
                wrong -> {
                  throw new WrongRowsException(
                      "row %,d: %s"
                          .formatted(rows.size() + 1, CsvFile.withoutPlace(wrong.message())));
                });
        TableRow row = decoder.row();
        if (!keys.add(row.key())) {
          throw new WrongRowsException("the key \"%s\" stands in two rows".formatted(row.key()));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static byte[] json(Table table, QueryResult row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (int i = 0; i < row.columns().size(); i++) {
        String column = row.columns().get(i).name();
        json.writeFieldName(
            table.fields().stream()
                .map(Field::name)
                .filter(column::equalsIgnoreCase)
                .findFirst()
                .orElse(column));
        JsonValues.write(json, row.value(i));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Rows that a table cannot take. */
  static final class WrongRowsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongRowsException(String message) {
      super(message);
    }
  }
}
