package io.thalweg.testing.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command that a document shows in a {@code console} block, with its output.
 *
 * @param text what stands behind {@code $}
 * @param output its lines; {@code …} stands for any text, and alone in a line for any lines
 * @param background whether it goes on running while those behind it run
 */
record ShownCommand(String text, List<String> output, boolean background) {

  private static final String FENCE = "```";

  /** The commands of all {@code console} blocks of a document, in order. */
  static List<ShownCommand> in(Path document) throws IOException {
    List<ShownCommand> commands = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith(FENCE)) {
        inside = !inside && line.equals(FENCE + "console");
      } else if (inside && line.startsWith("$ ")) {
        String text = line.substring(2);
        boolean background = text.endsWith(" &");
        commands.add(
            new ShownCommand(
                background ? text.substring(0, text.length() - 2) : text,
                new ArrayList<>(),
                background));
      } else if (inside) {
        commands.get(commands.size() - 1).output().add(line);
      }
    }
    return commands;
  }

  /** The same command and output with another text in place of one. */
  ShownCommand with(String shown, String actual) {
    return new ShownCommand(
        text.replace(shown, actual),
        output.stream().map(line -> line.replace(shown, actual)).toList(),
        background);
  }

  /** Whether it only asks, so that it may be repeated until its answer is there. */
  boolean onlyAsks() {
    return text.contains("thalweg query");
  }

  /** Whether this is what it wrote, by {@link #output}. */
  boolean shows(String actual) {
    return Pattern.compile(pattern(), Pattern.DOTALL).matcher(actual.stripTrailing()).matches();
  }

  private String pattern() {
    return Arrays.stream(String.join("\n", output).stripTrailing().split("…", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }
}
