package io.thalweg.process.api;

import io.thalweg.sql.catalog.Column;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tables that pipelines write, whose rows are only added to and so have a number each, in
 * the order in which they came. Safe for use by many threads.
 */
public interface TableReader {

  /**
   * Reads rows.
   *
   * @throws QueryException when they cannot be read
   * @throws java.util.NoSuchElementException when there is no such table
   */
  Page read(Request request);

  /**
   * The columns of a table; empty when there is no such table.
   *
   * @param table its name
   */
  Optional<List<Column>> columns(String table);

  /** The order of rows. */
  enum Order {
    OLDEST,
    NEWEST
  }

  /**
   * Rows that are asked for.
   *
   * @param table its name
   * @param columns names, at least one
   * @param order of the rows
   * @param from the least number, inclusive
   * @param to the number behind the greatest, exclusive
   * @param limit rows at most, at least 1
   * @param size roughly in bytes; exceeded by one row at most
   */
  record Request(
      String table, List<String> columns, Order order, long from, long to, int limit, long size) {}

  /**
   * Rows.
   *
   * @param rows of values as {@link QueryResult#value} gives them
   * @param numbers of the rows
   * @param more whether there were more than these
   * @param end the number of the next row that the table will have
   */
  record Page(List<Object[]> rows, List<Long> numbers, boolean more, long end) {}
}
