package io.thalweg.app.server.http;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import java.io.IOException;

/**
 * Writes the answer to a query in one format. Between two calls the text may be sent as far as it
 * has come.
 */
interface AnswerWriter {

  /** Writes what comes before the rows. */
  void begin() throws IOException;

  /** Writes the row that the result stands on. */
  void row(QueryResult result) throws IOException;

  /** Writes something that means nothing, so that a client who is gone is noticed. */
  void keepAlive() throws IOException;

  /** Writes what comes behind the last row. */
  void end() throws IOException;

  /** Writes, as far as the format can say it, why there is no last row. */
  void fail(QueryException failure) throws IOException;

  /** Sends what was written so far. */
  void flush() throws IOException;
}
