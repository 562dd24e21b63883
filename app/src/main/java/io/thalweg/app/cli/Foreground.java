package io.thalweg.app.cli;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Messages;
import io.thalweg.app.server.Platform;
import io.thalweg.app.server.StartException;
import io.thalweg.buffer.KafkaLog;
import io.thalweg.process.duckdb.DuckDbEngine;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * A platform in this process, in front of its user: it ends with the process, and the process ends
 * when it is told to. Used once.
 */
final class Foreground {

  private static final long LONGEST_STOP_MILLIS = 20_000;

  private final PrintWriter err;
  private final AtomicReference<Platform> running = new AtomicReference<>();
  private volatile int exitWhenStopped = ExitCode.OK;
  private volatile boolean stopping;

  Foreground(CommandLine command) {
    this.err = command.getErr();
  }

  /**
   * Starts the platform, so that SIGTERM and Ctrl-C stop it cleanly from now on and end the process
   * with what {@link #exitWhenStopped} was told, at first {@link ExitCode#OK}.
   *
   * @throws CommandException when it cannot start
   */
  Platform start(Supplier<CheckedProject> project, DataFolder folder, OptionalInt port) {
    Messages.writeTo(folder);
    KafkaLog.whenNodeFails(() -> end(folder.whyItCannotBeWritten() + ": the log cannot go on"));
    DuckDbEngine.whenUnusable(reason -> end("the engine's database cannot go on: " + reason));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndHalt, "stop"));
    try {
      Platform platform = Platform.start(project.get(), folder, port);
      running.set(platform);
      return platform;
    } catch (StartException e) {
      throw new CommandException(ExitCode.FAILED, e.getMessage(), e.hint());
    }
  }

  private void end(String why) {
    err.println("thalweg: " + why);
    err.println(
        "  Hint: Nothing that was accepted is lost. Where the disk is full, make room; then start it"
            + " again. systemd and its like do so by themselves.");
    err.flush();
    Runtime.getRuntime().halt(ExitCode.START_AGAIN);
  }

  /** Waits until the process is told to stop; does not return. */
  void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sets how the process ends when it is told to from now on. */
  void exitWhenStopped(int code) {
    exitWhenStopped = code;
  }

  /** Whether the process was told to stop: what fails then fails because of that. */
  boolean isStopping() {
    return stopping;
  }

  /** Stops the platform; the process goes on. */
  void stop() {
    Platform platform = running.getAndSet(null);
    if (platform != null) {
      platform.close();
    }
  }

  /**
   * Runs when the machine ends, for whatever reason. A machine that was told to stop would end with
   * the signal's number; here a clean stop is a success.
   */
  private void stopAndHalt() {
    Platform platform = running.get();
    if (platform == null) {
      return; // nothing was ready yet, or nothing is any more
    }
    stopping = true;
    Thread watchdog = new Thread(this::haltWhenTooLong, "stop-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    stop();
    Messages.close();
    Runtime.getRuntime().halt(exitWhenStopped);
  }

  private void haltWhenTooLong() {
    try {
      Thread.sleep(LONGEST_STOP_MILLIS);
    } catch (InterruptedException e) {
      return;
    }
    err.println("thalweg: stopping took too long and was broken off; the next start mends it");
    err.flush();
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
