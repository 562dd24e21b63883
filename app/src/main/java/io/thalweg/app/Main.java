package io.thalweg.app;

import io.thalweg.app.cli.ThalwegCommand;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(ThalwegCommand.commandLine().execute(args));
  }
}
