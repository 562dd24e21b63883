package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Late;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.PositionAheadOfLogException;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.sql.plan.PlanPrinter;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingOperator;
import io.thalweg.sql.streaming.StreamingPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pipeline's tables, made at its first start and checked at each other. For one thread. */
public final class PipelineState {

  private final CompiledPipeline pipeline;
  private final PipelineTables tables;
  private final PipelineSql sql;
  private final Outputs outputs;

  public PipelineState(CompiledPipeline pipeline) {
    this.pipeline = pipeline;
    this.tables = new PipelineTables(pipeline.name());
    this.sql = new PipelineSql(pipeline, tables);
    this.outputs = new Outputs(pipeline, new Outbox(pipeline, tables));
  }

  /**
   * Makes the tables where there are none; the pipeline then begins where its source begins.
   *
   * @param connection that commits by itself
   * @throws ChangedDefinitionException when the tables belong to another definition
   * @throws PositionAheadOfLogException when the source has lost records that were read
   */
  void ensure(Connection connection, Log log) throws SQLException {
    if (!exists(connection)) {
      create(connection, beginning(log));
      return;
    }
    String stored = storedDefinition(connection);
    if (!stored.equals(definition(pipeline))) {
      throw new ChangedDefinitionException(pipeline.name());
    }
    Progress progress = load(connection);
    List<Stream> sources = pipeline.plan().sources();
    for (int i = 0; i < sources.size(); i++) {
      Offsets ends = log.ends(sources.get(i).name());
      if (!progress.position(i).isAtMost(ends)) {
        throw new PositionAheadOfLogException(
            "pipeline \"" + pipeline.name() + "\"",
            sources.get(i).name(),
            progress.position(i),
            ends);
      }
    }
  }

  private Progress beginning(Log log) {
    return Progress.at(
        pipeline.plan().sources().stream().map(source -> log.beginnings(source.name())).toList());
  }

  Progress load(Connection connection) throws SQLException {
    return ProgressTable.load(connection, tables)
        .orElseThrow(() -> new IllegalStateException("no progress of " + pipeline.name()));
  }

  /**
   * Forgets everything the pipeline has computed, its output tables included, but not the number of
   * the next record for its topics: what it computes again follows what the topics already hold.
   */
  void reset(Connection connection, Log log) throws SQLException {
    long sequence = 1;
    if (exists(connection)) {
      sequence = load(connection).sequence();
      connection.setAutoCommit(false);
      dropOutputs(connection);
      Outputs.execute(connection, "DROP SCHEMA " + tables.schema() + " CASCADE");
      connection.commit();
      connection.setAutoCommit(true);
    }
    create(connection, beginning(log).withOutput(0, sequence));
  }

  /** Drops all tables of the pipeline; another one of its name knows nothing of it. */
  void drop(Connection connection) throws SQLException {
    dropOutputs(connection);
    Outputs.execute(connection, "DROP SCHEMA IF EXISTS " + tables.schema() + " CASCADE");
  }

  /** Drops what queries see of the pipeline. */
  void dropOutputs(Connection connection) throws SQLException {
    for (String table : outputs.tables()) {
      Outputs.drop(connection, table);
    }
    for (Stream source : pipeline.plan().sources()) {
      Outputs.execute(connection, "DROP TABLE IF EXISTS " + sql.late(source));
    }
  }

  private boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?")) {
      query.setString(1, "$" + pipeline.name());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private void create(Connection connection, Progress start) throws SQLException {
    connection.setAutoCommit(false);
    try {
      // Left over by a pipeline that was removed while nothing ran.
      dropOutputs(connection);
      Outputs.execute(connection, "CREATE SCHEMA " + tables.schema());
      Outputs.execute(
          connection,
          "CREATE TABLE "
              + tables.definition()
              + " AS SELECT "
              + Sql.text(definition(pipeline))
              + " AS text");
      Outputs.execute(connection, ProgressTable.create(tables));
      ProgressTable.insert(connection, tables, start);
      List<String> statements = new ArrayList<>(sql.createLate());
      Map<String, OperatorState> operators = sql.operators();
      operators.values().forEach(operator -> statements.addAll(operator.create()));
      for (String statement : statements) {
        Outputs.execute(connection, statement);
      }
      Outputs.execute(connection, Outbox.create(tables));
      for (String statement : outputs.create(sql.changing(operators))) {
        Outputs.execute(connection, statement);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private String storedDefinition(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT text FROM " + tables.definition())) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** All of a definition that the state depends on; the same as long as it means the same. */
  public static String definition(CompiledPipeline pipeline) {
    StreamingPlan plan = pipeline.plan();
    StringBuilder text = new StringBuilder();
    for (Stream source : plan.sources()) {
      text.append("source ").append(source.name()).append('\n');
      source
          .eventTime()
          .filter(time -> plan.hasLateRows())
          .ifPresent(
              time ->
                  text.append("event time ")
                      .append(time.field())
                      .append(", lateness ")
                      .append(time.lateness())
                      .append('\n'));
    }
    for (StreamingOperator operator : plan.operators()) {
      text.append(operator).append('\n');
    }
    if (plan.hasLateRows() && pipeline.definition().late() != Late.KEEP) {
      text.append("late ").append(pipeline.definition().late()).append('\n');
    }
    text.append("output ").append(plan.columns()).append('\n');
    text.append(PlanPrinter.print(plan.output()));
    text.append("to ").append(outputs(pipeline)).append('\n');
    return text.toString();
  }

  /** Without where they stand in their file. */
  private static List<Output> outputs(CompiledPipeline pipeline) {
    return pipeline.definition().to().stream()
        .<Output>map(
            output ->
                output instanceof Output.Topic topic
                    ? new Output.Topic(topic.name(), topic.key(), topic.partitions())
                    : new Output.Table(output.name()))
        .toList();
  }
}
