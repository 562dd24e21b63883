package io.thalweg.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * A command that was executed in this process.
 *
 * @param exit what it told its caller
 * @param out what it wrote to the standard output
 * @param err what it wrote to the standard error
 */
record CommandRun(int exit, String out, String err) {

  /** Executes a command; arguments may be anything with a text. */
  static CommandRun of(Object... arguments) {
    List<String> texts = new ArrayList<>(Arrays.stream(arguments).map(Object::toString).toList());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = ThalwegCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int exit = line.execute(texts.toArray(String[]::new));
    return new CommandRun(exit, out.toString(), err.toString());
  }
}
