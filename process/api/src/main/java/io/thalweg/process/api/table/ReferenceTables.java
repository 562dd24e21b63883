package io.thalweg.process.api.table;

import io.thalweg.buffer.table.TableRow;
import io.thalweg.definitions.Table;
import java.util.List;
import java.util.Optional;

/**
 * Changes the rows of reference tables: each change is appended to the table's topic, and one
 * reader of it applies what it finds there. Safe for use by many threads.
 */
public interface ReferenceTables {

  /**
   * Changes rows as they are listed, all in one transaction. Returns when the log has them, by its
   * durability, and the table too.
   *
   * @param rows to be there from now on, or to be gone
   * @throws io.thalweg.buffer.LogException when the log has not confirmed all of them, or the table
   *     has not followed in time; some may be changed then, and the call can be repeated
   * @throws java.util.NoSuchElementException when there is no such table
   */
  void change(String table, List<TableRow> rows);

  /**
   * Deletes rows, as {@link #change}. A key that no row has is no mistake.
   *
   * @return how many of the keys had a row before
   */
  int delete(String table, List<String> keys);

  /**
   * Makes the rows of a table these: changes those that differ and deletes those that are not among
   * them.
   *
   * @param rows none of them deleted, keys distinct
   * @return how many rows were changed or deleted
   * @throws io.thalweg.buffer.LogException as {@link #change}
   */
  int replace(String table, List<TableRow> rows);

  /** The number of rows that a table has now. */
  long rows(String table);

  /**
   * Why a table cannot be served as it is defined, in one or two sentences: the log has rows of it
   * under another key, or rows that came over HTTP and do not fit. Empty where it can.
   */
  Optional<String> contradiction(Table table);
}
