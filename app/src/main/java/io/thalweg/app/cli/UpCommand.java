package io.thalweg.app.cli;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectFolder;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import io.thalweg.app.tables.CsvFile;
import io.thalweg.identity.Users;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg up}: runs a project until it is stopped. */
@Command(
    name = "up",
    description = "Run a project until stopped; prints `ready URL` when it is.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by Ctrl-C or SIGTERM, with everything it accepted kept",
      "1:the project has mistakes, or something stood in the way of the start",
      "2:there is no project",
      "75:the log could not go on, mostly because its disk was full; start it again"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg up",
      "  thalweg up plant --data /var/lib/plant --port 8420",
      "",
      "The first start writes the administrator's token to admin.token and the password of the",
      "user admin to admin.password, both in the data folder.",
      "What goes wrong later stands in platform.log beside it."
    })
final class UpCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = ".",
      description = "The project's folder (default: this one).")
  private Path directory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the data are kept (default: .thalweg in the project's folder).")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on, 0 for any free one (default: the project's, or 8420).")
  private Integer port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (port != null && (port < 0 || port > 65535)) {
      throw new CommandException(
          ExitCode.USAGE, "there is no port %d".formatted(port), "Ports go from 0 to 65535.");
    }
    Path folder = CheckCommand.existing(directory);
    DataFolder dataFolder =
        new DataFolder(
            data == null
                ? folder.resolve(ProjectFolder.DEFAULT_DATA)
                : data.toAbsolutePath().normalize());
    OptionalInt chosen = port == null ? OptionalInt.empty() : OptionalInt.of(port);
    Foreground foreground = new Foreground(spec.commandLine());
    Platform platform =
        foreground.start(() -> checked(spec.commandLine(), folder), dataFolder, chosen);
    PrintWriter out = spec.commandLine().getOut();
    out.println("ready " + platform.url());
    firstLogin(dataFolder).ifPresent(out::println);
    out.flush();
    foreground.waitForEver();
    return ExitCode.OK;
  }

  /** How to log in for the first time; empty once the first password was changed. */
  static Optional<String> firstLogin(DataFolder data) {
    Path file = data.passwordFile();
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(file)
        ? Optional.of(
            "log in as %s; the password is in %s"
                .formatted(Users.FIRST, file.startsWith(here) ? here.relativize(file) : file))
        : Optional.empty();
  }

  /**
   * The project, read and compiled. What is wrong in the files of tables is printed and stops
   * nothing: those tables keep the rows that they have.
   *
   * @throws CommandException when it has mistakes; they are printed then
   */
  static CheckedProject checked(CommandLine command, Path folder) {
    CheckedProject project = ProjectLoader.load(folder);
    if (!project.isCorrect()) {
      ProblemPrinter.print(command.getErr(), project);
      throw new CommandException(
          ExitCode.FAILED,
          "the project has %s"
              .formatted(ProblemPrinter.count(project.problems().size(), "mistake")),
          "Mend what is listed above; `thalweg check` looks again without starting anything.");
    }
    ProblemPrinter.print(
        command.getErr(), folder, CsvFile.check(project.directory(), project.tables()));
    return project;
  }
}
