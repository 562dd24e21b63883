package io.thalweg.process.duckdb.archive;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.process.api.quality.QuarantineStore;
import io.thalweg.process.duckdb.database.EngineDatabase;
import io.thalweg.process.duckdb.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/** The quarantines of all streams. */
public final class Quarantines implements QuarantineStore {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Map<String, Archiver> archivers;
  private final EngineDatabase database;
  private final Log log;

  /**
   * @param archivers of the streams, by their names; they fill the quarantines
   */
  public Quarantines(Map<String, Archiver> archivers, EngineDatabase database, Log log) {
    this.archivers = archivers;
    this.database = database;
    this.log = log;
  }

  @Override
  public List<Count> counts() {
    if (archivers.isEmpty()) {
      return List.of(); // the tables come with the first stream
    }
    return reading(
        connection -> {
          List<Count> counts = new ArrayList<>();
          String ever = "SELECT * FROM \"$quarantine\".counts ORDER BY ALL";
          try (PreparedStatement query = connection.prepareStatement(ever);
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              counts.add(
                  new Count(
                      row.getString("stream"),
                      row.getString("outcome"),
                      row.getString("rule"),
                      row.getString("code"),
                      row.getLong("events")));
            }
          }
          for (Map.Entry<String, Archiver> archiver : archivers.entrySet()) {
            String now =
                "SELECT coalesce(rule, ''), code, count(*) FROM "
                    + archiver.getValue().quarantine().table()
                    + " GROUP BY ALL ORDER BY ALL";
            try (PreparedStatement query = connection.prepareStatement(now);
                ResultSet row = query.executeQuery()) {
              while (row.next()) {
                counts.add(
                    new Count(
                        archiver.getKey(),
                        "waiting",
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3)));
              }
            }
          }
          return counts;
        });
  }

  @Override
  public List<Entry> entries(
      String stream, Selection selection, Optional<ReplayMark> after, int limit) {
    Quarantine quarantine = archiver(stream).quarantine();
    String sql =
        "SELECT \"partition\", \"offset\", appended, coalesce(rule, '') AS rule, code, message,"
            + " hint, raw FROM %s WHERE %s AND (\"partition\", \"offset\") > (?, ?)"
            + " ORDER BY \"partition\", \"offset\" LIMIT %d";
    String text = sql.formatted(quarantine.table(), condition(selection), limit);
    return reading(
        connection -> {
          List<Entry> entries = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(text)) {
            query.setInt(1, after.map(ReplayMark::partition).orElse(-1));
            query.setLong(2, after.map(ReplayMark::offset).orElse(-1L));
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                entries.add(entry(row));
              }
            }
          }
          return entries;
        });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        new ReplayMark(row.getInt("partition"), row.getLong("offset")),
        row.getObject("appended", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("rule"),
        row.getString("code"),
        row.getString("message"),
        row.getString("hint"),
        row.getBytes("raw"));
  }

  private static String condition(Selection selection) {
    String reason =
        selection
            .reason()
            .map(Sql::text)
            .map(text -> "(rule = " + text + " OR code = " + text + ")")
            .orElse("TRUE");
    String places =
        selection
            .places()
            .map(
                marks ->
                    marks.isEmpty()
                        ? "FALSE"
                        : "(\"partition\" || '-' || \"offset\") IN "
                            + marks.stream()
                                .map(mark -> Sql.text(mark.toString()))
                                .collect(Collectors.joining(", ", "(", ")")))
            .orElse("TRUE");
    List<String> conditions = new ArrayList<>(List.of(reason, places));
    selection.from().map(from -> "appended >= " + timestamp(from)).ifPresent(conditions::add);
    selection.to().map(to -> "appended < " + timestamp(to)).ifPresent(conditions::add);
    selection
        .range()
        .map(
            range ->
                "\"partition\" = %d AND \"offset\" >= %d AND \"offset\" < %d"
                    .formatted(range.partition(), range.from(), range.to()))
        .ifPresent(conditions::add);
    return String.join(" AND ", conditions);
  }

  private static String timestamp(Instant time) {
    return Sql.timestamp(ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  @Override
  public long discard(String stream, Selection selection) {
    Quarantine quarantine = archiver(stream).quarantine();
    try {
      return quarantine.discard(condition(selection));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean awaitJudged(String stream, Duration patience) throws InterruptedException {
    Archiver archiver = archiver(stream);
    Offsets ends = log.ends(stream);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!ends.isAtMost(archiver.judged())) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }

  private Archiver archiver(String stream) {
    Archiver archiver = archivers.get(stream);
    if (archiver == null) {
      throw new NoSuchElementException("no stream \"" + stream + "\"");
    }
    return archiver;
  }

  private interface Reading<T> {
    T of(Connection connection) throws SQLException;
  }

  private <T> T reading(Reading<T> reading) {
    try (Connection connection = database.connect()) {
      return reading.of(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("the quarantine cannot be read: " + e.getMessage(), e);
  }
}
