package io.thalweg.process.duckdb.pipeline;

import io.thalweg.process.duckdb.batch.EventBatch;
import io.thalweg.process.duckdb.database.Sql;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.StreamingOperator.Changing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows that a plan gives of each key, computed again for the keys that have new rows, from what
 * is kept of the inputs.
 */
final class ResultsState extends ChangingState {

  /** The table of the keys that have to be computed again, and what it is called in a join. */
  private static final String TOUCHED = "touched";

  private final String table;
  private final StateColumns columns;
  private final Map<String, Input> inputs = new LinkedHashMap<>();

  ResultsState(Changing operator, PipelineTables tables, Map<String, OperatorState> states) {
    super(operator);
    this.table = tables.state(operator.name());
    this.columns = new StateColumns(operator.columns());
    for (Changing.Input input : operator.sources()) {
      Optional<ChangingState> of = readBy(input.rows(), states);
      KeptState kept =
          of.isPresent()
              ? new KeptRows(input.rows(), input.aggregate(), now(input, of.get()))
              : KeptState.of(input.rows(), input.aggregate(), tables.state(input.name()));
      inputs.put(input.name(), new Input(input, of, new KeptInput(kept)));
    }
  }

  /**
   * One of its inputs.
   *
   * @param of the table whose rows it is made of; empty where its rows stay
   * @param kept what is kept of it, or the rows of now in place of that
   */
  private record Input(Changing.Input plan, Optional<ChangingState> of, KeptInput kept) {

    KeptState state() {
      return kept.state();
    }

    /** The keys of its rows, which are called s. */
    List<String> keys() {
      return plan.keys().stream().map(this::key).toList();
    }

    private String key(Changing.Key key) {
      String column = state().column(key.column());
      return key.shiftMicros() == 0
          ? column
          : "(%s + to_microseconds(CAST(%d AS BIGINT)))".formatted(column, key.shiftMicros());
    }

    String selectKeys(String from) {
      String keys = plan.keys().isEmpty() ? "TRUE" : String.join(", ", keys());
      return "SELECT DISTINCT " + keys + " FROM " + from;
    }
  }

  private static String now(Changing.Input input, ChangingState of) {
    return "(SELECT * FROM %s)".formatted(rowsOf(input, of, of.current()));
  }

  /** An input's rows made of some rows of the table below, as they stand in FROM. */
  private static String rowsOf(Changing.Input input, ChangingState of, String from) {
    return "(%s) AS s(%s)"
        .formatted(
            DuckDbSql.select(
                input.rows(),
                relation ->
                    relation.name().equals(of.operator().name())
                        ? from
                        : PipelineTables.output(relation.name())),
            new StateColumns(input.rows().columns()).all());
  }

  @Override
  String table() {
    return table;
  }

  @Override
  String rows(String from) {
    return "(SELECT %s, \"%s\" FROM %s)".formatted(columns.renamed(), NUMBER, from);
  }

  @Override
  public List<String> create() {
    List<String> statements = new ArrayList<>();
    for (Input input : inputs.values()) {
      if (input.of.isEmpty()) {
        statements.add(input.state().create());
      }
    }
    statements.add(
        "CREATE TABLE %s (%s, \"%s\" BIGINT)".formatted(table, columns.definition(), NUMBER));
    if (operator().keys().isEmpty()) {
      // of no rows too a plan may give some
      statements.add(
          "INSERT INTO %s SELECT *, %d FROM (%s)"
              .formatted(table, OF_NOTHING, over(operator().result(), "")));
    }
    return statements;
  }

  @Override
  public void open(Connection connection) throws SQLException {
    super.open(connection);
    for (Input input : inputs.values()) {
      if (input.of.isEmpty()) {
        input.kept.open(connection);
      }
    }
  }

  @Override
  public Optional<String> step(Step step) throws SQLException {
    List<String> touched = new ArrayList<>();
    for (Input input : inputs.values()) {
      touched.addAll(touched(input, step));
    }
    closeWindows(step);
    if (touched.isEmpty()) {
      return Optional.empty();
    }
    make(
        step,
        TOUCHED,
        "SELECT DISTINCT * FROM (%s) AS t(%s)"
            .formatted(String.join(" UNION ALL ", touched), String.join(", ", touchedKeys(""))));
    List<String> keys = operator().keys().stream().map(key -> "t.c" + key).toList();
    remove(
        step,
        keys.isEmpty()
            ? ifAnything()
            : "SEMI JOIN %s AS o ON %s".formatted(temp(TOUCHED), sameKey(keys, touchedKeys("o."))));
    make(
        step,
        "added",
        "SELECT *, CAST(NULL AS BIGINT) AS \"%s\" FROM (%s) AS r(%s) %s"
            .formatted(
                NUMBER,
                over(operator().result(), temp(TOUCHED)),
                columns.all(),
                operator().keys().isEmpty() ? ifAnything() : ""));
    replace(step);
    return Optional.of("SELECT * FROM " + added());
  }

