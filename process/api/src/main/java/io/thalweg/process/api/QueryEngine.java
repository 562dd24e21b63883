package io.thalweg.process.api;

/** Answers queries over streams and tables. Safe for use by many threads. */
public interface QueryEngine extends AutoCloseable {

  /**
   * Starts a query.
   *
   * @param sql one SELECT in portable SQL
   * @param limits what it may use
   * @return its rows, to be closed by the caller from any thread; closing early cancels the query
   * @throws QueryException when the text is wrong or the query is not admitted
   */
  QueryResult query(String sql, QueryLimits limits);

  @Override
  void close();
}
