package io.thalweg.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg topics produce}: appends the lines of the standard input to a stream. */
@Command(
    name = "produce",
    description = "Append events to a stream: JSON from the standard input, one a line.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg topics produce telemetry < readings.ndjson",
      "  tail -f readings.ndjson | thalweg topics produce telemetry",
      "",
      "Each is checked against the stream; those that are refused are named by their line."
    })
final class TopicsProduceCommand implements Callable<Integer> {

  private static final int LINES_AT_ONCE = 10_000;
  private static final int BYTES_AT_ONCE = 4 << 20;

  @Parameters(paramLabel = "STREAM", description = "Its name.")
  private String stream;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /** The number of each line that is in {@link #lines}, from 1. */
  private final List<Long> numbers = new ArrayList<>();

  private long accepted;
  private long rejected;

  @Override
  public Integer call() {
    PlatformClient platform = connection.connect();
    PrintWriter err = spec.commandLine().getErr();
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          lines.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
          numbers.add(number);
        }
        // What has come goes out before more is waited for.
        if (numbers.size() >= LINES_AT_ONCE || lines.size() >= BYTES_AT_ONCE || !in.ready()) {
          send(platform, err);
        }
      }
      send(platform, err);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "the standard input cannot be read: " + e.getMessage());
    } finally {
      err.println("%,d accepted, %,d rejected".formatted(accepted, rejected));
      err.flush();
    }
    return rejected == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void send(PlatformClient platform, PrintWriter err) {
    if (numbers.isEmpty()) {
      return;
    }
    JsonNode answer = platform.postEvents(stream, lines.toByteArray());
    accepted += answer.path("accepted").asLong();
    rejected += answer.path("rejected").asLong();
    for (JsonNode error : answer.path("errors")) {
      err.println(
          "line %d: %s"
              .formatted(number(error.path("index").asInt()), error.path("message").asText()));
    }
    err.flush();
    lines.reset();
    numbers.clear();
  }

  private long number(int index) {
    return numbers.get(Math.min(index, numbers.size() - 1));
  }
}
