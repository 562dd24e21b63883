package io.thalweg.app.server.http.events;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.server.http.QueryErrors;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.api.TableReader.Order;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pipelines' tables and reference tables, as requests name them. Safe for use by many threads. */
final class NamedTables {

  private final Supplier<CheckedProject> project;
  private final TableReader reader;

  NamedTables(Supplier<CheckedProject> project, TableReader reader) {
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

  /** The number of the next row that a pipeline's table will have. */
  long end(String table) {
    String any = reader.columns(table).orElseThrow().get(0).name();
    return read(new TableReader.Request(table, List.of(any), List.of(), Order.OLDEST, 0, 0, 1, 1))
        .end();
  }

  TableReader.Page read(TableReader.Request request) {
    try {
      return reader.read(request);
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }

  TableReader.KeyedPage read(TableReader.KeyedRequest request) {
    try {
      return reader.read(request);
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }

  /** The reference table of a name; empty where the table is a pipeline's, or there is none. */
  Optional<Table> reference(String table) {
    return project.get().referenceTables().stream()
        .filter(known -> known.name().equals(table))
        .findFirst();
  }

  /**
   * What a request asks for of a pipeline's table.
   *
   * @throws ApiException 404 when there is no such table, 400 when it has not what is asked for
   */
  RowChoice choice(String table, RowParameters parameters) {
    for (CompiledPipeline pipeline : project.get().pipelines()) {
      for (Output output : pipeline.definition().to()) {
        if (output instanceof Output.Table && output.name().equals(table)) {
          return RowChoice.of(table, pipeline.plan().columns(), pipeline.rowsOf(table), parameters);
        }
      }
    }
    List<String> tables = new ArrayList<>(project.get().outputTables());
    project.get().referenceTables().stream().map(Table::name).forEach(tables::add);
    throw new ApiException(
        404,
        new ApiError(
            "UNKNOWN_TABLE",
            "there is no table \"%s\"".formatted(table),
            null,
            Suggestion.of(table, tables)
                .map("Did you mean \"%s\"?"::formatted)
                .orElse("GET /api/v1/tables lists what there is.")));
  }
}
