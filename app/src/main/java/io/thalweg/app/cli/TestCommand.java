package io.thalweg.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code thalweg test}: here only for the list of commands; the launcher of a checkout runs it. */
@Command(
    name = "test",
    description = "From a checkout: everything the project tests.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  ./thalweg test", "  ./thalweg test -pl sql -am      one module and what it needs"})
final class TestCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new CommandException(
        ExitCode.USAGE,
        "the tests are run from a checkout of Thalweg",
        "Use the script `thalweg` in its root folder: ./thalweg test");
  }
}
