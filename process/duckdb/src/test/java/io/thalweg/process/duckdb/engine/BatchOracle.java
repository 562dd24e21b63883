package io.thalweg.process.duckdb.engine;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.engine.RandomEvents.Event;
import io.thalweg.process.duckdb.sql.DuckDbSql;
import io.thalweg.process.duckdb.sql.DuckDbTypes;
import io.thalweg.sql.plan.PlanNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Computes a plan in one go over events, as a query does. */
final class BatchOracle {

  private BatchOracle() {}

  /** The rows of a plan over these events of streams. */
  static List<List<Object>> rows(PlanNode plan, Map<Stream, List<Event>> events)
      throws SQLException {
    return rows(DuckDbSql.select(plan, relation -> relation.name()), events);
  }

  /** The rows of DuckDB's own SQL over these events of streams. */
  static List<List<Object>> rows(String duckDbSql, Map<Stream, List<Event>> events)
      throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String setting : DuckDbSql.SETTINGS) {
        statement.execute(setting);
      }
      for (Map.Entry<Stream, List<Event>> entry : events.entrySet()) {
        Stream stream = entry.getKey();
        statement.execute(
            stream.fields().stream()
                .filter(field -> !field.type().isNested())
                .map(BatchOracle::column)
                .collect(
                    Collectors.joining(
                        ", ",
                        "CREATE TABLE " + stream.name() + "_flat (",
                        ", a VARCHAR, has_d BOOLEAN, v INTEGER, w VARCHAR, _partition INTEGER,"
                            + " _offset BIGINT)")));
        statement.execute(
            "CREATE VIEW %1$s AS SELECT * REPLACE (CAST(a AS INTEGER[]) AS a), CASE WHEN has_d THEN struct_pack(v := v, w := w) END AS d FROM %1$s_flat"
                .formatted(stream.name()));
        append((DuckDBConnection) duckdb, stream.name() + "_flat", entry.getValue());
      }
      return read(statement, duckDbSql);
    }
  }

  private static String column(Field field) {
    return field.name() + " " + DuckDbTypes.name(field.type());
  }

  private static void append(DuckDBConnection duckdb, String table, List<Event> events)
      throws SQLException {
    try (DuckDBAppender appender = duckdb.createAppender("main", table)) {
      for (Event event : events) {
        appender.beginRow();
        appender.append(
            LocalDateTime.ofInstant(
                Instant.EPOCH.plus(event.time(), ChronoUnit.MICROS), ZoneOffset.UTC));
        appender.append(event.k());
        appender.append(event.n());
        appender.append(event.x());
        appender.append(event.p());
        if (event.id() != null) {
          appender.append(event.id());
        }
        appender.append(event.a() == null ? null : event.a().toString());
        appender.append(event.d() != null);
        appender.append(event.d() == null ? null : event.d().v());
        appender.append(event.d() == null ? null : event.d().w());
        appender.append(event.partition());
        appender.append(event.offset());
        appender.endRow();
      }
    }
  }

  /** The rows of a query: doubles as such, everything else as text. */
  static List<List<Object>> read(Statement statement, String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      int count = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
          Object value = result.getObject(i);
          boolean isDouble = result.getMetaData().getColumnType(i) == Types.DOUBLE;
          row.add(isDouble && value != null ? value : String.valueOf(value));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
