package io.thalweg.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code thalweg reload}: a running platform takes over what was changed in its folder. */
@Command(
    name = "reload",
    description = "Have the running platform take over what was changed in its project's folder.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg reload --dry",
      "  thalweg reload",
      "",
      "Says what comes of it. What has not changed goes on undisturbed. A project with mistakes is",
      "not taken over. The files of reference tables are read at once where they have changed."
    })
final class ReloadCommand implements Callable<Integer> {

  @Option(names = "--dry", description = "Only say what would come of it.")
  private boolean dry;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PlatformClient platform = connection.connect();
    PrintWriter out = spec.commandLine().getOut();
    try (InputStream body =
            platform.post("/api/v1/project/reload" + (dry ? "?dry=true" : ""), Map.of());
        JsonParser json = PlatformClient.parser(body)) {
      boolean changed = false;
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("text")) {
          json.nextToken();
          out.println(json.getText());
          changed = true;
        }
      }
      if (!changed) {
        out.println("No definition has changed.");
      }
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the answer of the platform at %s broke off: %s"
              .formatted(platform.url(), e.getMessage()));
    }
  }
}
