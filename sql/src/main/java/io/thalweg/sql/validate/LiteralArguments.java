package io.thalweg.sql.validate;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.functions.JsonPath;
import io.thalweg.sql.functions.TimePattern;
import io.thalweg.sql.problem.SqlProblem;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.util.NlsString;

/**
 * Arguments that have a language of their own: patterns, paths, and what counts their parts. They
 * are literals, so that what is wrong in them is known before anything runs, and so that each
 * engine can be given them in its own words.
 */
final class LiteralArguments {

  private static final int MOST_GROUPS = 9;

  private final SqlCall call;
  private final SourceText sql;

  private LiteralArguments(SqlCall call, SourceText sql) {
    this.call = call;
    this.sql = sql;
  }

  /** What is wrong with a call's arguments, if anything. */
  static Optional<Problem> problem(SqlCall call, SourceText sql) {
    LiteralArguments arguments = new LiteralArguments(call, sql);
    return switch (call.getOperator().getName()) {
      case "REGEXP_LIKE", "REGEXP_EXTRACT", "REGEXP_REPLACE" -> arguments.regularExpression();
      case "SPLIT_PART" -> arguments.split();
      case "ARRAY_JOIN" ->
          arguments.text(1).isPresent() ? Optional.empty() : arguments.noLiteral(1, "separator");
      case "DATE_FORMAT" -> arguments.timePattern(false);
      case "TO_TIMESTAMP" -> arguments.timePattern(true);
      case "JSON_VALUE", "JSON_EXISTS" -> arguments.jsonPath();
      default -> Optional.empty();
    };
  }

  private Optional<Problem> regularExpression() {
    Optional<String> text = text(1);
    if (text.isEmpty()) {
      return noLiteral(1, "pattern");
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(text.get());
    } catch (PatternSyntaxException e) {
      return at(
          1,
          "'%s' is not a regular expression: %s".formatted(text.get(), e.getDescription()),
          "The syntax is that of RE2; look-around and references back are not part of it.");
    }
    if (call.operandCount() < 3) {
      return Optional.empty();
    }
    return call.getOperator().getName().equals("REGEXP_REPLACE")
        ? replacement(pattern.groupCount())
        : group(pattern.groupCount());
  }

  private Optional<Problem> group(int groups) {
    Optional<Integer> group = number(2);
    if (group.isEmpty()) {
      return noLiteral(2, "group");
    }
    return group.get() >= 0 && group.get() <= Math.min(groups, MOST_GROUPS)
        ? Optional.empty()
        : at(2, "the pattern has no group " + group.get(), count(groups));
  }

  private Optional<Problem> replacement(int groups) {
    Optional<String> text = text(2);
    if (text.isEmpty()) {
      return noLiteral(2, "replacement");
    }
    String replacement = text.get();
    for (int i = replacement.indexOf('\\'); i >= 0; i = replacement.indexOf('\\', i + 2)) {
      char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : ' ';
      if (next != '\\' && (next < '0' || next > '9')) {
        return at(2, "a backslash stands alone in the replacement", "Write it twice.");
      }
      if (next != '\\' && next - '0' > groups) {
        return at(2, "the pattern has no group " + next, count(groups));
      }
    }
    return Optional.empty();
  }

  private static String count(int groups) {
    return groups == 0
        ? "It has none: put the part into parentheses."
        : "It has the groups 1 to %d; 0 is all of it.".formatted(groups);
  }

  private Optional<Problem> split() {
    Optional<String> separator = text(1);
    if (separator.isEmpty()) {
      return noLiteral(1, "separator");
    }
    if (separator.get().isEmpty()) {
      return at(1, "the separator is empty", "Name the characters to cut at.");
    }
    Optional<Integer> number = number(2);
    if (number.isEmpty()) {
      return noLiteral(2, "number of the part");
    }
    return number.get() >= 1
        ? Optional.empty()
        : at(2, "there is no part " + number.get(), "The first is 1.");
  }

  private Optional<Problem> timePattern(boolean parsed) {
    Optional<String> text = text(1);
    if (text.isEmpty()) {
      return noLiteral(1, "pattern");
    }
    Optional<TimePattern> pattern = TimePattern.parse(text.get());
    if (pattern.isEmpty()) {
      return at(
          1,
          "'%s' is not a pattern of a time".formatted(text.get()),
          "Use yyyy, MM, dd, HH, mm, ss, SSS and SSSSSS, each once at most, and other letters in"
              + " quotes: 'yyyy-MM-dd''T''HH:mm:ss'.");
    }
    return !parsed || pattern.get().namesAnInstant()
        ? Optional.empty()
        : at(
            1,
            "'%s' names no instant".formatted(text.get()),
            "Year, month and day stand in it, and one fraction of the second at most.");
  }

  private Optional<Problem> jsonPath() {
    if (call.operandCount() > 2) {
      return Optional.of(
          SqlProblem.SQL_UNSUPPORTED
              .at(
                  Positions.locate(sql, call),
                  "%s takes a text and a path, and nothing else"
                      .formatted(call.getOperator().getName()))
              .withHint("Write COALESCE for a default, and CAST for another type."));
    }
    Optional<String> text = text(1);
    if (text.isEmpty()) {
      return noLiteral(1, "path");
    }
    return JsonPath.parse(text.get()).isPresent()
        ? Optional.empty()
        : at(
            1,
            "'%s' is not a path that names one value".formatted(text.get()),
            "Write '$', and behind it members and elements: '$.readings[0].\"x y\"'.");
  }

  private Optional<Problem> noLiteral(int argument, String name) {
    return Optional.of(
        SqlProblem.SQL_WRONG_ARGUMENTS
            .at(
                Positions.locate(sql, call.operand(argument)),
                "the %s of %s must be a literal".formatted(name, call.getOperator().getName()))
            .withHint("Write it here; with CASE where it depends on something."));
  }

  private Optional<Problem> at(int argument, String message, String hint) {
    return Optional.of(
        SqlProblem.SQL_WRONG_LITERAL
            .at(Positions.locate(sql, call.operand(argument)), message)
            .withHint(hint));
  }

  private Optional<String> text(int argument) {
    return call.operand(argument) instanceof SqlLiteral literal
            && literal.getValue() instanceof NlsString text
        ? Optional.of(text.getValue())
        : Optional.empty();
  }

  private Optional<Integer> number(int argument) {
    return call.operand(argument) instanceof SqlLiteral literal
            && literal.getValue() instanceof BigDecimal number
        ? Optional.of(number.intValue())
        : Optional.empty();
  }
}
