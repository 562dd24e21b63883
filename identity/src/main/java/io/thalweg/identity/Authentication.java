package io.thalweg.identity;

import java.time.Duration;
import java.time.Instant;

/** What became of somebody's attempt to come in. */
public sealed interface Authentication {

  /** They may. */
  record Accepted(Caller caller) implements Authentication {}

  /** The secret is nobody's, or was revoked: the platform cannot tell the two apart. */
  record NotKnown() implements Authentication {}

  /** The secret was good until then. */
  record Expired(Instant when) implements Authentication {}

  /**
   * They come too often.
   *
   * @param retryAfter after which they may come again, positive
   */
  record TooOften(Duration retryAfter) implements Authentication {}
}
