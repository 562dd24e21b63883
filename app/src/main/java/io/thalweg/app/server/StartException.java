package io.thalweg.app.server;

/** The platform cannot start, for a reason that its operator can act on. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param message one line: what is in the way
   * @param hint what to do about it
   */
  public StartException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
