package io.thalweg.app.cli;

import io.thalweg.app.project.ProjectTemplate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg new}: a project to start from. */
@Command(
    name = "new",
    description = "A project to start from: one stream, one pipeline.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  thalweg new plant", "  cd plant && thalweg up"})
final class NewCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      description = "The folder to make; it must be empty where it exists.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path folder = directory.toAbsolutePath().normalize();
    refuseToOverwrite(folder);
    PrintWriter out = spec.commandLine().getOut();
    try {
      ProjectTemplate.write(folder).forEach(file -> out.println("  " + directory.resolve(file)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the project cannot be written to \"%s\": %s".formatted(folder, e.getMessage()),
          "Choose a folder that this user may write to.");
    }
    out.println();
    out.println("Next: cd %s && thalweg up".formatted(directory));
    out.flush();
    return ExitCode.OK;
  }

  private void refuseToOverwrite(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
      if (files.findAny().isPresent()) {
        throw new CommandException(
            ExitCode.FAILED,
            "\"%s\" is there already and not empty".formatted(directory),
            "Name a folder that does not exist yet; nothing was written.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
