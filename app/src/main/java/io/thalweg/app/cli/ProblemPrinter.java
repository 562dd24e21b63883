package io.thalweg.app.cli;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.project.ProblemFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Shows the mistakes of a project. */
final class ProblemPrinter {
  private ProblemPrinter() {}

  /** Prints every mistake, with an empty line behind each; nothing when there is none. */
  static void print(PrintWriter out, CheckedProject project) {
    print(out, project.directory(), project.problems());
  }

  /** As {@link #print(PrintWriter, CheckedProject)}, with mistakes in what lies beside too. */
  static void print(PrintWriter out, Path directory, List<Problem> problems) {
    ProblemFormat format =
        Ansi.AUTO.enabled() ? ProblemFormat.coloured(directory) : ProblemFormat.plain(directory);
    if (!problems.isEmpty()) {
      out.println(format.format(problems));
    }
    out.flush();
  }

  /** "1 mistake", "2 mistakes". */
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
