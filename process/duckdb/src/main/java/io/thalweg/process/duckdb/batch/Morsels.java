package io.thalweg.process.duckdb.batch;

/** What one scan has still to write. Shared by the threads of a query. */
interface Morsels {

  /** How many threads may be put to it. */
  int threads();

  /** What to write next; null at the end. */
  Morsel next() throws Exception;
}
