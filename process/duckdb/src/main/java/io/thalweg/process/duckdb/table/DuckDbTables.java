package io.thalweg.process.duckdb.table;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.table.TableRow;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.table.ReferenceTables;
import io.thalweg.process.duckdb.query.ServingTables;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;

/** The reference tables of a project, in the engine's database. Safe for use by many threads. */
public final class DuckDbTables implements ReferenceTables, AutoCloseable {

  private final ServingTables database;
  private final Log log;
  private final Producer<byte[], byte[]> producer;
  private final Map<String, LoggedTable> tables = new ConcurrentSkipListMap<>();

  /** As they are defined: what has changed in the source alone does not concern the table. */
  private final Map<String, Table> definitions = new ConcurrentSkipListMap<>();

  private volatile Consumer<Table> filling = table -> {};

  /**
   * No tables yet.
   *
   * @param database the engine's
   * @param log not closed with the tables
   */
  public DuckDbTables(ServingTables database, Log log) {
    this.database = database;
    this.log = log;
    this.producer = log.producer(Map.of());
  }

  /**
   * Has each table filled that is new or made anew, before a pipeline that may read it starts.
   *
   * @param filling called by {@link #serve} in its thread; what it throws ends that
   */
  public void fillBy(Consumer<Table> filling) {
    this.filling = filling;
  }

  /** Whether two definitions of one table have the same rows and columns. */
  public static boolean areServedAlike(Table one, Table other) {
    return new TableSql(one).definition().equals(new TableSql(other).definition());
  }

  /** Whether two definitions of one table take their rows from the same place. */
  public static boolean haveOneSource(Table one, Table other) {
    if (one.source() instanceof Table.Query query && other.source() instanceof Table.Query next) {
      return query.every().equals(next.every()) && query.sql().text().equals(next.sql().text());
    }
    return one.source().equals(other.source());
  }

  /**
   * Serves these tables from now on and no others. New ones, and those whose fields have changed,
   * are brought up to the ends of their topics and then filled.
   *
   * @throws io.thalweg.process.api.PositionAheadOfLogException when a topic has lost records
   * @throws io.thalweg.buffer.LogException when the log does not answer, or contradicts a table
   * @throws IllegalStateException when the database does not work
   */
  public synchronized void serve(Collection<Table> wanted) {
    Map<String, Table> next =
        wanted.stream().collect(Collectors.toMap(Table::name, table -> table));
    for (LoggedTable running : List.copyOf(tables.values())) {
      Table table = next.get(running.table().name());
      if (table == null || !areServedAlike(running.table(), table)) {
        tables.remove(running.table().name());
        definitions.remove(running.table().name());
        running.close();
      }
    }
    try {
      TableStore.dropAllBut(next.keySet(), database);
      for (Table table : new TreeMap<>(next).values()) {
        if (!tables.containsKey(table.name())) {
          start(table);
          filling.accept(table);
        }
        definitions.put(table.name(), table);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("tables cannot be made: " + e.getMessage(), e);
    }
  }

  private void start(Table table) throws SQLException {
    LoggedTable logged = new LoggedTable(table, log, database);
    try {
      logged.start();
    } catch (SQLException | RuntimeException e) {
      logged.close();
      throw e;
    }
    tables.put(table.name(), logged);
  }

  /** The tables by their names, as they are defined. */
  public Map<String, Table> served() {
    return Map.copyOf(definitions);
  }

  @Override
  public Optional<String> contradiction(Table table) {
    Table now = definitions.get(table.name());
    return now != null && areServedAlike(now, table)
        ? Optional.empty()
        : TableTopic.contradiction(table, log);
  }

  private LoggedTable find(String name) {
    LoggedTable table = tables.get(name);
    if (table == null) {
      throw new NoSuchElementException("no reference table \"" + name + "\"");
    }
    return table;
  }

  @Override
  public void change(String table, List<TableRow> rows) {
    find(table).change(producer, rows);
  }

  @Override
  public int delete(String table, List<String> keys) {
    return find(table).delete(producer, keys);
  }

  @Override
  public int replace(String table, List<TableRow> rows) {
    return find(table).replace(producer, rows);
  }

  @Override
  public long rows(String table) {
    return find(table).rows();
  }

  /** Ends what is being applied and stops; before the database and the log. */
  @Override
  public void close() {
    tables.values().forEach(LoggedTable::close);
    producer.close();
  }
}
