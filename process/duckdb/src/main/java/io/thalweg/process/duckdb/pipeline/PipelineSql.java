package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.Field;
import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.batch.Lateness;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements of one pipeline's batches. Immutable. */
final class PipelineSql {

  private final StreamingPlan plan;
  private final PipelineTables tables;
  private final Optional<WindowState> windows;

  PipelineSql(CompiledPipeline pipeline, PipelineTables tables) {
    this.plan = pipeline.plan();
    this.tables = tables;
    this.windows =
        plan.window().map(window -> WindowState.of(window, plan.rows(), tables.windows()));
  }

  Optional<WindowState> windows() {
    return windows;
  }

  /**
   * The SELECT of the plan's rows over a batch.
   *
   * @param withoutLate whether late rows are left out
   */
  String rows(BatchScan.Opened batch, boolean withoutLate) {
    String from = batch.sql();
    if (withoutLate) {
      from =
          "(SELECT * EXCLUDE (%1$s) FROM %2$s WHERE %1$s = 0)"
              .formatted(BatchScan.LATE, batch.sql(with(fields(), BatchScan.LATE)));
    }
    String source = from;
    return DuckDbSql.select(
        plan.rows(),
        relation ->
            relation.kind() == Relation.Kind.STREAM
                ? source
                : PipelineTables.output(relation.name()));
  }

  /** The SELECT of what the closed windows give. */
  String results(String closedGroups) {
    return DuckDbSql.select(
        plan.result().orElseThrow(),
        relation ->
            relation.name().equals(StreamingPlan.CLOSED_GROUPS)
                ? closedGroups
                : PipelineTables.output(relation.name()));
  }

  String createLate() {
    return "CREATE TABLE "
        + tables.late()
        + " (_partition INTEGER, _offset BIGINT, _reason VARCHAR, "
        + plan.source().fields().stream()
            .map(field -> Sql.name(field.name()) + " " + DuckDbTypes.name(field.type()))
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** The statement that records the late rows of a batch. */
  String addLate(BatchScan.Opened batch) {
    List<String> fields = plan.source().fields().stream().map(Field::name).toList();
    List<String> read = new ArrayList<>(fields);
    read.addAll(List.of(BatchScan.PARTITION, BatchScan.OFFSET, BatchScan.LATE));
    return "INSERT INTO %s SELECT %s, %s, CASE %s WHEN %s THEN 'lateness' ELSE 'watermark' END, %s FROM %s WHERE %s != %s"
        .formatted(
            tables.late(),
            BatchScan.PARTITION,
            BatchScan.OFFSET,
            BatchScan.LATE,
            Lateness.BEHIND_PARTITION,
            fields.stream().map(Sql::name).collect(Collectors.joining(", ")),
            batch.sql(read),
            BatchScan.LATE,
            Lateness.ON_TIME);
  }

  private List<String> fields() {
    return plan.source().fields().stream().map(field -> field.name()).toList();
  }

  private static List<String> with(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }
}
