package io.thalweg.definitions.internal.yaml;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in the words of people what the YAML parser says in its own. */
final class YamlSyntax {

  private static final Pattern CANNOT_START =
      Pattern.compile("found character '(.)' that cannot start any token.*");
  private static final Pattern ALIAS = Pattern.compile("found undefined alias (.*)");
  private static final Pattern ESCAPE =
      Pattern.compile("found unknown escape character (.*)\\(.*\\)");

  private YamlSyntax() {}

  static Problem problem(SourceFile source, MarkedYamlEngineException e) {
    String cause = String.valueOf(e.getProblem());
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    Location at =
        mark.map(m -> YamlText.at(source, m)).orElseGet(() -> new Location(source.name(), 1, 1));
    Optional<Location> opened =
        e.getContextMark().map(m -> YamlText.at(source, m)).filter(o -> !o.equals(at));

    if (cause.contains("\\t(TAB)")) {
      return syntax(at, "a tab cannot stand here").withHint("Indent with spaces.");
    }
    Matcher character = CANNOT_START.matcher(cause);
    if (character.matches()) {
      return syntax(at, "a value cannot begin with \"" + character.group(1) + "\"")
          .withHint("Put the value in quotes.");
    }
    Matcher alias = ALIAS.matcher(cause);
    if (alias.matches()) {
      return syntax(at, "alias \"*" + alias.group(1) + "\" has no anchor before it")
          .withHint("Put a value that begins with \"*\" in quotes, or define the anchor.");
    }
    Matcher escape = ESCAPE.matcher(cause);
    if (escape.matches()) {
      return syntax(at, "\"\\" + escape.group(1) + "\" is no escape of a double-quoted value")
          .withHint("Write \"\\\\\" for a backslash, or put the value in single quotes.");
    }
    if (cause.startsWith("mapping values are not allowed")) {
      return syntax(at, "a colon cannot stand here")
          .withDetail("It would begin a mapping inside of another value.")
          .withHint(
              "Put a value that has \": \" in it in quotes, or bring the keys of one mapping to the"
                  + " same indentation.");
    }
    if (cause.startsWith("could not find expected ':'")) {
      return syntax(opened.orElse(at), "a colon is missing after this key")
          .withHint("Write \"key: value\", or indent the text that belongs to the line above.");
    }
    if (cause.contains("unexpected end of stream") && opened.isPresent()) {
      return syntax(opened.get(), "a quote opens here and is never closed")
          .withHint("Close the quote.");
    }
    if (cause.startsWith("expected ',' or") && opened.isPresent()) {
      char bracket = cause.contains("'}'") ? '}' : ']';
      return syntax(at, "\",\" or \"" + bracket + "\" is missing here")
          .withDetail("The bracket opens at line " + opened.get().line() + ".")
          .withHint("Close the bracket, or put a comma between the values.");
    }
    if (cause.startsWith("expected <block end>")) {
      Problem problem =
          syntax(at, "this line does not belong to the lines before it")
              .withHint("Bring the keys of one mapping to the same indentation.");
      return opened
          .map(o -> problem.withDetail("Those begin at line " + o.line() + "."))
          .orElse(problem);
    }
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return syntax(at, "the YAML is not well formed")
        .withDetail("The parser says: " + context + cause + ".");
  }

  private static Problem syntax(Location at, String message) {
    return ProblemCode.YAML_SYNTAX.at(at, message);
  }
}
