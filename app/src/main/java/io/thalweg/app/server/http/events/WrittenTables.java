package io.thalweg.app.server.http.events;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.server.http.QueryErrors;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Suggestion;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.api.TableReader.Order;
import io.thalweg.sql.catalog.Column;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The tables that pipelines write, as requests name them. Safe for use by many threads. */
final class WrittenTables {

  private final Supplier<CheckedProject> project;
  private final TableReader reader;

  WrittenTables(Supplier<CheckedProject> project, TableReader reader) {
    this.project = project;
    this.reader = reader;
  }

  long position(String table, String cursor, long otherwise) {
    if (cursor == null) {
      return otherwise;
    }
    return switch (cursor) {
      case "start" -> 0;
      case "end" -> end(table);
      default -> RowCursor.parse(table, cursor);
    };
  }

  long end(String table) {
    String any = reader.columns(table).orElseThrow().get(0).name();
    return read(new TableReader.Request(table, List.of(any), Order.OLDEST, 0, 0, 1, 1)).end();
  }

  TableReader.Page read(TableReader.Request request) {
    try {
      return reader.read(request);
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }

  List<String> columns(String table, String fields) {
    List<String> tables = project.get().outputTables();
    if (!tables.contains(table)) {
      throw new ApiException(
          404,
          new ApiError(
              "UNKNOWN_TABLE",
              "there is no table \"%s\" that a pipeline writes".formatted(table),
              null,
              Suggestion.of(table, tables)
                  .map("Did you mean \"%s\"?"::formatted)
                  .orElse("GET /api/v1/pipelines lists where pipelines write to.")));
    }
    List<String> known = reader.columns(table).orElseThrow().stream().map(Column::name).toList();
    if (fields == null) {
      return known;
    }
    List<String> wanted =
        Arrays.stream(fields.split(",", -1)).map(String::strip).distinct().toList();
    for (String field : wanted) {
      if (!known.contains(field)) {
        throw EventChoice.invalid(
            "table \"%s\" has no column \"%s\"".formatted(table, field),
            "It has " + String.join(", ", known) + ".");
      }
    }
    return wanted;
  }
}
