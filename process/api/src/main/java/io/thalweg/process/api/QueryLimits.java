package io.thalweg.process.api;

import java.time.Duration;

/**
 * What a query may use.
 *
 * @param time until its last row; positive
 * @param rows that it may give, at least 1; one more is a {@link QueryException}
 */
public record QueryLimits(Duration time, long rows) {

  public static final QueryLimits DEFAULT = new QueryLimits(Duration.ofSeconds(60), 100_000);
}
