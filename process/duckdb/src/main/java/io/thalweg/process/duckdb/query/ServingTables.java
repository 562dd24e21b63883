package io.thalweg.process.duckdb.query;

import java.sql.Connection;
import java.sql.SQLException;

/** The tables that pipelines write, in the schema {@code main} of the engine's database. */
@FunctionalInterface
public interface ServingTables {

  /**
   * A new connection to the engine's database, to be closed by its user. Its results are streamed,
   * so that a large table needs no memory.
   */
  Connection connect() throws SQLException;
}
