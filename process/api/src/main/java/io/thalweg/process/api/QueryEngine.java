package io.thalweg.process.api;

import io.thalweg.sql.parameters.Parameter;
import java.util.Map;

/** Answers queries over streams and tables. Safe for use by many threads. */
public interface QueryEngine extends AutoCloseable {

  /**
   * Starts a query without parameters; otherwise the same as {@link #query(String, Map,
   * QueryLimits)}.
   */
  default QueryResult query(String sql, QueryLimits limits) {
    return query(sql, Map.of(), limits);
  }

  /**
   * Starts a query.
   *
   * @param sql one SELECT in portable SQL
   * @param parameters the values of its named parameters, by name
   * @param limits what it may use
   * @return its rows, to be closed by the caller from any thread; closing early cancels the query
   * @throws QueryException when the text is wrong or the query is not admitted
   */
  QueryResult query(String sql, Map<String, Parameter> parameters, QueryLimits limits);

  @Override
  void close();
}
