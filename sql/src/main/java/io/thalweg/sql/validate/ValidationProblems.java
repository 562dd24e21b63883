package io.thalweg.sql.validate;

import static io.thalweg.sql.problem.SqlProblem.SQL_AMBIGUOUS_COLUMN;
import static io.thalweg.sql.problem.SqlProblem.SQL_DUPLICATE_NAME;
import static io.thalweg.sql.problem.SqlProblem.SQL_INVALID;
import static io.thalweg.sql.problem.SqlProblem.SQL_MISPLACED_AGGREGATE;
import static io.thalweg.sql.problem.SqlProblem.SQL_NOT_GROUPED;
import static io.thalweg.sql.problem.SqlProblem.SQL_TYPE_MISMATCH;
import static io.thalweg.sql.problem.SqlProblem.SQL_UNKNOWN_COLUMN;
import static io.thalweg.sql.problem.SqlProblem.SQL_UNKNOWN_TABLE;
import static io.thalweg.sql.problem.SqlProblem.SQL_UNSUPPORTED;
import static io.thalweg.sql.problem.SqlProblem.SQL_WRONG_ARGUMENTS;
import static io.thalweg.sql.problem.SqlProblem.SQL_WRONG_LITERAL;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.sql.functions.FunctionCatalog;
import io.thalweg.sql.functions.FunctionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calcite's findings in our words. Calcite tells them apart by their text alone, so each rule here
 * is a pattern of that text; what no rule knows is passed on as it is.
 */
final class ValidationProblems {

  /** Makes a problem of what a pattern found. */
  private interface Maker {
    Problem make(Matcher matcher, Location location, Scope scope);
  }

  private record Rule(Pattern pattern, Maker maker) {}

  private static final List<Rule> RULES = new ArrayList<>();

