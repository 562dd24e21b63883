package io.thalweg.app.cli;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectFolder;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.tables.CsvFile;
import io.thalweg.definitions.Problem;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg check}: every mistake, each at its line. */
@Command(
    name = "check",
    description = "Every mistake in a project, each at its line; nothing is started.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no mistakes", "1:at least one mistake", "2:there is no project"},
    footerHeading = "%nExamples:%n",
    footer = {"  thalweg check", "  thalweg check examples/flights"})
final class CheckCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = ".",
      description = "The project's folder (default: this one).")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CheckedProject project = ProjectLoader.load(existing(directory));
    PrintWriter out = spec.commandLine().getOut();
    List<Problem> problems = new ArrayList<>(project.problems());
    problems.addAll(CsvFile.check(project.directory(), project.tables()));
    ProblemPrinter.print(out, project.directory(), problems);
    if (!problems.isEmpty() || !project.isCorrect()) {
      out.println(ProblemPrinter.count(problems.size(), "mistake"));
      out.flush();
      return ExitCode.FAILED;
    }
    List<String> parts = new ArrayList<>();
    parts.add(ProblemPrinter.count(project.streams().size(), "stream"));
    if (!project.referenceTables().isEmpty()) {
      parts.add(ProblemPrinter.count(project.referenceTables().size(), "table"));
    }
    parts.add(ProblemPrinter.count(project.pipelines().size(), "pipeline"));
    if (!project.dashboards().isEmpty()) {
      parts.add(ProblemPrinter.count(project.dashboards().size(), "dashboard"));
    }
    int last = parts.size() - 1;
    out.println(
        "no mistakes in %s and %s"
            .formatted(String.join(", ", parts.subList(0, last)), parts.get(last)));
    out.flush();
    return ExitCode.OK;
  }

  /** The folder as it was given, when it is a project. */
  static Path existing(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CommandException(
          ExitCode.USAGE,
          "there is no folder \"%s\"".formatted(directory),
          "`thalweg new %s` makes a project there.".formatted(directory));
    }
    if (!ProjectFolder.isProject(directory)) {
      throw new CommandException(
          ExitCode.USAGE,
          "folder \"%s\" is no project: it has no %s"
              .formatted(directory.toAbsolutePath().normalize(), ProjectFolder.SETTINGS_FILE),
          "Go to a project's folder or name it; `thalweg new DIR` makes one.");
    }
    return directory.toAbsolutePath().normalize();
  }
}
