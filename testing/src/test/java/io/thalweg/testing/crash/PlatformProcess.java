package io.thalweg.testing.crash;

import io.thalweg.examples.client.PlatformClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The platform as a process of its own, started on this program's class path. Safe for use by many
 * threads.
 */
public final class PlatformProcess implements AutoCloseable {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(120);

  private final Process process;
  private final Path data;
  private final Path messages;
  private final CompletableFuture<URI> ready = new CompletableFuture<>();

  private PlatformProcess(Process process, Path data, Path messages) {
    this.process = process;
    this.data = data;
    this.messages = messages;
  }

  /**
   * Starts it; returns at once.
   *
   * @param messages a file that gets what it writes to standard error, appended
   * @param javaOptions such as {@code -Dthalweg.fault=…}
   */
  public static PlatformProcess start(
      Path project, Path data, Path messages, List<String> javaOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(javaOptions);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.thalweg.app.Main", "up"));
    command.addAll(List.of(project.toString(), "--data", data.toString(), "--port", "0"));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile()))
            .start();
    PlatformProcess platform = new PlatformProcess(process, data, messages);
    Thread reader = new Thread(platform::readOutput, "platform-output");
    reader.setDaemon(true);
    reader.start();
    return platform;
  }

  private void readOutput() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready ")) {
          ready.complete(URI.create(line.substring("ready ".length()).strip()));
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("the platform has ended before it was ready"));
  }

  /** Completes when it is ready, or with an exception when it ends before. */
  public CompletableFuture<URI> ready() {
    return ready;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** A client with the administrator's token, once it is ready. */
  public PlatformClient client() throws IOException {
    String token = Files.readString(data.resolve("admin.token")).strip();
    return new PlatformClient(ready.join(), token, REQUEST_TIMEOUT);
  }

  /** Waits until it has ended by itself; false when it has not in time. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  public int exitCode() {
    return process.exitValue();
  }

  /** Kills it with SIGKILL and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to stop with SIGTERM, and insists after half a minute. */
  public void stop() throws InterruptedException, IOException {
    process.destroy();
    if (!awaitEnd(Duration.ofSeconds(30))) {
      kill();
      throw new IOException("the platform did not stop within 30 s of SIGTERM" + tail());
    }
  }

  /** The last lines that it has written, for a message. */
  public String tail() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(messages));
    File log = data.resolve("platform.log").toFile();
    if (log.exists()) {
      lines.addAll(Files.readAllLines(log.toPath()));
    }
    int from = Math.max(0, lines.size() - 40);
    return "; its last messages:\n" + String.join("\n", lines.subList(from, lines.size()));
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
