package io.thalweg.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg replay-quarantine}: judges quarantined records anew. */
@Command(
    name = "replay-quarantine",
    description = "Judge the records in a stream's quarantine anew, and let the good ones in.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg replay-quarantine telemetry",
      "  thalweg replay-quarantine telemetry --reason \"temperature BETWEEN -50 AND 250\"",
      "  thalweg replay-quarantine telemetry --from 2026-03-01 --to 2026-03-02",
      "",
      "Each is judged by the rules as they are now. What is still wrong stays, and is listed."
    })
final class ReplayQuarantineCommand implements Callable<Integer> {

  @Parameters(paramLabel = "STREAM", description = "The stream.")
  private String stream;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those with this reason: the name of a rule, or a code.")
  private String reason;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only those that came at this time or later, such as 2026-03-01T09:00:00Z.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only those that came before this time.")
  private String to;

  @Option(
      names = "--offsets",
      paramLabel = "OFFSETS",
      description = "Only those of a partition from one offset to another, such as 2:1000-1999.")
  private String offsets;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PlatformClient platform = connection.connect();
    String path = "/api/v1/streams/" + PlatformClient.encoded(stream) + "/quarantine/replay";
    Map<String, String> request = new HashMap<>();
    request.put("reason", reason);
    request.put("from", from);
    request.put("to", to);
    request.put("offsets", offsets);
    request.values().removeIf(Objects::isNull);
    try (InputStream body = platform.post(path, request);
        JsonParser json = PlatformClient.parser(body)) {
      return print(json, spec.commandLine().getOut());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the answer of the platform at %s broke off: %s"
              .formatted(platform.url(), e.getMessage()));
    }
  }

  private static int print(JsonParser json, PrintWriter out) throws IOException {
    long replayed = 0;
    long stayed = 0;
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "replayed" -> replayed = json.getLongValue();
        case "stayed" -> stayed = json.getLongValue();
        case "reasons" -> reasons(json, out);
        default -> json.skipChildren();
      }
    }
    out.printf("%d replayed, %d stayed in quarantine%n", replayed, stayed);
    out.flush();
    return stayed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void reasons(JsonParser json, PrintWriter out) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> fields = new HashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        fields.put(field, PlatformClient.text(json));
      }
      out.printf("%s %s: %s%n", fields.get("id"), fields.get("code"), fields.get("message"));
    }
  }
}
