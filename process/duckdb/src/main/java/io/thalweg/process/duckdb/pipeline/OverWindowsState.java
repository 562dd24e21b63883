package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.Windowing;
import io.thalweg.sql.streaming.StreamingOperator;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Windows that are open, and the plan over those that close. */
final class OverWindowsState implements OperatorState {

  private final StreamingOperator.OverWindows operator;
  private final Map<String, Input> inputs = new LinkedHashMap<>();

  OverWindowsState(StreamingOperator.OverWindows operator, PipelineTables tables) {
    this.operator = operator;
    for (Kept kept : operator.kept()) {
      KeptState state = KeptState.of(kept.rows(), kept.aggregate(), tables.state(kept.name()));
      inputs.put(kept.name(), new Input(kept, new KeptInput(state)));
    }
  }

  private record Input(Kept kept, KeptInput rows) {

    /** The restriction of its table to windows that end at or before a time. */
    String closed(Windowing windowing, long closedBelow) {
      long last = closedBelow - EventBatch.micros(windowing.toEnd(kept.bound()));
      return "WHERE " + rows.state().column(kept.windowColumn()) + " <= " + Sql.timestamp(last);
    }
  }

  @Override
  public List<String> create() {
    return inputs.values().stream().map(input -> input.rows.state().create()).toList();
  }

  @Override
  public void open(Connection connection) throws SQLException {
    for (Input input : inputs.values()) {
      input.rows.open(connection);
    }
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    for (Input input : inputs.values()) {
      Optional<String> rows = step.rows(input.kept.rows());
      if (rows.isPresent()) {
        input.rows.add(step, input.rows.state().fresh(rows.get()));
      }
    }
    long closedBelow = operator.closedBelow(step.after());
    boolean closes = closedBelow > operator.closedBelow(step.before());
    if (!closes || inputs.values().stream().allMatch(input -> input.rows.rows() == 0)) {
      return Optional.empty();
    }
    for (Input input : inputs.values()) {
      String closed = input.closed(operator.windowing(), closedBelow);
      step.atTheEnd(() -> input.rows.discard(step, closed));
    }
    return Optional.of(
        DuckDbSql.select(operator.result(), relation -> closed(relation, closedBelow)));
  }

  private String closed(Relation relation, long closedBelow) {
    Input input = inputs.get(relation.name());
    return input == null
        ? PipelineTables.output(relation.name())
        : input.rows.state().select(input.closed(operator.windowing(), closedBelow));
  }
}
