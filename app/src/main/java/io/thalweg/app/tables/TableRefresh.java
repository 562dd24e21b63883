package io.thalweg.app.tables;

import io.thalweg.buffer.table.TableRow;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.table.ReferenceTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps reference tables like their files and queries. What is wrong leaves a table as it was, and
 * is told. Safe for use by many threads.
 */
public final class TableRefresh implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableRefresh.class);

  /** How often files are looked at. One that changes between two looks is not read yet. */
  private static final long LOOK_MILLIS = 500;

  private final Path project;
  private final ReferenceTables tables;
  private final QueryEngine queries;
  private final Map<String, Refreshed> refreshed = new TreeMap<>();
  private final Map<String, Watched> watched = new ConcurrentSkipListMap<>();
  private final Map<String, Scheduled> scheduled = new TreeMap<>();

  /** Files need not wait for a query that takes its time. */
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread made = new Thread(task, "table-refresh");
            made.setDaemon(true);
            return made;
          });

  /**
   * What became of the last refresh of a table.
   *
   * @param last when its source was last read without a mistake
   * @param error what is wrong with its source now
   */
  public record Refreshed(Optional<Instant> last, Optional<String> error) {
    static final Refreshed NEVER = new Refreshed(Optional.empty(), Optional.empty());
  }

  /** Where a file stood when it was looked at. */
  private record Stamp(Optional<String> of) {}

  /** A file that is looked at; guarded by itself. */
  private static final class Watched {
    private final Table table;
    private Stamp seen;
    private Stamp read;

    Watched(Table table) {
      this.table = table;
    }
  }

  /** A query and its runs. */
  private record Scheduled(Table table, Future<?> runs) {}

  /**
   * Refreshes nothing before {@link #fill} and {@link #serve}.
   *
   * @param project the folder that files are relative to
   * @param queries to run those of tables by
   */
  public TableRefresh(Path project, ReferenceTables tables, QueryEngine queries) {
    this.project = project;
    this.tables = tables;
    this.queries = queries;
  }

  /** Looks at the files from now on. */
  public void start() {
    threads.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Fills a table that begins from its file, if it has one, in the caller's thread. */
  public void fill(Table table) {
    if (table.source() instanceof Table.Csv) {
      Watched file = new Watched(table);
      watched.put(table.name(), file);
      readNow(file);
    }
  }

  /**
   * Keeps these tables like their files and queries, and no others: reads in the caller's thread
   * the files that have changed, and begins to run the queries that are new.
   */
  public synchronized void serve(Collection<Table> all) {
    Map<String, Table> next = all.stream().collect(Collectors.toMap(Table::name, t -> t));
    watched.keySet().removeIf(name -> !isFile(next.get(name)));
    synchronized (refreshed) {
      refreshed.keySet().removeIf(name -> !next.containsKey(name));
    }
    for (Table table : all) {
      Watched before = watched.get(table.name());
      if (table.source() instanceof Table.Csv && (before == null || !before.table.equals(table))) {
        watched.put(table.name(), new Watched(table));
      }
    }
    watched.values().forEach(this::readNow);
    scheduled
        .values()
        .removeIf(
            query -> {
              boolean ended = !query.table.equals(next.get(query.table.name()));
              if (ended) {
                query.runs.cancel(false);
              }
              return ended;
            });
    for (Table table : all) {
      if (table.source() instanceof Table.Query query && !scheduled.containsKey(table.name())) {
        Future<?> runs =
            threads.scheduleWithFixedDelay(
                () -> refresh(table, () -> QueryRows.of(table, query, queries)),
                0,
                query.every().toMillis(),
                TimeUnit.MILLISECONDS);
        scheduled.put(table.name(), new Scheduled(table, runs));
      }
    }
  }

  private static boolean isFile(Table table) {
    return table != null && table.source() instanceof Table.Csv;
  }

  /** How the last refresh of a table went. */
  public Refreshed of(String table) {
    synchronized (refreshed) {
      return refreshed.getOrDefault(table, Refreshed.NEVER);
    }
  }

  private void look() {
    for (Watched file : watched.values()) {
      synchronized (file) {
        Stamp now = stamp(file.table);
        boolean isQuiet = now.equals(file.seen);
        file.seen = now;
        if (isQuiet && !now.equals(file.read)) {
          readFile(file);
        }
      }
    }
  }

  private void readNow(Watched file) {
    synchronized (file) {
      file.seen = stamp(file.table);
      if (!file.seen.equals(file.read)) {
        readFile(file);
      }
    }
  }

  private void readFile(Watched file) {
    Stamp before = file.seen;
    boolean done =
        refresh(
            file.table,
            () -> {
              CsvFile content = CsvFile.read(project, file.table);
              if (!content.problems().isEmpty()) {
                throw new QueryRows.WrongRowsException(
                    content.problems().stream()
                        .map(TableRefresh::line)
                        .collect(Collectors.joining("; ")));
              }
              return content.rows();
            });
    // What the log did not take is tried again at the next look.
    file.read = done ? before : null;
  }

  private static String line(Problem problem) {
    return "%s: %s".formatted(problem.location(), problem.message());
  }

  private interface Rows {
    List<TableRow> read();
  }

  /**
   * @return whether the source need not be read again before it changes
   */
  private boolean refresh(Table table, Rows rows) {
    try {
      int changed = tables.replace(table.name(), rows.read());
      if (changed > 0) {
        LOG.info("table {}: {} rows changed", table.name(), changed);
      }
      note(table, new Refreshed(Optional.of(Instant.now()), Optional.empty()));
      return true;
    } catch (QueryRows.WrongRowsException e) {
      fail(table, e);
      return true;
    } catch (NoSuchElementException gone) {
      return true;
    } catch (RuntimeException e) {
      fail(table, e);
      return false;
    }
  }

  private void fail(Table table, RuntimeException e) {
    String before = of(table.name()).error().orElse("");
    if (!before.equals(e.getMessage())) {
      LOG.warn("table {} keeps its rows: {}", table.name(), e.getMessage());
    }
    note(
        table, new Refreshed(of(table.name()).last(), Optional.of(String.valueOf(e.getMessage()))));
  }

  private void note(Table table, Refreshed now) {
    synchronized (refreshed) {
      refreshed.put(table.name(), now);
    }
  }

  private Stamp stamp(Table table) {
    Path file = project.resolve(((Table.Csv) table.source()).path());
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          Optional.of(
              found.lastModifiedTime().toInstant() + " " + found.size() + " " + found.fileKey()));
    } catch (IOException notThere) {
      return new Stamp(Optional.empty());
    }
  }

  /** Ends the refresh that runs, and no more follow. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
