package io.thalweg.process.conformance;

import io.thalweg.definitions.Output;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.conformance.ConformanceCase.Kind;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds what an engine made of a case beside what is expected. Each answer is empty, or says the
 * difference.
 */
final class Check {

  private final ConformanceSuite suite;
  private final ConformanceCase test;
  private final QueryEngine queries;

  Check(ConformanceSuite suite, ConformanceCase test, QueryEngine queries) {
    this.suite = suite;
    this.test = test;
    this.queries = queries;
  }

  /**
   * Of a pipeline that has read everything.
   *
   * @param duplicates how many were found in its streams
   */
  String pipeline(CompiledPipeline pipeline, PipelineStatus status, long duplicates) {
    boolean failed = status.state() == PipelineStatus.State.FAILED;
    if (test.inPipeline() instanceof Expected.DataError) {
      return failed ? "" : "it has not failed";
    }
    if (failed) {
      return "it has failed: " + status.error().orElse("");
    }
    long late = test.inputs().stream().mapToLong(Feed::late).sum();
    if (status.late() != late) {
      return "%d rows were late, and %d were to be".formatted(status.late(), late);
    }
    long again = test.inputs().stream().mapToLong(Feed::duplicates).sum();
    if (duplicates != again) {
      return "%d rows were duplicates, and %d were to be".formatted(duplicates, again);
    }
    Output output = pipeline.definition().to().get(0);
    return rows("SELECT * FROM " + output.name(), (Expected.Rows) test.inPipeline());
  }

  /** Of a query. */
  String query(String sql) throws IOException {
    if (test.inQuery() instanceof Expected.Refused refused) {
      return difference(refused, problemsOfQuery());
    }
    if (test.inQuery() instanceof Expected.Rows rows) {
      return rows(sql, rows);
    }
    try {
      read(sql);
      return "it has not failed";
    } catch (QueryException e) {
      return e.kind() == QueryException.Kind.DATA ? "" : e.kind() + ": " + e.getMessage();
    }
  }

  /** Of a pipeline that is to be refused. */
  String refusedInPipeline(Expected.Refused refused) throws IOException {
    Workshop workshop = new Workshop();
    suite
        .streams()
        .forEach((name, definition) -> workshop.input(definition, name, Workshop.kind(definition)));
    workshop.pipeline("p", test.options(), test.sql(), "out");
    return difference(refused, workshop.problems());
  }

  private String problemsOfQuery() throws IOException {
    try {
      compile(suite, test.sql());
      return "";
    } catch (InvalidSqlException e) {
      return Workshop.text(e.problems(), 0, 0);
    }
  }

  /**
   * The plan of a query over all that the suite defines.
   *
   * @throws InvalidSqlException when it is refused
   */
  static PlanNode compile(ConformanceSuite suite, String sql) throws IOException {
    List<Relation> relations = new ArrayList<>();
    for (Map.Entry<String, String> entry : suite.streams().entrySet()) {
      Kind kind = Workshop.kind(entry.getValue());
      if (kind == Kind.REFERENCE_TABLE) {
        for (Table table : new Workshop().input(entry.getValue(), entry.getKey(), kind).tables()) {
          relations.add(Relation.of(table));
          relations.add(Relation.historyOf(table));
        }
        continue;
      }
      for (Stream stream : new Workshop().stream(entry.getValue(), entry.getKey()).streams()) {
        Relation relation = Relation.of(stream);
        relations.add(
            kind == Kind.TABLE ? Relation.table(stream.name(), relation.columns()) : relation);
      }
    }
    return new SqlCompiler(new Catalog(relations)).compile(SourceText.of("query", sql));
  }

  /** What is expected may end before the details. */
  private static String difference(Expected.Refused expected, String problems) {
    List<String> wanted = expected.text().lines().toList();
    List<String> found = problems.lines().limit(wanted.size()).toList();
    return wanted.equals(found)
        ? ""
        : "refused as\n%s\nbut was to be\n%s".formatted(problems, expected.text());
  }

  private record Found(List<Column> columns, List<List<Object>> rows) {}

  private String rows(String sql, Expected.Rows expected) {
    Found found;
    try {
      found = read(sql);
    } catch (QueryException e) {
      return e.kind() + ": " + e.getMessage();
    }
    List<String> heads = expected.rows().columns();
    for (int i = 0; i < Math.max(heads.size(), found.columns().size()); i++) {
      if (i >= heads.size()
          || i >= found.columns().size()
          || !fits(heads.get(i), found.columns().get(i))) {
        return "columns " + found.columns() + ", and not " + heads;
      }
    }
    List<List<Object>> left = new ArrayList<>(found.rows());
    List<List<String>> missing = new ArrayList<>();
    for (List<String> row : expected.rows().rows()) {
      int at = find(row, found.columns(), left, expected.ordered());
      if (at < 0) {
        missing.add(row);
      } else {
        left.remove(at);
      }
    }
    return missing.isEmpty() && left.isEmpty()
        ? ""
        : "missing:\n%s\nnot expected:\n%s".formatted(text(missing), text(left));
  }

  private static int find(
      List<String> row, List<Column> columns, List<List<Object>> left, boolean first) {
    for (int at = 0; at < (first ? Math.min(1, left.size()) : left.size()); at++) {
      boolean same = true;
      for (int i = 0; i < row.size(); i++) {
        same &= Values.matches(columns.get(i).type(), row.get(i), left.get(at).get(i));
      }
      if (same) {
        return at;
      }
    }
    return -1;
  }

  private static boolean fits(String head, Column column) {
    String[] words = head.split(" ", 2);
    return words[0].equals(column.name())
        && (words.length == 1 || words[1].equals(column.type().toString()));
  }

  private static String text(List<? extends List<?>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(value -> value instanceof String text ? text : Values.text(value))
                    .collect(Collectors.joining(" | ", "| ", " |")))
        .collect(Collectors.joining("\n"));
  }

  /** The rows of a query but those of what closes the windows. */
  private Found read(String sql) {
    try (QueryResult result = queries.query(sql, QueryLimits.DEFAULT)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        Object[] row = new Object[result.columns().size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = result.value(i);
        }
        if (Arrays.stream(row)
            .noneMatch(
                value ->
                    value instanceof Instant time
                        && !time.isBefore(Feed.END.minusSeconds(86_400)))) {
          rows.add(Arrays.asList(row));
        }
      }
      return new Found(result.columns(), rows);
    }
  }
}
