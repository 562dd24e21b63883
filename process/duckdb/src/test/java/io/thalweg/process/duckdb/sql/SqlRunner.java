package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Compiles statements and runs what is written for DuckDB on a DuckDB that holds a file's rows. */
final class SqlRunner implements AutoCloseable {

  private final Connection connection;
  private final SqlCompiler compiler;

  SqlRunner(SqlFile file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String setting : DuckDbSql.SETTINGS) {
        statement.execute(setting);
      }
      for (SqlFile.Data data : file.relations()) {
        statement.execute(create(data));
        for (List<String> row : data.rows()) {
          statement.execute(insert(data, row));
        }
      }
    }
    compiler =
        new SqlCompiler(
            new Catalog(file.relations().stream().map(SqlFile.Data::relation).toList()));
  }

  private static String create(SqlFile.Data data) {
    return data.relation().columns().stream()
        .map(c -> Identifiers.quote(c.name()) + " " + DuckDbTypes.name(c.type()))
        .collect(
            Collectors.joining(
                ", ", "CREATE TABLE " + Identifiers.quote(data.relation().name()) + " (", ")"));
  }

  private static String insert(SqlFile.Data data, List<String> row) {
    return row.stream()
        .map(value -> value.equals("∅") ? "NULL" : Identifiers.text(value))
        .collect(
            Collectors.joining(
                ", ",
                "INSERT INTO " + Identifiers.quote(data.relation().name()) + " VALUES (",
                ")"));
  }

  /** What a statement gives: its columns' names and rows, or its problems, or the data's error. */
  String run(String sql) throws SQLException {
    PlanNode plan;
    try {
      plan = compiler.compile(SourceText.of("sql", sql));
    } catch (InvalidSqlException e) {
      return e.problems().stream().map(SqlRunner::text).collect(Collectors.joining("\n"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        plan.columns().stream()
            .map(c -> c.name() + " " + c.type())
            .collect(Collectors.joining(" | ")));
    try {
      lines.addAll(rows(written(plan)));
    } catch (SQLException e) {
      return "data error: " + e.getMessage().lines().findFirst().orElse("");
    }
    return String.join("\n", lines);
  }

  String written(PlanNode plan) {
    return DuckDbSql.select(plan, SqlRunner::from);
  }

  /** A stream's rows are in the log in the order in which they are written here. */
  private static String from(Relation relation) {
    String name = Identifiers.quote(relation.name());
    boolean placed =
        relation.columns().stream().anyMatch(column -> column.name().equals(Relation.OFFSET));
    return placed
        ? "(SELECT *, 0 AS %s, rowid AS %s FROM %s)"
            .formatted(Relation.PARTITION, Relation.OFFSET, name)
        : name;
  }

  /** The rows of DuckDB's own SQL. */
  List<String> rows(String duckDbSql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(duckDbSql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          String value = result.getString(i);
          row.add(value == null ? "∅" : value.replaceFirst("(:\\d\\d)\\.0$", "$1"));
        }
        rows.add(String.join(" | ", row));
      }
    }
    return rows;
  }

  PlanNode compile(String sql) {
    return compiler.compile(SourceText.of("sql", sql));
  }

  private static String text(Problem problem) {
    return "! %d:%d %s %s"
            .formatted(
                problem.location().line(),
                problem.location().column(),
                problem.code(),
                problem.message())
        + problem.detail().map(text -> "\n  " + text).orElse("")
        + problem.hint().map(text -> "\n  Hint: " + text).orElse("");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
