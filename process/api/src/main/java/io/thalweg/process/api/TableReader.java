package io.thalweg.process.api;

import io.thalweg.sql.catalog.Column;
import java.util.List;
import java.util.Optional;

/**
 * Reads tables page by page. Those that pipelines write are only added to, so that their rows have
 * a number each, in the order in which they came; the rows of reference tables stand in the order
 * of their keys. Safe for use by many threads.
 */
public interface TableReader {

  /**
   * Reads rows of a pipeline's table.
   *
   * @throws QueryException when they cannot be read
   * @throws java.util.NoSuchElementException when there is no such table
   */
  Page read(Request request);

  /**
   * Reads rows of a reference table.
   *
   * @throws QueryException when they cannot be read
   * @throws java.util.NoSuchElementException when there is no such table
   */
  KeyedPage read(KeyedRequest request);

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

  /** How a column is to stand to a value. */
  enum Comparison {
    EQUAL,
    AT_LEAST,
    BELOW
  }

  /**
   * What must hold for a row.
   *
   * @param column its name
   * @param value as Java has it: String, Boolean, Number, LocalDate or Instant
   */
  record Condition(String column, Comparison comparison, Object value) {}

  /**
   * Rows that are asked for.
   *
   * @param table its name
   * @param columns names, at least one
   * @param conditions all of which must hold
   * @param order of the rows
   * @param from the least number, inclusive
   * @param to the number behind the greatest, exclusive
   * @param limit rows at most, at least 1
   * @param size roughly in bytes; exceeded by one row at most
   */
  record Request(
      String table,
      List<String> columns,
      List<Condition> conditions,
      Order order,
      long from,
      long to,
      int limit,
      long size) {}

  /**
   * Rows.
   *
   * @param rows of values as {@link QueryResult#value} gives them
   * @param numbers of the rows
   * @param more whether there were more than these
   * @param end the number of the next row that the table will have
   */
  record Page(List<Object[]> rows, List<Long> numbers, boolean more, long end) {}

  /**
   * Rows of a reference table that are asked for.
   *
   * @param table its name
   * @param columns names, at least one
   * @param conditions all of which must hold
   * @param key of the one row wanted, as the log has it
   * @param after only rows behind this key
   * @param limit rows at most, at least 1
   * @param size roughly in bytes; exceeded by one row at most
   */
  record KeyedRequest(
      String table,
      List<String> columns,
      List<Condition> conditions,
      Optional<String> key,
      Optional<String> after,
      int limit,
      long size) {}

  /**
   * Rows of a reference table.
   *
   * @param rows of values as {@link QueryResult#value} gives them
   * @param last the key of the last of them
   * @param more whether there were more than these
   */
  record KeyedPage(List<Object[]> rows, Optional<String> last, boolean more) {}
}
