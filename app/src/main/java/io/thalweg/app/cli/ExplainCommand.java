package io.thalweg.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.PipelineExplanation;
import io.thalweg.app.project.ProjectFolder;
import io.thalweg.app.project.ProjectLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg explain}: how a pipeline is computed, and what it guarantees. */
@Command(
    name = "explain",
    description = "A pipeline's plan, its SQL on the engine, and its guarantee with the reasons.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg explain minute_average",
      "",
      "Asks the running platform; where none runs, it reads the project around this folder."
    })
final class ExplainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
  private String pipeline;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<Path> project = ProjectFolder.around(Path.of(""));
    String text =
        connection.canBeFound() || project.isEmpty()
            ? fromPlatform(connection.connect())
            : fromProject(project.get());
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
    return ExitCode.OK;
  }

  private String fromPlatform(PlatformClient platform) {
    if (!pipeline.matches("[a-z][a-z0-9_]*")) {
      throw noSuchPipeline("the platform at " + platform.url(), "");
    }
    try (InputStream body = platform.get("/api/v1/pipelines/" + pipeline);
        JsonParser json = PlatformClient.parser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("explanation");
        json.nextToken();
        if (wanted) {
          return json.getText();
        }
        json.skipChildren();
      }
      return "";
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the answer of the platform at %s broke off: %s"
              .formatted(platform.url(), e.getMessage()));
    }
  }

  private String fromProject(Path folder) {
    CheckedProject project = ProjectLoader.load(folder);
    return project
        .pipeline(pipeline)
        .filter(compiled -> project.isCorrect())
        .map(
            compiled ->
                PipelineExplanation.of(
                    compiled, project.project().orElseThrow().settings().buffer()))
        .orElseThrow(() -> missing(project));
  }

  private CommandException missing(CheckedProject project) {
    if (!project.isCorrect()) {
      ProblemPrinter.print(spec.commandLine().getErr(), project);
      return new CommandException(
          ExitCode.FAILED,
          "pipeline \"%s\" cannot be explained while the project has mistakes".formatted(pipeline),
          "Mend what is listed above.");
    }
    String names =
        project.pipelines().stream().map(p -> p.name()).sorted().collect(Collectors.joining(", "));
    return noSuchPipeline("the project in " + project.directory(), names);
  }

  private CommandException noSuchPipeline(String owner, String names) {
    return new CommandException(
        ExitCode.FAILED,
        "%s has no pipeline \"%s\"".formatted(owner, pipeline),
        names.isEmpty() ? "Look at the name again." : "Its pipelines are " + names + ".");
  }
}
