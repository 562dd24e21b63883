package io.thalweg.app.cli;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.definitions.project.ProblemFormat;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** Shows the mistakes of a project. */
final class ProblemPrinter {
  private ProblemPrinter() {}

  /** Prints every mistake, with an empty line behind each; nothing when there is none. */
  static void print(PrintWriter out, CheckedProject project) {
    ProblemFormat format =
        Ansi.AUTO.enabled()
            ? ProblemFormat.coloured(project.directory())
            : ProblemFormat.plain(project.directory());
    if (!project.problems().isEmpty()) {
      out.println(format.format(project.problems()));
    }
    out.flush();
  }

  /** "1 mistake", "2 mistakes". */
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