  static {
    rule("(?:Column|Unknown identifier) '([^']*)'(?: not found.*)?", ValidationProblems::column);
    rule("Table '([^']*)' not found", ValidationProblems::prefix);
    rule("Object '([^']*)' not found.*", ValidationProblems::table);
    rule(
        "Column '(.*)' is ambiguous",
        (m, at, scope) ->
            SQL_AMBIGUOUS_COLUMN
                .at(at, "column \"%s\" is in more than one of the relations".formatted(m.group(1)))
                .withHint("Put the relation's name or alias before it, with a dot."));
    rule(
        "Duplicate relation name '(.*)' in FROM clause",
        (m, at, scope) ->
            SQL_DUPLICATE_NAME
                .at(at, "two relations in FROM are called \"%s\"".formatted(m.group(1)))
                .withHint("Give one of them an alias with AS."));
    rule(
        "Cannot apply '(.*?)' to arguments of type '(.*?)'\\. Supported.*",
        ValidationProblems::arguments);
    rule(
        "Invalid number of arguments to function '(.*)'\\. Was expecting (\\d+) arguments",
        (m, at, scope) ->
            written(
                m.group(1),
                SQL_WRONG_ARGUMENTS.at(
                    at, "%s has the wrong number of arguments".formatted(m.group(1)))));
    rule(
        "No match found for function signature (.*?)\\((.*)\\)",
        (m, at, scope) ->
            written(
                m.group(1),
                SQL_WRONG_ARGUMENTS.at(
                    at,
                    "%s cannot be applied to %s"
                        .formatted(
                            m.group(1).toUpperCase(Locale.ROOT),
                            String.join(", ", TypeWords.in(m.group(2)))))));
    rule(
        "Cannot infer return type for (.*); operand types: \\[(.*)\\]",
        (m, at, scope) ->
            mismatch(
                at, "the values of %s have types that do not go together".formatted(m.group(1))));
    rule(
        "Illegal mixing of types in CASE or COALESCE statement",
        (m, at, scope) -> mismatch(at, "the values of CASE have types that do not go together"));
    rule(
        "Values passed to (.*) operator must have compatible types",
        (m, at, scope) ->
            mismatch(
                at, "the values of %s have types that do not go together".formatted(m.group(1))));
    rule(
        "Type mismatch in column (\\d+) of (.*)",
        (m, at, scope) ->
            mismatch(
                at,
                "column %s of the SELECTs of %s has types that do not go together"
                    .formatted(m.group(1), m.group(2))));
    rule(
        "Column count mismatch in (.*)",
        (m, at, scope) ->
            SQL_TYPE_MISMATCH.at(
                at, "the SELECTs of %s have different numbers of columns".formatted(m.group(1))));
    rule(
        "Cast function cannot convert value of type (.*) to type (.*)",
        (m, at, scope) ->
            SQL_TYPE_MISMATCH.at(
                at,
                "%s cannot be cast to %s"
                    .formatted(TypeWords.word(m.group(1)), TypeWords.word(m.group(2)))));
    rule(
        "Expression '(.*)' is not being grouped",
        (m, at, scope) ->
            SQL_NOT_GROUPED
                .at(
                    at,
                    "%s is neither in GROUP BY nor in an aggregate".formatted(quoted(m.group(1))))
                .withHint(
                    "Add it to GROUP BY, or write for example MAX(%s)."
                        .formatted(plain(m.group(1)))));
    rule(
        "(Aggregate|Windowed aggregate) expression is illegal in (.*) clause.*",
        (m, at, scope) ->
            SQL_MISPLACED_AGGREGATE
                .at(
                    at,
                    "%s cannot stand in %s"
                        .formatted(
                            m.group(1).equals("Aggregate") ? "an aggregate" : "a window function",
                            m.group(2)))
                .withHint(
                    m.group(1).equals("Aggregate")
                        ? "Write a condition on groups in HAVING."
                        : "Compute it in a sub-query in FROM, or write QUALIFY."));
    rule(
        "Aggregate expressions cannot be nested",
        (m, at, scope) ->
            SQL_MISPLACED_AGGREGATE
                .at(at, "an aggregate cannot stand in another")
                .withHint("Compute the inner one in a sub-query in FROM."));
    rule(
        "OVER clause is necessary for window functions",
        (m, at, scope) ->
            SQL_MISPLACED_AGGREGATE
                .at(at, "a window function needs OVER (…) behind it")
                .withHint(
                    "Write for example ROW_NUMBER() OVER (ORDER BY time). The first or last value of"
                        + " a group is MIN_BY(x, time) or MAX_BY(x, time)."));
    rule(
        "OVER must be applied to aggregate function",
        (m, at, scope) ->
            SQL_MISPLACED_AGGREGATE.at(
                at, "OVER can only stand behind an aggregate or window function"));
    rule(
        "(WHERE|HAVING|ON|FILTER|QUALIFY) clause must be a condition",
        (m, at, scope) ->
            SQL_TYPE_MISMATCH
                .at(at, "%s needs a condition, which is true or false".formatted(m.group(1)))
                .withHint("Compare it with something."));
    rule(
        "Expression '(.*)' is not in the select clause",
        (m, at, scope) ->
            SQL_INVALID
                .at(at, "ORDER BY of a SELECT DISTINCT can only use what it selects")
                .withHint("Select %s too, or leave DISTINCT out.".formatted(quoted(m.group(1)))));
    rule(
        "Ordinal out of range",
        (m, at, scope) -> SQL_INVALID.at(at, "there is no column of this position"));
    rule(
        "Window '(.*)' not found",
        (m, at, scope) ->
            SQL_UNKNOWN_TABLE
                .at(at, "window \"%s\" is not defined".formatted(m.group(1)))
                .withHint("Add WINDOW %s AS (…) to the SELECT.".formatted(m.group(1))));
    rule(
        "Illegal (DATE|TIMESTAMP) literal '(.*)': not in format '(.*)'",
        (m, at, scope) ->
            SQL_WRONG_LITERAL
                .at(at, "'%s' is no %s".formatted(m.group(2), m.group(1)))
                .withHint(
                    m.group(1).equals("DATE")
                        ? "Write it as DATE '2024-01-31'."
                        : "Write it as TIMESTAMP '2024-01-31 23:59:59'."));
    rule(
        "Numeric literal '(.*)' out of range",
        (m, at, scope) ->
            SQL_WRONG_LITERAL.at(at, "%s does not fit into a number's type".formatted(m.group(1))));
    rule(
        "'(.*)' is not a valid time frame.*",
        (m, at, scope) ->
            SQL_WRONG_ARGUMENTS
                .at(at, "\"%s\" is no unit of time".formatted(m.group(1)))
                .withDetail(
                    "The units are YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE and SECOND."));
    rule(
        "Illegal use of 'NULL'|ELSE clause or at least one THEN clause must be non-NULL",
        (m, at, scope) ->
            SQL_TYPE_MISMATCH
                .at(at, "this NULL has no type")
                .withHint("Write CAST(NULL AS type)."));
    rule(
        "Column '(.*)' matched using NATURAL keyword or USING clause.*",
        (m, at, scope) ->
            SQL_AMBIGUOUS_COLUMN
                .at(at, "column \"%s\" cannot join the relations".formatted(m.group(1)))
                .withHint("Write the condition behind ON."));
    rule(
        "(?:RANGE|ROWS|Window|.*ORDER BY).*",
        (m, at, scope) -> SQL_INVALID.at(at, lower(m.group())));
  }

  private ValidationProblems() {}

