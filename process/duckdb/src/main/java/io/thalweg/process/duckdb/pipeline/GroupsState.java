package io.thalweg.process.duckdb.pipeline;

import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingOperator.Changing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Groups whose aggregates can be merged: their table holds the partial aggregates, one row a group,
 * from which what is read is computed. State and result are the same rows, kept once.
 */
final class GroupsState extends ChangingState {

  private final Changing.Input input;
  private final DistinctValues distinct;
  private final PartialAggregates groups;

  GroupsState(Changing operator, PipelineTables tables) {
    super(operator);
    this.input = operator.sources().get(0);
    String table = tables.state(operator.name());
    this.distinct =
        new DistinctValues(input.aggregate().orElseThrow(), input.rows().columns(), table);
    this.groups = new PartialAggregates(input.rows().columns(), distinct.overNew(), table);
  }

  /** Whether a table of rows that stay can be kept so. */
  static boolean canKeep(Changing operator) {
    return operator.windows().isEmpty()
        && operator.result() instanceof PlanNode.Scan
        && operator
            .sources()
            .get(0)
            .aggregate()
            .filter(
                of ->
                    of.calls().stream()
                        .allMatch(
                            call ->
                                PartialAggregate.canMerge(List.of(call))
                                    || DistinctValues.canRemember(call)))
            .isPresent();
  }

  @Override
  String table() {
    return groups.table();
  }

  @Override
  String rows(String table) {
    return "(SELECT %s, \"%s\" FROM %s)".formatted(groups.groups(), NUMBER, table);
  }

  @Override
  public List<String> create() {
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE %s (%s, \"%s\" BIGINT)".formatted(table(), groups.definition(), NUMBER));
    statements.addAll(distinct.create());
    if (operator().keys().isEmpty()) {
      // there is one group, also of no rows
      String nothing = groups.fresh("FROM " + Step.nothing(input.rows().columns()));
      statements.add(
          "INSERT INTO %s SELECT *, %d FROM (%s)".formatted(table(), OF_NOTHING, nothing));
    }
    return statements;
  }

  private String sameKey(String one, String other) {
    List<String> keys = groups.keyNames();
    return sameKey(
        keys.stream().map(key -> one + "." + key).toList(),
        keys.stream().map(key -> other + "." + key).toList());
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    Optional<String> rows = step.rows(input.rows());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    make(step, "fresh", distinct.fresh(step, this, groups, rows.get()));
    remove(step, "SEMI JOIN %s AS f ON %s".formatted(temp("fresh"), sameKey("t", "f")));
    String names = String.join(", ", groups.names());
    make(
        step,
        "added",
        "SELECT *, CAST(NULL AS BIGINT) AS \"%s\" FROM (%s)"
            .formatted(
                NUMBER,
                groups.merged(
                    "(SELECT %1$s FROM %2$s UNION ALL SELECT %1$s FROM %3$s)"
                        .formatted(names, temp("fresh"), temp("removed")))));
    replace(step);
    return Optional.of("SELECT * FROM " + added());
  }
}
