package io.thalweg.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.testing.house.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the README one after the other, in a folder with nothing but the launcher.
 */
class ReadmeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String SHOWN_PORT = "8420";

  @TempDir Path folder;
  private final List<Process> running = new ArrayList<>();

  @AfterEach
  void stopWhatRuns() throws Exception {
    for (Process process : running) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void whatTheReadmeShowsIsWhatHappens() throws Exception {
    Files.createSymbolicLink(folder.resolve("thalweg"), Checkout.ROOT.resolve("thalweg"));
    String port = freePort();
    List<ShownCommand> commands = ShownCommand.in(Checkout.ROOT.resolve("README.md"));
    assertThat(commands).isNotEmpty();
    for (ShownCommand command : commands) {
      run(command.with(SHOWN_PORT, port));
    }
  }

  private void run(ShownCommand command) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    Path output = Files.createTempFile(folder, "output", "");
    Path errors = Files.createTempFile(folder, "errors", "");
    Process process = start(command, output, errors);
    while (true) {
      boolean ended = process.waitFor(100, TimeUnit.MILLISECONDS);
      String actual = Files.readString(output, StandardCharsets.UTF_8);
      boolean shown = command.shows(actual);
      if (shown && (command.background() || ended && process.exitValue() == 0)) {
        return;
      }
      if (Instant.now().isAfter(deadline) || ended && !command.onlyAsks()) {
        assertThat(actual.stripTrailing())
            .as("%s%n%s", command.text(), Files.readString(errors))
            .isEqualTo(String.join("\n", command.output()));
        assertThat(process.isAlive() ? -1 : process.exitValue()).as(command.text()).isZero();
      }
      if (ended) {
        process = start(command, output, errors);
      }
    }
  }

  private Process start(ShownCommand command, Path output, Path errors) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash", "-c", command.background() ? "exec " + command.text() : command.text())
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("THALWEG_BUILD", "never");
    Process process = builder.start();
    running.add(process);
    return process;
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
