package io.thalweg.app.cli;

import java.util.Optional;

/** What was asked for cannot be done, for a reason that the user can act on. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final transient Optional<String> hint;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message one line: what is wrong
   * @param hint what to do about it
   */
  CommandException(int exitCode, String message, String hint) {
    super(message);
    this.exitCode = exitCode;
    this.hint = Optional.of(hint);
  }

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
    this.hint = Optional.empty();
  }

  int exitCode() {
    return exitCode;
  }

  Optional<String> hint() {
    return hint;
  }
}
