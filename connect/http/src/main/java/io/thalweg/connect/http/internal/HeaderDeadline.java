package io.thalweg.connect.http.internal;

import io.thalweg.connect.http.Refusals;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Ends connections whose clients take too long to send the line and headers of a request. Jetty's
 * own idle timeout begins anew with each byte, so that a client could hold a connection for as long
 * as it likes. Safe for use by many threads.
 */
public final class HeaderDeadline extends AbstractLifeCycle implements Connection.Listener {

  private static final int LOOKS = 4;

  private final long limitNanos;
  private final Refusals refusals;
  private final Map<HttpConnection, Progress> open = new ConcurrentHashMap<>();
  private ScheduledThreadPoolExecutor looking;

  /**
   * @param limit from the first byte on; a connection is ended within a half more than that
   */
  public HeaderDeadline(Duration limit, Refusals refusals) {
    this.limitNanos = limit.toNanos();
    this.refusals = refusals;
  }

  @Override
  protected void doStart() {
    looking =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "http-headers");
              thread.setDaemon(true);
              return thread;
            });
    long pause = limitNanos / LOOKS;
    looking.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
  }

  @Override
  protected void doStop() {
    looking.shutdownNow();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      open.put(http, new Progress());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach(
        (connection, progress) -> {
          if (progress.nanosOfHeaders(connection, now) > limitNanos) {
            open.remove(connection);
            refusals.request(408, "HEADERS_TOO_SLOW");
            connection.getEndPoint().close();
          }
        });
  }

  /**
   * What was seen of a connection: by one thread, while others read from it. What it sees may be a
   * little old, which makes the deadline a little later and does no other harm.
   */
  private static final class Progress {
    private boolean inHeaders;
    private boolean atStart;
    private boolean begun;
    private long messages;
    private long bytes;
    private long since;

    /** How long the request's line and headers have been coming. */
    long nanosOfHeaders(HttpConnection connection, long now) {
      HttpParser parser = connection.getParser();
      boolean start = parser.isStart();
      boolean same = inHeaders && messages == connection.getMessagesIn() && (atStart || !start);
      inHeaders = parser.inHeaderState();
      atStart = start;
      if (!inHeaders || !same) {
        messages = connection.getMessagesIn();
        bytes = connection.getBytesIn();
        begun = !start;
        since = now;
        return 0;
      }
      // Blank lines before a request are no start of one for the parser, and hold as well.
      if (!begun && (!start || connection.getBytesIn() > bytes)) {
        begun = true;
        since = now;
      }
      return begun ? now - since : 0;
    }
  }
}
