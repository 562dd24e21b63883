package io.thalweg.app.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code thalweg} itself: it only lists the others. */
@Command(
    name = "thalweg",
    description = "A data platform in one process.",
    mixinStandardHelpOptions = true,
    versionProvider = ThalwegCommand.Version.class,
    sortOptions = false,
    subcommands = {
      NewCommand.class,
      CheckCommand.class,
      UpCommand.class,
      DemoCommand.class,
      QueryCommand.class,
      ExplainCommand.class,
      TokenCommand.class,
      ReloadCommand.class,
      ReplayQuarantineCommand.class,
      TopicsCommand.class,
      TestCommand.class,
      WarmUpCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:mistakes were found, or what was asked for failed",
      "2:the command was typed wrong",
      "3:no platform could be reached",
      "70:a mistake in Thalweg itself"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  thalweg new plant && cd plant",
      "  thalweg check",
      "  thalweg up",
      "  thalweg query \"SELECT COUNT(*) FROM telemetry\"",
      "",
      "`thalweg COMMAND --help` says more about each."
    })
public final class ThalwegCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** The command line with all its commands, ready to be executed once. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new ThalwegCommand());
    DemoCommand.addOptions(line.getSubcommands().get("demo").getCommandSpec());
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    line.setParameterExceptionHandler((mistake, arguments) -> report(mistake));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().hidden(true);
    return line;
  }

  /** Without a command, the list of commands is what helps. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  private static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandException known) {
      printError(err, known.getMessage(), known.hint());
      return known.exitCode();
    }
    printError(
        err,
        "this is a mistake in Thalweg: " + failure,
        Optional.of("Please report it with the lines below."));
    failure.printStackTrace(err);
    err.flush();
    return ExitCode.INTERNAL;
  }

  private static int report(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    printError(err, mistake.getMessage(), Optional.empty());
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    err.println("Try `%s --help`.".formatted(command.getCommandSpec().qualifiedName(" ")));
    err.flush();
    return ExitCode.USAGE;
  }

  private static void printError(PrintWriter err, String message, Optional<String> hint) {
    err.println(Ansi.AUTO.new Text("@|bold,red thalweg:|@ ").toString() + message);
    hint.ifPresent(text -> err.println("  Hint: " + text));
    err.flush();
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = ThalwegCommand.class.getPackage().getImplementationVersion();
      return new String[] {"thalweg " + (version == null ? "(not packaged)" : version)};
    }
  }
}
