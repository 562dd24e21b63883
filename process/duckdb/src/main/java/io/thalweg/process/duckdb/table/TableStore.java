package io.thalweg.process.duckdb.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.FaultPoint;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.table.RowDecoder;
import io.thalweg.buffer.table.TableRow;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Table;
import io.thalweg.process.duckdb.query.ServingTables;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reference table in the engine's database: its rows, their history, and the position in the
 * topic that they come from. For one thread, except where a method says otherwise.
 */
final class TableStore {

  private static final Logger LOG = LoggerFactory.getLogger(TableStore.class);

  private final Table table;
  private final ServingTables database;
  private final TableSql sql;
  private final RowDecoder decoder;
  private long position;

  /** Of the last record; the next ones do not go behind it, whatever the clock did. */
  private long timeMillis;

  TableStore(Table table, ServingTables database) {
    this.table = table;
    this.database = database;
    this.sql = new TableSql(table);
    this.decoder = RowDecoder.ofStoredRows(table);
  }

  /** The offset of the record that is applied next. */
  long position() {
    return position;
  }

  /** Whether the tables are there, of this very definition. */
  boolean isKnown() throws SQLException {
    try (Connection connection = database.connect()) {
      return load(connection).filter(sql.definition()::equals).isPresent();
    }
  }

