package io.thalweg.process.api;

import io.thalweg.sql.catalog.Column;
import java.util.List;

/** The rows of a query, one after the other. For one thread, but any may close it. */
public interface QueryResult extends AutoCloseable {

  List<Column> columns();

  /**
   * Moves to the next row, the first at first.
   *
   * @return false behind the last row
   * @throws QueryException when the query failed, took too long, gave too many rows or was
   *     cancelled
   */
  boolean next();

  /**
   * A value of the current row: null, or a Boolean, Integer, Long, Double, BigDecimal, String,
   * {@link java.time.LocalDate}, {@link java.time.Instant} or {@link NestedValue}, as the column's
   * type says.
   *
   * @param column from 0
   */
  Object value(int column);

  @Override
  void close();
}
