package io.thalweg.process.duckdb.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.common.utils.Utils;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBWritableVector;

/**
 * The function {@code thalweg_partition(key VARCHAR, partitions INTEGER)}: the partition that
 * Kafka's own producers choose for a key, so that equal keys meet, whoever wrote them.
 */
public final class KeyPartition {

  /** The function's name in SQL. */
  public static final String FUNCTION = "thalweg_partition";

  private KeyPartition() {}

  /** The partition of a key. */
  public static int of(String key, int partitions) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }

  static void register(Connection connection) throws SQLException {
    try (var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(FUNCTION)
          .withParameters(DuckDBColumnType.VARCHAR, DuckDBColumnType.INTEGER)
          .withReturnType(DuckDBColumnType.INTEGER)
          .withVectorizedFunction(KeyPartition::apply)
          .register(connection);
    }
  }

  private static void apply(DuckDBDataChunkReader input, DuckDBWritableVector output) {
    var keys = input.vector(0);
    var partitions = input.vector(1);
    for (long row = 0; row < input.rowCount(); row++) {
      if (keys.isNull(row)) {
        output.setNull(row);
      } else {
        output.setInt(row, of(keys.getString(row), partitions.getInt(row)));
      }
    }
  }
}
