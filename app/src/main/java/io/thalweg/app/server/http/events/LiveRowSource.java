package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.app.server.http.live.SseConnection;
import io.thalweg.app.server.http.live.SseEndException;
import io.thalweg.app.server.http.live.SseSource;
import io.thalweg.app.server.http.live.SseText;
import io.thalweg.connect.http.ApiError;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.TableChanges;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.api.TableReader.Order;

/**
 * The rows of a table for one client, from a number on without end. It reads when the pipeline has
 * committed rows, and holds its place and at most one page.
 */
final class LiveRowSource implements SseSource {

  private static final int PAGE_ROWS = 1_000;
  private static final long PAGE_BYTES = 256 * 1024;

  private final String table;
  private final RowChoice choice;
  private final TableReader reader;
  private final LiveConnections connections;
  private final SseConnection connection;
  private final TableChanges.Listening listening;
  private final EventJson json = new EventJson();
  private boolean greeted;
  private long next;

  private volatile boolean changed = true;
  private volatile boolean reading;
  private volatile TableReader.Page page;
  private volatile SseEndException failure;

  LiveRowSource(
      String table,
      RowChoice choice,
      long from,
      TableReader reader,
      TableChanges changes,
      LiveConnections connections,
      SseConnection connection) {
    this.table = table;
    this.choice = choice;
    this.next = from;
    this.reader = reader;
    this.connections = connections;
    this.connection = connection;
    this.listening =
        changes.listen(
            table,
            () -> {
              changed = true;
              connection.wake();
            });
  }

  @Override
  public byte[] next() throws SseEndException {
    if (!greeted) {
      greeted = true;
      return heartbeat();
    }
    if (reading) {
      return null;
    }
    if (failure != null) {
      throw failure;
    }
    byte[] bytes = page == null ? null : write(page);
    page = null;
    if (bytes == null && changed) {
      changed = false;
      reading = true;
      TableReader.Request request =
          new TableReader.Request(
              table,
              choice.columns(),
              choice.conditions(),
              Order.OLDEST,
              next,
              Long.MAX_VALUE,
              PAGE_ROWS,
              PAGE_BYTES);
      connections.read(() -> read(request));
    }
    return bytes;
  }

  private byte[] write(TableReader.Page read) {
    changed |= read.more();
    for (int i = 0; i < read.rows().size(); i++) {
      Object[] row = read.rows().get(i);
      next = read.numbers().get(i) + 1;
      json.text("id: ").text(RowCursor.of(table, next)).text("\ndata: ");
      json.event(choice.columns(), column -> row[column]).text("\n\n");
    }
    if (!read.more()) {
      // What does not match is not looked at again.
      next = Math.max(next, read.end());
    }
    return json.size() == 0 ? null : json.take();
  }

  private void read(TableReader.Request request) {
    try {
      page = reader.read(request);
    } catch (QueryException e) {
      failure = new SseEndException(new ApiError("LIVE_ENDED", e.getMessage(), null, null));
    }
    reading = false;
    connection.wake();
  }

  @Override
  public byte[] heartbeat() {
    return SseText.id(RowCursor.of(table, next));
  }

  @Override
  public void close() {
    listening.close();
  }
}
