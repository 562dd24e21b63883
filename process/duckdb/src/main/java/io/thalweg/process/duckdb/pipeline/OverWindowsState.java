package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Relation;
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

  /** So many rows of one table are not worth putting together. */
  private static final long COMPACT_FROM = 200_000;

  private final StreamingOperator.OverWindows operator;
  private final Map<String, Input> inputs = new LinkedHashMap<>();

  OverWindowsState(StreamingOperator.OverWindows operator, PipelineTables tables) {
    this.operator = operator;
    for (Kept kept : operator.kept()) {
      inputs.put(
          kept.name(),
          new Input(WindowState.of(kept, operator.windowing(), tables.state(kept.name()))));
    }
  }

  /** One of its tables and how many rows it holds. */
  private static final class Input {
    private final WindowState state;
    private long rows;
    private long compactAt = COMPACT_FROM;

    Input(WindowState state) {
      this.state = state;
    }

    void compactIfWorthIt(Step step) throws SQLException {
      if (rows < compactAt) {
        return;
      }
      for (String statement : state.compact()) {
        long changed = step.execute(statement);
        rows = statement.startsWith("INSERT") ? changed : rows;
      }
      compactAt = Math.max(COMPACT_FROM, 2 * rows);
    }

    void discard(Step step, long closedBelow) throws SQLException {
      rows -= step.execute(state.discard(closedBelow));
      compactAt = Math.max(COMPACT_FROM, 2 * rows);
    }
  }

  @Override
  public List<String> create() {
    return inputs.values().stream().map(input -> input.state.create()).toList();
  }

  @Override
  public void open(Connection connection) throws SQLException {
    for (Input input : inputs.values()) {
      input.rows = Step.count(connection, input.state.table());
    }
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    for (Input input : inputs.values()) {
      Optional<String> rows = step.rows(input.state.kept().rows());
      if (rows.isPresent()) {
        input.rows += step.execute(input.state.add(rows.get()));
        input.compactIfWorthIt(step);
      }
    }
    long closedBelow = operator.closedBelow(step.after());
    boolean closes = closedBelow > operator.closedBelow(step.before());
    if (!closes || inputs.values().stream().allMatch(input -> input.rows == 0)) {
      return Optional.empty();
    }
    for (Input input : inputs.values()) {
      step.atTheEnd(() -> input.discard(step, closedBelow));
    }
    return Optional.of(
        DuckDbSql.select(operator.result(), relation -> closed(relation, closedBelow)));
  }

  private String closed(Relation relation, long closedBelow) {
    Input input = inputs.get(relation.name());
    return input == null ? PipelineTables.output(relation.name()) : input.state.closed(closedBelow);
  }
}
