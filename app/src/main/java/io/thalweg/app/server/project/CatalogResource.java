package io.thalweg.app.server.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ServingRelations;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Action;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.functions.FunctionCatalog;
import io.thalweg.sql.functions.FunctionEntry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What SQL can name and compute with, for editors that complete it. */
@Path("/api/v1/project/catalog")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "project", description = "What is defined, read and changed")
public final class CatalogResource {

  private static final List<Entry> FUNCTIONS =
      FunctionCatalog.entries().stream().map(Entry::of).toList();

  private final Supplier<CheckedProject> project;

  /**
   * @param project that runs
   */
  public CatalogResource(Supplier<CheckedProject> project) {
    this.project = project;
  }

  /** All that SQL knows. */
  @Schema(name = "Catalog")
  public record Known(List<Table> relations, List<Entry> functions) {}

  /** A stream or table. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "CatalogRelation")
  public record Table(
      @Schema(example = "telemetry") String name,
      @Schema(description = "stream or table", example = "stream") String kind,
      @Schema(example = "Readings of the machines in all plants") String description,
      @Schema(description = "Of a stream, the column that its windows go by", example = "time")
          String eventTime,
      @Schema(description = "The pipeline that writes it", example = "minute_average")
          String writtenBy,
      List<NamedColumn> columns) {}

  /** A column. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "CatalogColumn")
  public record NamedColumn(
      @Schema(example = "temperature") String name,
      @Schema(example = "double") String type,
      boolean nullable,
      @Schema(example = "°C") String unit,
      @Schema(example = "Of the oil") String description) {}

  /** A function or operator. */
  @Schema(name = "CatalogFunction")
  public record Entry(
      @Schema(
              description = "What stands before the parenthesis; empty for an operator",
              example = "ROUND")
          String name,
      @Schema(example = "ROUND(x [, digits])") String signature,
      @Schema(description = "The type of its result", example = "double") String result,
      @Schema(
              description = "In whole sentences; `code` between backticks",
              example = "Rounds half away from zero.")
          String meaning,
      @Schema(example = "Numbers") String group) {

    static Entry of(FunctionEntry function) {
      return new Entry(
          function.name(),
          function.signature(),
          function.result(),
          function.meaning(),
          function.group().title());
    }
  }

  @GET
  @Requires(Action.READ)
  @Operation(summary = "The streams, tables, columns and functions of SQL", operationId = "catalog")
  public Known known() {
    CheckedProject now = project.get();
    List<Stream> streams = now.project().orElseThrow().streams();
    Map<String, Stream> byName =
        streams.stream().collect(Collectors.toMap(Stream::name, Function.identity()));
    Map<String, String> writers =
        now.pipelines().stream()
            .flatMap(
                pipeline ->
                    pipeline.definition().to().stream()
                        .map(output -> Map.entry(output.name(), pipeline.name())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Known(
        ServingRelations.queryable(streams, now.tables(), now.pipelines()).relations().stream()
            .sorted(Comparator.comparing(Relation::name))
            .map(
                relation ->
                    table(
                        relation,
                        Optional.ofNullable(byName.get(relation.name())),
                        writers.get(relation.name())))
            .toList(),
        FUNCTIONS);
  }

  private static Table table(Relation relation, Optional<Stream> stream, String writer) {
    Map<String, Field> fields =
        stream.map(Stream::fields).orElse(List.of()).stream()
            .collect(Collectors.toMap(Field::name, Function.identity()));
    return new Table(
        relation.name(),
        relation.kind() == Relation.Kind.STREAM ? "stream" : "table",
        stream.flatMap(Stream::description).orElse(null),
        relation.eventTime().map(EventTime::field).orElse(null),
        writer,
        relation.columns().stream()
            .map(
                column -> {
                  Optional<Field> field = Optional.ofNullable(fields.get(column.name()));
                  return new NamedColumn(
                      column.name(),
                      column.type().toString(),
                      column.nullable(),
                      field.flatMap(Field::unit).orElse(null),
                      field.flatMap(Field::description).orElse(null));
                })
            .toList());
  }
}
