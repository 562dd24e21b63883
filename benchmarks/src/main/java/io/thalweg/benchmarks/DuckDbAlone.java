package io.thalweg.benchmarks;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB alone: parses the events and computes the one-minute average by device, on all cores.
 * Prints {@code TABLE seconds} for texts in a table in memory, and {@code FILE seconds} for a file
 * of lines in the system's cache, for each round.
 *
 * <p>Arguments: number of events, rounds.
 */
public final class DuckDbAlone {

  private static final String AVERAGES =
      """
      CREATE OR REPLACE TEMP TABLE averages AS
      SELECT time_bucket(INTERVAL 1 MINUTE, make_timestamp(time * 1000)) AS window_start, device,
        AVG(temperature) AS temperature, COUNT(*) AS readings
      FROM (%s) GROUP BY ALL""";

  private static final String FROM_TABLE =
      """
      SELECT unnest(json_transform(event, '{"device": "VARCHAR", "time": "BIGINT",
        "temperature": "DOUBLE", "vibration": "DOUBLE", "status": "VARCHAR"}')) FROM events""";

  private static final String FROM_FILE =
      """
      SELECT * FROM read_json('%s', format = 'newline_delimited', columns = {device: 'VARCHAR',
        time: 'BIGINT', temperature: 'DOUBLE', vibration: 'DOUBLE', status: 'VARCHAR'})""";

  private DuckDbAlone() {}

  public static void main(String[] args) throws Exception {
    long events = Long.parseLong(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Path file = Scratch.folder("thalweg-duckdb").resolve("events.ndjson");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("CREATE TABLE events(event VARCHAR)");
      try (DuckDBAppender appender = ((DuckDBConnection) duckdb).createAppender("main", "events");
          OutputStream lines = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
        for (long i = 0; i < events; i++) {
          byte[] event = SensorEvents.event(i);
          appender.beginRow();
          appender.append(new String(event, StandardCharsets.UTF_8));
          appender.endRow();
          lines.write(event);
          lines.write('\n');
        }
      }
      for (int round = 0; round < rounds; round++) {
        System.out.printf("TABLE %.4f%n", seconds(statement, AVERAGES.formatted(FROM_TABLE)));
        System.out.printf(
            "FILE %.4f%n", seconds(statement, AVERAGES.formatted(FROM_FILE.formatted(file))));
      }
    }
  }

  private static double seconds(Statement statement, String sql) throws Exception {
    long start = System.nanoTime();
    statement.execute(sql);
    return (System.nanoTime() - start) / 1e9;
  }
}
