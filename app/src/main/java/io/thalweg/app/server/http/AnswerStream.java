package io.thalweg.app.server.http;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends a query's rows as they come. While none come, the client is tried every second, and when it
 * has gone away the query is cancelled: a server only notices by writing.
 */
final class AnswerStream {

  private static final long TRY_CLIENT_EVERY_MILLIS = 1000;

  private final QueryResult result;
  private final Future<Boolean> firstRow;
  private final AnswerWriter writer;
  private boolean wroteSinceTick;
  private boolean ended;

  /**
   * @param firstRow the first call of {@code result.next()}, perhaps not back yet
   */
  AnswerStream(QueryResult result, Future<Boolean> firstRow, AnswerWriter writer) {
    this.result = result;
    this.firstRow = firstRow;
    this.writer = writer;
  }

  /**
   * Writes the whole answer and closes the result.
   *
   * @throws IOException when the client is gone, or the query failed midway: the caller must then
   *     break the connection off, for what was sent is not the whole answer
   */
  void send(ScheduledExecutorService timer) throws IOException {
    ScheduledFuture<?> ticks =
        timer.scheduleWithFixedDelay(
            this::tick, TRY_CLIENT_EVERY_MILLIS, TRY_CLIENT_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    try (result) {
      synchronized (this) {
        writer.begin();
      }
      for (boolean more = QueryCalls.await(firstRow); more; more = result.next()) {
        synchronized (this) {
          writer.row(result);
          wroteSinceTick = true;
        }
      }
      synchronized (this) {
        ended = true;
        writer.end();
      }
    } catch (QueryException e) {
      synchronized (this) {
        ended = true;
        writer.fail(e);
        writer.flush();
      }
      throw new IOException("the query failed after its answer had begun: " + e.getMessage(), e);
    } finally {
      ticks.cancel(false);
    }
  }

  private synchronized void tick() {
    if (ended) {
      return;
    }
    try {
      if (!wroteSinceTick) {
        writer.keepAlive();
      }
      writer.flush();
      wroteSinceTick = false;
    } catch (IOException clientIsGone) {
      ended = true;
      result.close();
    }
  }
}
