package io.thalweg.app.cli;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.PipelineExplanation;
import io.thalweg.app.project.ProjectFolder;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Messages;
import io.thalweg.app.server.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs a platform for a moment, in a folder of its own, so that the Java machine can write down
 * which classes a start loads. The launcher calls it; people need not.
 */
@Command(name = "warm-up", hidden = true, description = "Used by the launcher.")
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("thalweg-warm-up");
    try {
      ProjectTemplate.write(folder);
      DataFolder data = new DataFolder(folder.resolve(ProjectFolder.DEFAULT_DATA));
      Messages.writeTo(data);
      CheckedProject project = ProjectLoader.load(folder);
      try (Platform platform = Platform.start(project, data, OptionalInt.of(0))) {
        use(platform, data, project);
      }
      Messages.close();
    } finally {
      delete(folder);
    }
    return ExitCode.OK;
  }

  private static void use(Platform platform, DataFolder data, CheckedProject project)
      throws IOException {
    PlatformClient client = new PlatformClient(platform.url(), data.readToken().orElseThrow());
    project
        .pipelines()
        .forEach(
            pipeline ->
                PipelineExplanation.of(
                    pipeline, project.project().orElseThrow().settings().buffer()));
    Map<String, String> event = Map.of("machine", "press-1", "time", "2026-01-01T08:00:05Z");
    try (InputStream answer = client.post("/api/v1/streams/telemetry/events", event)) {
      answer.readAllBytes();
    }
    Map<String, String> query =
        Map.of("sql", "SELECT COUNT(*) AS n, MAX(temperature) AS t FROM telemetry");
    try (InputStream answer = client.post("/api/v1/query", query)) {
      answer.readAllBytes();
    }
    try (InputStream answer = client.get("/api/v1/pipelines")) {
      answer.readAllBytes();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
