package io.thalweg.process.duckdb.sql;

import static io.thalweg.process.duckdb.sql.DuckDbFunctions.function;

import io.thalweg.sql.functions.JsonPath;
import io.thalweg.sql.functions.TimePattern;
import io.thalweg.sql.functions.TimePattern.Field;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Literal;
import io.thalweg.sql.plan.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Functions with a language in one of their arguments: regular expressions, which DuckDB's RE2
 * reads as they are, paths in JSON, and patterns of times.
 */
final class DuckDbPatterns {

  private DuckDbPatterns() {}

  static String write(Expression.Call call, List<String> operands) {
    return switch (call.function()) {
      case REGEXP_LIKE -> function("regexp_matches", operands);
      case REGEXP_EXTRACT -> extract(operands);
      case REGEXP_REPLACE -> replace(operands);
      case JSON_VALUE -> value(call, operands.get(0));
      case JSON_EXISTS -> exists(call, operands.get(0));
      case DATE_FORMAT ->
          function(
              "strftime",
              List.of(
                  DuckDbTimes.timestamp(call.operands().get(0), operands.get(0)),
                  Identifiers.text(format(pattern(call)))));
      case TO_TIMESTAMP -> parse(pattern(call), operands.get(0));
      default -> throw new IllegalArgumentException(call.function().name());
    };
  }

  /** DuckDB's is empty where nothing matches. */
  private static String extract(List<String> operands) {
    return "CASE WHEN %s THEN %s END"
        .formatted(
            function("regexp_matches", operands.subList(0, 2)),
            function("regexp_extract", operands));
  }

  /** The REGEXP_EXTRACT of which a call only asks whether it finds something. */
  static Optional<Expression.Call> asksWhetherFound(Expression.Call call) {
    boolean asks = call.function() == Function.IS_NULL || call.function() == Function.IS_NOT_NULL;
    return asks
            && call.operands().get(0) instanceof Expression.Call extract
            && extract.function() == Function.REGEXP_EXTRACT
        ? Optional.of(extract)
        : Optional.empty();
  }

  /**
   * What REGEXP_EXTRACT finds is never NULL, so that nothing has to be taken out to know whether it
   * finds something, which costs about twice what looking does.
   *
   * @param question IS_NULL or IS_NOT_NULL
   * @param operands of REGEXP_EXTRACT
   */
  static String isFound(Function question, List<String> operands) {
    return "(%s IS %sTRUE)"
        .formatted(
            function("regexp_matches", operands.subList(0, 2)),
            question == Function.IS_NULL ? "NOT " : "");
  }

  private static String replace(List<String> operands) {
    List<String> all = new ArrayList<>(operands);
    all.add("'g'");
    return function("regexp_replace", all);
  }

  private static String value(Expression.Call call, String json) {
    String path = Identifiers.text(path(call));
    return ("CASE WHEN json_valid(%1$s) AND json_type(%1$s, %2$s) NOT IN ('OBJECT', 'ARRAY')"
            + " THEN json_extract_string(%1$s, %2$s) END")
        .formatted(json, path);
  }

  private static String exists(Expression.Call call, String json) {
    return "CASE WHEN %1$s IS NULL THEN NULL ELSE json_valid(%1$s) AND json_exists(%1$s, %2$s) END"
        .formatted(json, Identifiers.text(path(call)));
  }

  private static String path(Expression.Call call) {
    return JsonPath.parse(literal(call)).orElseThrow().steps().stream()
        .map(
            step ->
                step instanceof JsonPath.Member member
                    ? ".\"" + member.name() + "\""
                    : "[" + ((JsonPath.Element) step).index() + "]")
        .collect(Collectors.joining("", "$", ""));
  }

  /** DuckDB takes fewer digits than there are letters, and spaces where none are. */
  private static String parse(TimePattern pattern, String text) {
    String shape =
        pattern.parts().stream()
            .map(
                part ->
                    part instanceof Field field
                        ? "[0-9]{" + field.letters().length() + "}"
                        : ((TimePattern.Text) part).text().replaceAll("\\p{Punct}", "\\\\$0"))
            .collect(Collectors.joining());
    return ("CASE WHEN NOT regexp_full_match(%1$s, %2$s) THEN error('\"' || %1$s || '\" does not fit the"
            + " pattern of the time') ELSE strptime(%1$s, %3$s) END")
        .formatted(text, Identifiers.text(shape), Identifiers.text(format(pattern)));
  }

  private static String format(TimePattern pattern) {
    return pattern.parts().stream()
        .map(
            part ->
                part instanceof Field field
                    ? specifier(field)
                    : ((TimePattern.Text) part).text().replace("%", "%%"))
        .collect(Collectors.joining());
  }

  private static String specifier(Field field) {
    return switch (field) {
      case YEAR -> "%Y";
      case MONTH -> "%m";
      case DAY -> "%d";
      case HOUR -> "%H";
      case MINUTE -> "%M";
      case SECOND -> "%S";
      case MILLISECOND -> "%g";
      case MICROSECOND -> "%f";
    };
  }

  private static TimePattern pattern(Expression.Call call) {
    return TimePattern.parse(literal(call)).orElseThrow();
  }

  private static String literal(Expression.Call call) {
    return (String) ((Literal) call.operands().get(1)).value().orElseThrow();
  }
}
