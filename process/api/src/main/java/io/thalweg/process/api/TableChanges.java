package io.thalweg.process.api;

/** Tells when tables have got rows. Safe for use by many threads. */
public interface TableChanges {

  /**
   * Listens until what is returned is closed.
   *
   * @param table that a pipeline writes
   * @param changed called after each transaction that put rows out, by a thread that must not be
   *     kept
   * @throws java.util.NoSuchElementException when no pipeline writes such a table
   */
  Listening listen(String table, Runnable changed);

  /** Ends when it is closed. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
