package io.thalweg.examples.flights;

import java.util.List;

/**
 * A pipeline's table beside the batch query that gives the same rows.
 *
 * <p>Immutable.
 *
 * @param pipeline its name, which is also its table's
 * @param unit of the window in DuckDB's {@code date_trunc}: {@code hour} or {@code day}
 * @param keys what is grouped by beside the window
 * @param values the aggregates
 */
record WindowTable(String pipeline, String unit, List<String> keys, List<Value> values) {

  /** The tables of the example's project. */
  static final List<WindowTable> ALL =
      List.of(
          new WindowTable(
              "flights_by_hour",
              "hour",
              List.of(),
              List.of(
                  Value.exact("flights", "COUNT(*)", "SUM"),
                  Value.rounded("average_delay", "AVG(delay)", "AVG"),
                  Value.exact("max_delay", "MAX(delay)", "MAX"))),
          new WindowTable(
              "delay_by_origin_day",
              "day",
              List.of("origin"),
              List.of(
                  Value.exact("flights", "COUNT(*)", "SUM"),
                  Value.rounded("average_delay", "AVG(delay)", "AVG"),
                  Value.exact("distance", "SUM(distance)", "SUM"))));

  /**
   * An aggregate.
   *
   * @param column its name
   * @param batch how DuckDB computes it from the flights
   * @param total how its column is put into one number, to be shown
   * @param exact whether it must be equal to the last digit, or within {@link
   *     Comparison#RELATIVE_TOLERANCE}
   */
  record Value(String column, String batch, String total, boolean exact) {

    static Value exact(String column, String batch, String total) {
      return new Value(column, batch, total, true);
    }

    static Value rounded(String column, String batch, String total) {
      return new Value(column, batch, total, false);
    }
  }
}
