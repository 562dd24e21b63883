package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts a pipeline's results into its tables and its outbox, within the caller's transaction. */
final class Outputs {

  /** Where results stand while they go to several outputs; of one connection alone. */
  private static final String STAGE = "temp.stage";

  private final List<String> outputTables;
  private final StreamingPlan plan;
  private final List<Column> columns;
  private final Outbox outbox;

  Outputs(CompiledPipeline pipeline, Outbox outbox) {
    this.outputTables =
        pipeline.definition().to().stream()
            .filter(Output.Table.class::isInstance)
            .map(Output::name)
            .toList();
    this.plan = pipeline.plan();
    this.columns = plan.columns();
    this.outbox = outbox;
  }

  /** The names of the output tables. */
  List<String> tables() {
    return outputTables;
  }

  /**
   * The statements that make the output tables.
   *
   * @param changing the rows of which they are views, where they change
   */
  List<String> create(Optional<ChangingState> changing) {
    if (changing.isPresent()) {
      String view = ChangedRows.view(plan.output(), changing.get());
      return outputTables.stream()
          .map(table -> "CREATE VIEW " + PipelineTables.output(table) + " AS " + view)
          .toList();
    }
    String definition =
        IntStream.range(0, columns.size())
            .mapToObj(i -> column(Sql.name(columns.get(i).name()), i))
            .collect(Collectors.joining(", ", " (", ")"));
    return outputTables.stream()
        .map(table -> "CREATE TABLE " + PipelineTables.output(table) + definition)
        .toList();
  }

  /** Drops an output, be it a table or a view. */
  static void drop(Connection connection, String table) throws SQLException {
    boolean view;
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = 'main'"
                + " AND table_name = ? AND table_type = 'VIEW'")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        view = rows.next();
      }
    }
    execute(
        connection,
        "DROP %s IF EXISTS %s".formatted(view ? "VIEW" : "TABLE", PipelineTables.output(table)));
  }

  /** Makes what a new connection needs. */
  void prepare(Connection connection) throws SQLException {
    if (isStaged() && plan.changes().isEmpty()) {
      execute(
          connection,
          IntStream.range(0, columns.size())
              .mapToObj(i -> column("c" + i, i))
              .collect(Collectors.joining(", ", "CREATE TEMP TABLE stage (", ")")));
    }
  }

  /**
   * Puts the rows of a SELECT out.
   *
   * @return the progress with what was put out
   */
  Progress write(Connection connection, String select, Progress progress) throws SQLException {
    if (!isStaged()) {
      long rows =
          execute(
              connection,
              "INSERT INTO " + PipelineTables.output(outputTables.get(0)) + " " + select);
      return progress.withOutput(rows, progress.sequence());
    }
    long rows = execute(connection, "INSERT INTO " + STAGE + " " + select);
    if (rows == 0) {
      return progress;
    }
    for (String table : outputTables) {
      execute(
          connection, "INSERT INTO " + PipelineTables.output(table) + " SELECT * FROM " + STAGE);
    }
    long sequence = progress.sequence();
    for (int topic = 0; topic < outbox.topics().size(); topic++) {
      sequence += execute(connection, outbox.addRows(topic, STAGE, sequence));
    }
    execute(connection, "DELETE FROM " + STAGE);
    return progress.withOutput(rows, sequence);
  }

  /**
   * Puts out what a step has changed; the tables, which are views, show it already.
   *
   * @return the progress with what was put out
   */
  Progress write(Connection connection, ChangingState changed, Progress progress)
      throws SQLException {
    long sequence = progress.sequence();
    if (outbox.isNeeded()) {
      List<Integer> key = plan.changes().orElseThrow().key().orElseThrow();
      String with = ChangedRows.with(plan.output(), changed);
      for (int topic = 0; topic < outbox.topics().size(); topic++) {
        sequence += execute(connection, outbox.addChanges(topic, with, key, sequence));
      }
    }
    return progress.withOutput(changed.changedRows(), sequence);
  }

  /** Whether a watermark can be put out. */
  boolean carriesWatermarks() {
    return outbox.topics().stream().anyMatch(topic -> topic.eventTime().isPresent());
  }

  /** Puts a watermark out to every topic with an event time. */
  Progress writeWatermark(Connection connection, long watermark, Progress progress)
      throws SQLException {
    long sequence = progress.sequence();
    List<Stream> topics = outbox.topics();
    for (int topic = 0; topic < topics.size(); topic++) {
      if (topics.get(topic).eventTime().isPresent()) {
        sequence += execute(connection, outbox.addWatermark(topic, watermark, sequence));
      }
    }
    return progress.withOutput(0, sequence);
  }

  private boolean isStaged() {
    return outbox.isNeeded() || outputTables.size() != 1;
  }

  private String column(String name, int index) {
    return name + " " + DuckDbTypes.name(columns.get(index).type());
  }

  static long execute(Connection connection, String sql) throws SQLException {
    // A statement that failed stays closed, so each has its own.
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
