package io.thalweg.app.cli;

/** What the process tells its caller at its end. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** Mistakes were found, or what was asked for failed. */
  static final int FAILED = 1;

  /** The command was typed wrong. */
  static final int USAGE = 2;

  /** No platform could be reached. */
  static final int UNREACHABLE = 3;

  /** Our mistake. */
  static final int INTERNAL = 70;

  /**
   * The log or the engine's database cannot go on in this process, mostly because the disk is full;
   * nothing is lost, and it is to be started again.
   */
  static final int START_AGAIN = 75;

  private ExitCode() {}
}