  /** The problem of Calcite's message at a place. */
  static Problem of(String message, Location location, Scope scope) {
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(message);
      if (matcher.matches()) {
        return rule.maker().make(matcher, location, scope);
      }
    }
    return SQL_INVALID.at(location, lower(message.lines().findFirst().orElse("invalid SQL")));
  }

  private static void rule(String pattern, Maker maker) {
    RULES.add(new Rule(Pattern.compile(pattern, Pattern.DOTALL), maker));
  }

  private static Problem column(Matcher m, Location at, Scope scope) {
    String name = m.group(1);
    Problem problem =
        SQL_UNKNOWN_COLUMN
            .at(at, "column \"%s\" not found".formatted(name))
            .withDetail(scope.columns());
    return OtherDialects.word(name.toUpperCase(Locale.ROOT))
        .map(word -> "Write " + word + ".")
        .or(() -> scope.columnLike(name).map(ValidationProblems::use))
        .map(problem::withHint)
        .orElse(problem);
  }

  private static Problem prefix(Matcher m, Location at, Scope scope) {
    return SQL_UNKNOWN_TABLE
        .at(at, "\"%s\" is no relation or alias of this SELECT".formatted(m.group(1)))
        .withHint("Use the relation's name, or the alias if FROM gives it one.");
  }

  private static Problem table(Matcher m, Location at, Scope scope) {
    String name = m.group(1);
    Problem problem =
        SQL_UNKNOWN_TABLE
            .at(at, "stream or table \"%s\" not found".formatted(name))
            .withDetail(scope.relations());
    return scope.relationLike(name).map(like -> problem.withHint(use(like))).orElse(problem);
  }

  private static Problem arguments(Matcher m, Location at, Scope scope) {
    String name = m.group(1).replace(" ASYMMETRIC", "");
    List<String> types = TypeWords.in(m.group(2));
    if (name.equals("$SCALAR_QUERY")) {
      return SQL_TYPE_MISMATCH.at(at, "a sub-query that stands for a value has one column");
    }
    Optional<String> window = FunctionCatalog.window(name).map(function -> function.arguments());
    if (window.isPresent()) {
      return written(name, SQL_WRONG_ARGUMENTS.at(at, name + " has wrong arguments"))
          .withHint("Its arguments are " + window.get() + ".");
    }
    boolean times =
        name.equals("-") && types.stream().allMatch(t -> t.equals("date") || t.equals("timestamp"));
    if (times) {
      return SQL_UNSUPPORTED
          .at(at, "a difference of two times is not supported")
          .withHint("Write TIMESTAMPDIFF(unit, a, b).");
    }
    if (name.equals("NOT") || name.equals("AND") || name.equals("OR")) {
      return SQL_TYPE_MISMATCH.at(
          at,
          "%s cannot be applied to %s, only to what is true or false".formatted(name, and(types)));
    }
    boolean moved =
        (name.equals("+") || name.equals("-"))
            && types.stream().anyMatch(t -> t.equals("date") || t.equals("timestamp"));
    boolean operator = name.chars().noneMatch(Character::isLetter);
    Problem problem =
        (operator ? SQL_TYPE_MISMATCH : SQL_WRONG_ARGUMENTS)
            .at(
                at,
                "%s cannot be applied to %s".formatted(operator ? quoted(name) : name, and(types)));
    if (operator && types.size() == 2) {
      return problem.withHint(
          types.contains("string") && name.equals("+")
              ? "Put texts together with ||, and numbers as CAST(x AS VARCHAR)."
              : moved
                  ? "Write time %s INTERVAL '1' DAY, or TIMESTAMPADD(unit, n, time)."
                      .formatted(name)
                  : "Cast one of them: CAST(x AS type).");
    }
    return operator ? problem : written(name, problem);
  }

  private static Problem mismatch(Location at, String message) {
    return SQL_TYPE_MISMATCH.at(at, message).withHint("Cast them to one type: CAST(x AS type).");
  }

  /** The problem with how the function is written, where the catalogue knows it. */
  private static Problem written(String function, Problem problem) {
    Optional<FunctionEntry> entry =
        FunctionCatalog.entries().stream()
            .filter(
                e -> e.operators().stream().anyMatch(o -> o.getName().equalsIgnoreCase(function)))
            .findFirst();
    return entry
        .map(e -> problem.withDetail("It is written " + e.signature() + "."))
        .orElse(problem);
  }

  private static String use(String name) {
    return "Did you mean \"%s\"?".formatted(name);
  }

  private static String and(List<String> types) {
    return types.isEmpty() ? "these arguments" : String.join(" and ", types);
  }

  private static String quoted(String expression) {
    return '"' + expression + '"';
  }

  private static String plain(String expression) {
    return expression.substring(expression.lastIndexOf('.') + 1);
  }

  private static String lower(String message) {
    String text = message.strip().replaceFirst("\\.$", "");
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }
}
