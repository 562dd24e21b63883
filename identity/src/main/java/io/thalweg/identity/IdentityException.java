package io.thalweg.identity;

import java.time.Duration;
import java.util.Optional;

/** What was asked of users or tokens cannot be done, for a reason that the caller can act on. */
public final class IdentityException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What kind of reason it is. */
  public enum Kind {
    /** A value is not one that can be. */
    INVALID,
    /** There is nothing of that name. */
    NOT_FOUND,
    /** It does not go together with what is there. */
    CONFLICT,
    /** User or password are wrong. */
    NOT_KNOWN,
    /** Tried too often; see {@link IdentityException#retryAfter}. */
    TOO_OFTEN
  }

  private final Kind kind;
  private final String code;
  private final String hint;
  private final Duration retryAfter;

  IdentityException(Kind kind, String code, String message, String hint) {
    this(kind, code, message, hint, null);
  }

  IdentityException(Kind kind, String code, String message, String hint, Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.hint = hint;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** Stable and upper case. */
  public String code() {
    return code;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }

  /** When the same may be tried again, where waiting helps. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
