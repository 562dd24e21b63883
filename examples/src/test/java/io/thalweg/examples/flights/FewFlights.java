package io.thalweg.examples.flights;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A small file like the large one. */
final class FewFlights {

  private FewFlights() {}

  /** Flights of three airports, one a minute from 2001-01-01 00:00 on. */
  static FlightsData write(Path folder, int flights) throws Exception {
    Path file = folder.resolve("flights.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          """
          COPY (
            SELECT TIMESTAMP '2001-01-01' + i * INTERVAL 1 MINUTE AS date, (i * 7) %% 50 - 20 AS delay,
              100 + i %% 900 AS distance, ['ORD', 'JFK', 'LAX'][i %% 3 + 1] AS origin, 'SFO' AS destination
            FROM range(%d) r(i))
          TO '%s' (FORMAT parquet)"""
              .formatted(flights, file));
    }
    return new FlightsData(file, flights);
  }
}
