package io.thalweg.process.duckdb.pipeline;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What one operator of a pipeline remembers, in tables, and how a transaction brings it on. For one
 * thread and one connection, on which it is opened.
 */
interface OperatorState {

  /** The statements that make its tables. */
  List<String> create();

  /** Makes what a new connection needs. */
  void open(Connection connection) throws SQLException;

  /**
   * Takes in the new rows of its inputs and closes what the watermark has passed.
   *
   * @return the SELECT of the rows that it gives, to be run once in this transaction, before the
   *     step's last statements; empty where it gives none
   */
  Optional<String> step(Step step) throws SQLException;
}