  /**
   * Without keys a plan gives rows of no rows too: it is computed where there are new ones, and the
   * first time.
   */
  private String ifAnything() {
    return "WHERE EXISTS (FROM %s) OR EXISTS (FROM %s WHERE \"%s\" = %d)"
        .formatted(temp(TOUCHED), table, NUMBER, OF_NOTHING);
  }

  /** The SELECTs of keys that an input has new rows of, or had. */
  private List<String> touched(Input input, Step step) throws SQLException {
    if (input.of.isPresent()) {
      ChangingState of = input.of.get();
      return of.step(step).isEmpty()
          ? List.of()
          : List.of(
              input.selectKeys(rowsOf(input.plan, of, of.added())),
              input.selectKeys(rowsOf(input.plan, of, of.removed())));
    }
    Optional<String> rows = step.rows(input.plan.rows());
    if (rows.isEmpty()) {
      return List.of();
    }
    make(step, fresh(input), input.state().fresh(rows.get()));
    input.kept.add(step, "SELECT * FROM " + temp(fresh(input)));
    return List.of(input.selectKeys(temp(fresh(input)) + " AS s"));
  }

  /** The table of a step's new rows of an input. */
  private static String fresh(Input input) {
    return "fresh" + input.plan.name().substring(1);
  }

  /**
   * The SELECT of the bounds of the windows that rows of a stream belong to.
   *
   * @param rows of the stream, as they stand in FROM
   */
  String windowsOf(String stream, String rows) {
    return inputs.values().stream()
        .map(
            input ->
                "SELECT %s FROM (%s) AS s"
                    .formatted(
                        input.keys().get(0),
                        input
                            .state()
                            .fresh(
                                DuckDbSql.select(
                                    input.plan.rows(),
                                    relation ->
                                        relation.name().equals(stream)
                                            ? rows
                                            : Step.nothing(relation.columns())))))
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** The greatest bound of a window that is closed at a watermark. */
  long closedBound(long watermark) {
    Changing.Windows windows = operator().windows().orElseThrow();
    long closedBelow = operator().closedBelow(watermark);
    return closedBelow == EventBatch.NO_TIME
        ? closedBelow
        : closedBelow - EventBatch.micros(windows.windowing().toEnd(windows.bound()));
  }

  /** Puts rows in place of all that the table has of some windows. */
  void correct(Step step, Connection connection, List<Long> windows, Iterator<Object[]> rows)
      throws SQLException {
    String bounds =
        windows.stream()
            .map(micros -> "(" + Sql.timestamp(micros) + ")")
            .collect(Collectors.joining(", "));
    remove(
        step,
        "SEMI JOIN (VALUES %s) AS o(k) ON t.c%d = o.k".formatted(bounds, operator().keys().get(0)));
    make(step, "added", "SELECT * FROM %s LIMIT 0".formatted(table));
    String values = ", ?".repeat(columns.count()).substring(2);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO %s VALUES (%s, NULL)".formatted(temp("added"), values))) {
      while (rows.hasNext()) {
        Object[] row = rows.next();
        for (int i = 0; i < row.length; i++) {
          insert.setObject(
              i + 1,
              row[i] instanceof Instant time
                  ? LocalDateTime.ofInstant(time, ZoneOffset.UTC)
                  : row[i]);
        }
        insert.execute();
      }
    }
    replace(step);
  }

  /** A plan over what is kept of some keys; of all where the name of their table is empty. */
  private String over(PlanNode plan, String keys) {
    return DuckDbSql.select(plan, relation -> kept(relation, keys));
  }

  private String kept(Relation relation, String keys) {
    Input input = inputs.get(relation.name());
    if (input == null) {
      return PipelineTables.output(relation.name());
    }
    return input
        .state()
        .select(
            keys.isEmpty()
                ? ""
                : "SEMI JOIN %s AS o ON %s"
                    .formatted(keys, sameKey(input.keys(), touchedKeys("o."))));
  }

  /** Forgets what only windows that have closed would need. */
  private void closeWindows(Step step) {
    if (operator().windows().isEmpty()) {
      return;
    }
    if (operator().closedBelow(step.after()) <= operator().closedBelow(step.before())) {
      return;
    }
    long last = closedBound(step.after());
    for (Input input : inputs.values()) {
      step.atTheEnd(
          () ->
              input.kept.discard(
                  step, "WHERE " + input.keys().get(0) + " <= " + Sql.timestamp(last)));
    }
  }

  /** The columns of the table of touched keys, at least one. */
  private List<String> touchedKeys(String prefix) {
    int count = operator().keys().size();
    return IntStream.range(0, Math.max(1, count))
        .mapToObj(i -> prefix + "k" + i)
        .collect(Collectors.toList());
  }
}