  /** Drops the tables that other tables than these have left. */
  static void dropAllBut(Set<String> names, ServingTables database) throws SQLException {
    try (Connection connection = database.connect()) {
      List<String> left = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet schemas =
              statement.executeQuery(
                  "SELECT DISTINCT schema_name FROM duckdb_schemas() WHERE schema_name LIKE '$$%'")) {
        while (schemas.next()) {
          left.add(schemas.getString(1).substring(TableSql.SCHEMA.length()));
        }
      }
      left.removeAll(names);
      connection.setAutoCommit(false);
      for (String table : left) {
        run(connection, TableSql.drop(table));
      }
      connection.commit();
    }
  }

  /** Makes the tables, anew where they belong to another definition, or finds where they are. */
  void prepare() throws SQLException {
    try (Connection connection = database.connect()) {
      Optional<String> stored = load(connection);
      if (stored.filter(sql.definition()::equals).isPresent()) {
        return;
      }
      connection.setAutoCommit(false);
      if (stored.isPresent()) {
        LOG.info("table {} has changed and is made anew from the log", table.name());
        run(connection, sql.drop());
      }
      run(connection, sql.create());
      position = 0;
      timeMillis = 0;
      storeProgress(connection, 0, 0);
      connection.commit();
    }
  }

  private Optional<String> load(Connection connection) throws SQLException {
    try (PreparedStatement known =
        connection.prepareStatement(
            "SELECT count(*) FROM duckdb_schemas() WHERE schema_name = ?")) {
      known.setString(1, TableSql.SCHEMA + table.name());
      try (ResultSet count = known.executeQuery()) {
        count.next();
        if (count.getLong(1) == 0) {
          return Optional.empty();
        }
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT definition, position, time FROM " + sql.progress())) {
      row.next();
      position = row.getLong(2);
      timeMillis = row.getLong(3);
      return Optional.of(row.getString(1));
    }
  }

  /**
   * Applies records in one transaction with the position behind them.
   *
   * @param next the offset behind the last of them
   */
  void apply(List<ConsumerRecord<byte[], byte[]>> records, long next) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      run(connection, List.of(sql.createStage()));
      long time = stage(connection.unwrap(DuckDBConnection.class), records);
      run(connection, List.of(sql.dropUnchanged()));
      run(connection, sql.apply());
      run(connection, List.of("DELETE FROM " + sql.progress()));
      storeProgress(connection, next, time);
      FaultPoint.BEFORE_TABLE_COMMIT.reached();
      connection.commit();
      position = next;
      timeMillis = time;
    }
  }

  private void storeProgress(Connection connection, long next, long time) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + sql.progress() + " VALUES (?, ?, ?)")) {
      insert.setString(1, sql.definition());
      insert.setLong(2, next);
      insert.setLong(3, time);
      insert.executeUpdate();
    }
  }

  private long stage(DuckDBConnection connection, List<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    long time = timeMillis;
    try (DuckDBAppender appender = connection.createAppender("temp", "main", TableSql.STAGE)) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        time = Math.max(time, record.timestamp());
        Optional<TableRow> row = read(record);
        if (row.isPresent()) {
          append(appender, row.get(), record.offset(), time);
        }
      }
    }
    return time;
  }

  /** The row of a record; empty, with a message, where somebody else wrote what is none. */
  private Optional<TableRow> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.ofNullable(record.key()).map(key -> TableRow.deleted(new String(key, UTF_8)));
    }
    Optional<Rejection> wrong = decoder.decode(record.value(), 0, record.value().length);
    if (wrong.isPresent()) {
      LOG.warn(
          "record {} of topic {} is no row and is left out: {}",
          record.offset(),
          record.topic(),
          wrong.get().message());
      return Optional.empty();
    }
    TableRow row = decoder.row();
    if (record.key() == null || !row.key().equals(new String(record.key(), UTF_8))) {
      LOG.warn(
          "record {} of topic {} has not the key of its row and is left out",
          record.offset(),
          record.topic());
      return Optional.empty();
    }
    return Optional.of(row);
  }

  private void append(DuckDBAppender appender, TableRow row, long offset, long timeMillis)
      throws SQLException {
    Object[] values = row.isDeleted() ? new Object[table.fields().size()] : decoder.values();
    appender.beginRow();
    for (int i = 0; i < values.length; i++) {
      append(appender, table.fields().get(i).type(), values[i]);
    }
    appender.append(row.key());
    append(appender, Primitive.STRING, row.value());
    appender.append(offset);
    appender.append(LocalDateTime.ofInstant(Instant.ofEpochMilli(timeMillis), ZoneOffset.UTC));
    appender.endRow();
  }

  private static void append(DuckDBAppender appender, DataType type, Object value)
      throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (type instanceof DataType.Decimal) {
      appender.append((BigDecimal) value);
    } else {
      switch ((Primitive) type) {
        case BOOLEAN -> appender.append((Boolean) value);
        case INT -> appender.append(((Long) value).intValue());
        case LONG -> appender.append((Long) value);
        case DOUBLE -> appender.append((Double) value);
        case DATE -> appender.append(LocalDate.ofEpochDay((Long) value));
        case TIMESTAMP ->
            appender.append(
                LocalDateTime.ofInstant(
                    Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS), ZoneOffset.UTC));
        case STRING -> appender.append((String) value);
      }
    }
  }

  /** The values of all rows by their keys. From any thread. */
  Map<String, String> values() throws SQLException {
    Map<String, String> values = new HashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT _key, _value FROM " + sql.rows())) {
      while (rows.next()) {
        values.put(rows.getString(1), rows.getString(2));
      }
    }
    return values;
  }

  /** How many rows have one of these keys. From any thread. */
  int present(Collection<String> keys) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT count(*) FROM " + sql.rows() + " WHERE _key = ?")) {
      int present = 0;
      for (String key : Set.copyOf(keys)) {
        query.setString(1, key);
        try (ResultSet count = query.executeQuery()) {
          count.next();
          present += count.getInt(1);
        }
      }
      return present;
    }
  }

  /** How many rows there are. From any thread. */
  long count() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + sql.rows())) {
      count.next();
      return count.getLong(1);
    }
  }

  private static void run(Connection connection, List<String> statements) throws SQLException {
    for (String text : statements) {
      // A statement that failed stays closed, so each has its own.
      try (Statement statement = connection.createStatement()) {
        statement.execute(text);
      }
    }
  }
}
