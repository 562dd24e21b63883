package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.batch.BatchScan;
import io.thalweg.process.duckdb.batch.Lateness;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingOperator;
import io.thalweg.sql.streaming.StreamingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements of one pipeline's batches. Immutable. */
final class PipelineSql {

  private final CompiledPipeline pipeline;
  private final String name;
  private final StreamingPlan plan;
  private final PipelineTables tables;

  PipelineSql(CompiledPipeline pipeline, PipelineTables tables) {
    this.pipeline = pipeline;
    this.name = pipeline.name();
    this.plan = pipeline.plan();
    this.tables = tables;
  }

  StreamingPlan plan() {
    return plan;
  }

  PipelineTables tables() {
    return tables;
  }

  /** What its operators remember, by their names; new for each connection. */
  Map<String, OperatorState> operators() {
    Map<String, OperatorState> states = new LinkedHashMap<>();
    for (StreamingOperator operator : plan.operators()) {
      Optional<StreamingOperator.Sessions> sessions =
          operator instanceof StreamingOperator.OverWindows windows
              ? SessionGroupsState.below(windows, plan.operators())
              : Optional.empty();
      if (sessions.isPresent()) {
        states.remove(sessions.get().name());
        states.put(
            operator.name(),
            new SessionGroupsState(
                (StreamingOperator.OverWindows) operator, sessions.get(), tables));
      } else {
        states.put(operator.name(), state(operator, states));
      }
    }
    return states;
  }

  /** The one of these that is the pipeline's output, where that changes. */
  Optional<ChangingState> changing(Map<String, OperatorState> states) {
    return plan.changes().map(of -> (ChangingState) states.get(of.operator().name()));
  }

  private OperatorState state(StreamingOperator operator, Map<String, OperatorState> before) {
    if (operator instanceof StreamingOperator.OverWindows windows) {
      return new OverWindowsState(windows, tables);
    } else if (operator instanceof StreamingOperator.Sessions sessions) {
      return new SessionsState(sessions, tables);
    } else if (operator instanceof StreamingOperator.TimedJoin join) {
      return new TimedJoinState(join, tables);
    } else if (operator instanceof StreamingOperator.First first) {
      return new FirstState(first, tables);
    } else if (operator instanceof StreamingOperator.Changing changing) {
      return ChangingState.of(changing, tables, before);
    }
    throw new IllegalArgumentException("an operator of a later plan: " + operator);
  }

  /** What stands in FROM for the rows of a batch, with their place in the log. */
  static String rows(BatchScan.Opened batch, Stream source) {
    List<String> columns = all(source);
    columns.remove(BatchScan.LATE);
    return batch.sql(columns);
  }

  /** What stands in FROM for the rows of a batch that are not late. */
  static String rowsOnTime(BatchScan.Opened batch, Stream source) {
    return "(SELECT * EXCLUDE (%1$s) FROM %2$s WHERE %1$s = 0)"
        .formatted(BatchScan.LATE, batch.sql(all(source)));
  }

  /** The statements that make the tables of late rows. */
  List<String> createLate() {
    List<String> statements = new ArrayList<>();
    if (pipeline.keepsLateRows()) {
      plan.sources().forEach(source -> statements.add(createLate(source)));
    }
    if (pipeline.corrects()) {
      statements.add(PendingWindows.create(tables));
    }
    return statements;
  }

  private String createLate(Stream source) {
    return "CREATE TABLE "
        + late(source)
        + " (_partition INTEGER, _offset BIGINT, _reason VARCHAR, "
        + source.fields().stream()
            .map(field -> Sql.name(field.name()) + " " + DuckDbTypes.name(field.type()))
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** The name of the table of a stream's late rows as it stands in SQL. */
  String late(Stream source) {
    return PipelineTables.output(plan.lateTable(name, source));
  }

  /**
   * The statements that record the late rows of a batch.
   *
   * @param changing the output, where it changes
   */
  List<String> addLate(BatchScan.Opened batch, Stream source, Optional<ChangingState> changing) {
    List<String> statements = new ArrayList<>();
    if (pipeline.keepsLateRows()) {
      statements.add(keepLate(batch, source));
    }
    if (pipeline.corrects()) {
      String rows =
          "(SELECT * EXCLUDE (%1$s) FROM %2$s WHERE %1$s != %3$d)"
              .formatted(BatchScan.LATE, batch.sql(all(source)), Lateness.ON_TIME);
      ResultsState results = (ResultsState) changing.orElseThrow();
      statements.add(PendingWindows.add(tables, results.windowsOf(source.name(), rows)));
    }
    return statements;
  }

  private String keepLate(BatchScan.Opened batch, Stream source) {
    return "INSERT INTO %s SELECT %s, %s, CASE %s WHEN %s THEN 'lateness' ELSE 'watermark' END, %s FROM %s WHERE %s != %s"
        .formatted(
            late(source),
            BatchScan.PARTITION,
            BatchScan.OFFSET,
            BatchScan.LATE,
            Lateness.BEHIND_PARTITION,
            fields(source).stream().map(Sql::name).collect(Collectors.joining(", ")),
            batch.sql(all(source)),
            BatchScan.LATE,
            Lateness.ON_TIME);
  }

  private static List<String> fields(Stream source) {
    return source.fields().stream().map(Field::name).toList();
  }

  /** The fields, and what a batch knows of each row beside them. */
  private static List<String> all(Stream source) {
    List<String> all = new ArrayList<>(fields(source));
    all.addAll(List.of(BatchScan.PARTITION, BatchScan.OFFSET, BatchScan.LATE));
    return all;
  }
}
