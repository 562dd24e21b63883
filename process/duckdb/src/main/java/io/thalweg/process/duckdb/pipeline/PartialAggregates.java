package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.AggregateCall;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingOperator.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Open windows as partial aggregates. Each batch appends one row a group it holds; the rows of a
 * group meet when the window closes or the table is compacted. To append is cheap whatever the
 * number of groups, where a merge would read all of them for each batch.
 */
final class PartialAggregates extends WindowState {

  private final List<Column> rowColumns;
  private final List<Integer> keys;
  private final List<Column> columns;
  private final List<PartialAggregate> aggregates = new ArrayList<>();

  PartialAggregates(Kept kept, Duration toEnd, String table) {
    super(kept, toEnd, table);
    PlanNode.Aggregate aggregate = kept.aggregate().orElseThrow();
    this.rowColumns = kept.rows().columns();
    this.keys = aggregate.keys();
    this.columns = aggregate.columns();
    List<AggregateCall> calls = aggregate.calls();
    for (int i = 0; i < calls.size(); i++) {
      aggregates.add(PartialAggregate.of(calls.get(i), i, rowColumns));
    }
  }

  @Override
  String create() {
    return Stream.concat(
            keyNumbers().mapToObj(i -> "k" + i + " " + DuckDbTypes.name(columns.get(i).type())),
            parts().map(part -> part.name() + " " + part.type()))
        .collect(Collectors.joining(", ", "CREATE TABLE " + table() + " (", ")"));
  }

  @Override
  String add(String rows) {
    String inputs =
        IntStream.range(0, rowColumns.size())
            .mapToObj(i -> "c" + i)
            .collect(Collectors.joining(", "));
    String groups = keys.stream().map(i -> "c" + i).collect(Collectors.joining(", "));
    return Stream.concat(Stream.of(groups), parts().map(PartialAggregate.Part::ofRows))
        .collect(
            Collectors.joining(
                ", ",
                "INSERT INTO " + table() + " SELECT ",
                " FROM (" + rows + ") AS r(" + inputs + ") GROUP BY " + groups));
  }

  @Override
  String closed(long closedBelow) {
    Stream<String> keyColumns =
        keyNumbers().mapToObj(i -> "k" + i + " AS " + Sql.name(columns.get(i).name()));
    Stream<String> results =
        IntStream.range(0, aggregates.size())
            .mapToObj(
                i ->
                    aggregates.get(i).result()
                        + " AS "
                        + Sql.name(columns.get(keys.size() + i).name()));
    return Stream.concat(keyColumns, results)
        .collect(
            Collectors.joining(
                ", ",
                "(SELECT ",
                " FROM "
                    + table()
                    + " WHERE "
                    + isClosed(closedBelow)
                    + " GROUP BY "
                    + keyNames()
                    + ")"));
  }

  @Override
  List<String> compact() {
    String merged =
        Stream.concat(Stream.of(keyNames()), parts().map(PartialAggregate.Part::merged))
            .collect(Collectors.joining(", "));
    return List.of(
        "CREATE OR REPLACE TEMP TABLE compacted AS SELECT "
            + merged
            + " FROM "
            + table()
            + " GROUP BY "
            + keyNames(),
        "DELETE FROM " + table(),
        "INSERT INTO " + table() + " SELECT * FROM temp.compacted",
        "DROP TABLE temp.compacted");
  }

  @Override
  String windowColumn() {
    return "k" + kept().windowColumn();
  }

  private IntStream keyNumbers() {
    return IntStream.range(0, keys.size());
  }

  private String keyNames() {
    return keyNumbers().mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
  }

  private Stream<PartialAggregate.Part> parts() {
    return aggregates.stream().flatMap(aggregate -> aggregate.parts().stream());
  }
}
