package io.thalweg.process.duckdb.engine;

import io.thalweg.process.duckdb.DuckDbEngine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The windows that a pipeline has still to compute again. */
public final class CorrectionBacklog {

  private CorrectionBacklog() {}

  /** Whether it has none that ends before a time. */
  public static boolean isEmpty(DuckDbEngine engine, String pipeline, Instant before)
      throws SQLException {
    String waiting =
        "SELECT count(*) FROM \"$%s\".pending_windows WHERE epoch_us(bound) < %d"
            .formatted(pipeline, ChronoUnit.MICROS.between(Instant.EPOCH, before));
    try (Connection connection = engine.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(waiting)) {
      result.next();
      return result.getLong(1) == 0;
    }
  }
}
