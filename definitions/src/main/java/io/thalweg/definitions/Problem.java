package io.thalweg.definitions;

import java.util.Objects;
import java.util.Optional;

/**
 * A mistake in what a user wrote: the thing, the place, the cause and the fix.
 *
 * @param location where
 * @param code stable and upper case, for example {@code UNKNOWN_KEY}
 * @param message one short line without a full stop: what is wrong, with the thing's kind and name
 * @param detail the cause in whole sentences, where the message does not say it all
 * @param hint what to do about it, in whole sentences
 */
public record Problem(
    Location location,
    String code,
    String message,
    Optional<String> detail,
    Optional<String> hint) {

  public Problem {
    Objects.requireNonNull(location);
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(hint);
  }

  public Problem(Location location, String code, String message) {
    this(location, code, message, Optional.empty(), Optional.empty());
  }

  /** The same problem with its cause. */
  public Problem withDetail(String detail) {
    return new Problem(location, code, message, Optional.of(detail), hint);
  }

  /** The same problem with what to do about it. */
  public Problem withHint(String hint) {
    return new Problem(location, code, message, detail, Optional.of(hint));
  }
}
