package io.thalweg.app.server.http.live;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Callers;
import io.thalweg.identity.Caller;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * All clients of answers that do not end, with the few threads that serve them. Safe for use by
 * many threads. To be closed before the HTTP server, which otherwise waits for them.
 */
public final class LiveConnections implements AutoCloseable {

  /** Bounds what idle clients hold: some kilobytes and a descriptor each. */
  public static final int MAX_CONNECTIONS = 1_000;

  private static final int READERS = 2;

  private final Set<SseConnection> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService senders =
      Executors.newFixedThreadPool(
          Math.max(2, Runtime.getRuntime().availableProcessors()), threads("live-send"));
  private final ExecutorService readers =
      Executors.newFixedThreadPool(READERS, threads("live-read"));
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, threads("live-timer"));

  public LiveConnections() {
    timer.setRemoveOnCancelPolicy(true);
    timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  private void tick() {
    long now = System.nanoTime();
    open.forEach(connection -> connection.tick(now));
  }

  /** How many clients there are. */
  public int count() {
    return open.size();
  }

  /**
   * Answers a request, which asynchronous processing has begun for, until the client is gone or may
   * not be here any more.
   *
   * @param source made for the connection that it will wake
   */
  public void serve(
      HttpServletRequest request,
      HttpServletResponse response,
      Function<SseConnection, SseSource> source) {
    AsyncContext context = request.getAsyncContext();
    try {
      SseConnection connection =
          new SseConnection(
              context, response.getOutputStream(), senders, mayStay(request), open::remove);
      SseSource made = source.apply(connection);
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType("text/event-stream;charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      // Proxies that gather answers would keep events back.
      response.setHeader("X-Accel-Buffering", "no");
      open.add(connection);
      connection.start(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BooleanSupplier mayStay(HttpServletRequest request) {
    return Callers.of(request).map(Caller::active).orElse(() -> true);
  }

  /**
   * To be asked before anything of an answer is made.
   *
   * @throws ApiException 503 when there are too many
   */
  public void admit() {
    if (open.size() >= MAX_CONNECTIONS) {
      throw new ApiException(
          503,
          new ApiError(
              "LIVE_BUSY",
              "%,d clients are sent events already".formatted(MAX_CONNECTIONS),
              null,
              "Close some of them, or ask for pages instead."),
          Map.of("Retry-After", "5"));
    }
  }

  /** Runs what may wait for lake and log. */
  public void read(Runnable task) {
    try {
      readers.execute(task);
    } catch (RejectedExecutionException closing) {
      // Nobody is left to read for.
    }
  }

  /** Runs something short later. */
  public void later(Runnable task, long millis) {
    try {
      timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Nobody is left to do it for.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    readers.shutdownNow();
    senders.shutdown();
    open.forEach(SseConnection::close);
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
