package io.thalweg.app.server.http.live;

import io.thalweg.connect.http.ApiError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of a {@link SseSource}. It is written to when the connection takes more, by whichever
 * thread finds that out; what is not sent yet stays at its source. Safe for use by many threads.
 */
public final class SseConnection implements WriteListener {

  private static final Logger LOG = LoggerFactory.getLogger(SseConnection.class);
  private static final long HEARTBEAT_NANOS = 10_000_000_000L;

  private static final ApiError ACCESS_ENDED =
      new ApiError(
          "ACCESS_ENDED",
          "the token or session that the answer began with is not good any more",
          null,
          "Come again with another.");

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Executor executor;
  private final BooleanSupplier mayStay;
  private final Consumer<SseConnection> ended;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile SseSource source;
  private volatile boolean barred;

  // All below are guarded by this.
  private boolean open;
  private boolean flushes;
  private boolean ending;
  private boolean over;
  private long sentNanos = System.nanoTime();

  SseConnection(
      AsyncContext context,
      ServletOutputStream out,
      Executor executor,
      BooleanSupplier mayStay,
      Consumer<SseConnection> ended) {
    this.context = context;
    this.out = out;
    this.executor = executor;
    this.mayStay = mayStay;
    this.ended = ended;
  }

  /** Begins to send. */
  void start(SseSource from) {
    source = from;
    out.setWriteListener(this);
  }

  /** There may be something to send. Returns at once. */
  public void wake() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        executor.execute(
            () -> {
              scheduled.set(false);
              pump();
            });
      } catch (RejectedExecutionException e) {
        // It is being closed.
        scheduled.set(false);
      }
    }
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      open = true;
    }
    pump();
  }

  @Override
  public void onError(Throwable clientIsGone) {
    close();
  }

  /**
   * Sends a heartbeat when nothing has been sent for a while, and the end when the client's right
   * has ended.
   */
  void tick(long nowNanos) {
    barred = !mayStay.getAsBoolean();
    boolean due;
    synchronized (this) {
      due = barred || open && nowNanos - sentNanos > HEARTBEAT_NANOS;
    }
    if (due) {
      wake();
    }
  }

  private void pump() {
    boolean close = false;
    synchronized (this) {
      if (!open || over) {
        return;
      }
      try {
        while (!close && out.isReady()) {
          close = !step();
          if (!close && !flushes && !ending && isIdle) {
            break;
          }
        }
      } catch (IOException clientIsGone) {
        close = true;
      } catch (RuntimeException e) {
        LOG.error("a live answer ended for a reason of ours", e);
        close = true;
      }
    }
    if (close) {
      close();
    }
  }

  private boolean isIdle;

  /** One operation on a connection that takes it; false when nothing is left to do, for good. */
  private boolean step() throws IOException {
    isIdle = false;
    byte[] bytes = ending ? null : next();
    if (bytes != null) {
      out.write(bytes);
      flushes = true;
      sentNanos = System.nanoTime();
    } else if (flushes) {
      flushes = false;
      out.flush();
    } else {
      isIdle = true;
      return !ending;
    }
    return true;
  }

  private byte[] next() {
    try {
      if (barred) {
        throw new SseEndException(ACCESS_ENDED);
      }
      byte[] bytes = source.next();
      boolean silent = bytes == null && System.nanoTime() - sentNanos > HEARTBEAT_NANOS;
      return silent ? source.heartbeat() : bytes;
    } catch (SseEndException e) {
      ending = true;
      return SseText.event("error", e.error());
    }
  }

  /** Ends the answer. */
  void close() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    ended.accept(this);
    source.close();
    try {
      context.complete();
    } catch (IllegalStateException alreadyOver) {
      LOG.debug("a live answer was over before its end", alreadyOver);
    }
  }
}
