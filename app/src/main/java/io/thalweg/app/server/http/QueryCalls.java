package io.thalweg.app.server.http;

import io.thalweg.process.api.QueryException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for calls of a query that run on another thread. */
final class QueryCalls {
  private QueryCalls() {}

  /** What the call gave; what it threw is thrown here. */
  static <T> T await(Future<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(QueryException.Kind.CANCELLED, "the platform is stopping");
    }
  }

  /** Whether the call came back within this time; what it threw is thrown here. */
  static boolean isBackWithin(Future<?> call, long millis) {
    try {
      call.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(QueryException.Kind.CANCELLED, "the platform is stopping");
    }
  }

  private static RuntimeException unwrapped(ExecutionException failure) {
    if (failure.getCause() instanceof RuntimeException known) {
      return known;
    }
    if (failure.getCause() instanceof Error broken) {
      throw broken;
    }
    return new IllegalStateException(failure.getCause());
  }
}
