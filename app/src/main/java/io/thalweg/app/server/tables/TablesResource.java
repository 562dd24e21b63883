package io.thalweg.app.server.tables;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.server.http.StreamsResource;
import io.thalweg.app.tables.TableRefresh;
import io.thalweg.app.tables.TableRefresh.Refreshed;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Table;
import io.thalweg.identity.Action;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.api.TableReader.Order;
import io.thalweg.process.api.table.ReferenceTables;
import io.thalweg.sql.streaming.CompiledPipeline;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What tables there are, where their rows come from, and how that goes. */
@Path("/api/v1/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tables", description = "What pipelines write, and reference tables")
public final class TablesResource {

  private final Supplier<CheckedProject> project;
  private final ReferenceTables rows;
  private final TableRefresh refresh;
  private final TableReader reader;

  /**
   * @param project that runs
   */
  public TablesResource(
      Supplier<CheckedProject> project,
      ReferenceTables rows,
      TableRefresh refresh,
      TableReader reader) {
    this.project = project;
    this.rows = rows;
    this.refresh = refresh;
    this.reader = reader;
  }

  /** All tables. */
  @Schema(name = "Tables")
  public record All(List<Description> tables) {}

  /** A table. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Table")
  public record Description(
      @Schema(example = "machines") String name,
      @Schema(example = "Where each machine stands") String description,
      @Schema(
              description = "Where its rows come from",
              example = "csv",
              allowableValues = {"csv", "query", "api", "pipeline"})
          String source,
      @Schema(description = "The file, the query or the pipeline", example = "tables/machines.csv")
          String from,
      @Schema(
              description = "The fields that tell rows apart; of reference tables",
              example = "[\"machine\"]")
          List<String> key,
      List<StreamsResource.Column> fields,
      @Schema(description = "Rows now", example = "200") long rows,
      @Schema(
              description = "When the file or the query was last read without a mistake",
              example = "2026-01-01T08:00:00Z")
          String refreshed,
      @Schema(
              description = "What is wrong with the file or the query; the rows stay as they were",
              example = "tables/machines.csv:7:24: field \"power\" is a double, not text: \"-\"")
          String error) {}

  /** The tables in the order of their names. */
  @GET
  @Requires(Action.READ)
  @Operation(
      operationId = "listTables",
      summary = "The reference tables and the tables of pipelines")
  public All all() {
    List<Description> all = new ArrayList<>();
    CheckedProject now = project.get();
    now.referenceTables().forEach(table -> all.add(describe(table)));
    for (CompiledPipeline pipeline : now.pipelines()) {
      pipeline.definition().to().stream()
          .filter(Output.Table.class::isInstance)
          .forEach(output -> all.add(describe(output.name(), pipeline)));
    }
    all.sort(Comparator.comparing(Description::name));
    return new All(all);
  }

  private Description describe(Table table) {
    Refreshed last = refresh.of(table.name());
    return new Description(
        table.name(),
        table.description().orElse(null),
        source(table),
        from(table),
        table.key(),
        table.fields().stream().map(StreamsResource::describe).toList(),
        rows.rows(table.name()),
        last.last().map(Object::toString).orElse(null),
        last.error().orElse(null));
  }

  private static String source(Table table) {
    return table.source().getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String from(Table table) {
    if (table.source() instanceof Table.Csv csv) {
      return csv.path();
    }
    return table.source() instanceof Table.Query query ? query.sql().text() : null;
  }

  private Description describe(String table, CompiledPipeline pipeline) {
    String any = pipeline.plan().columns().get(0).name();
    long end =
        reader
            .read(new TableReader.Request(table, List.of(any), List.of(), Order.OLDEST, 0, 0, 1, 1))
            .end();
    return new Description(
        table,
        pipeline.definition().description().orElse(null),
        "pipeline",
        pipeline.name(),
        null,
        pipeline.plan().columns().stream()
            .map(
                column ->
                    new StreamsResource.Column(
                        column.name(), column.type().toString(), !column.nullable(), null, null))
            .toList(),
        end,
        null,
        null);
  }
}
