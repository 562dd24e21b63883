package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Suggestion;
import io.thalweg.sql.functions.PortableOperators;
import io.thalweg.sql.problem.SqlProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;

/** Finds functions that portable SQL does not have, and what to write instead. */
final class FunctionNames {

  private static final Set<String> RANDOM =
      Set.of("RAND", "RANDOM", "RAND_INTEGER", "UUID", "GEN_RANDOM_UUID");

  /** What other dialects call what portable SQL has. */
  static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("NOW", "CURRENT_TIMESTAMP"),
          Map.entry("LOCALTIMESTAMP", "CURRENT_TIMESTAMP"),
          Map.entry("GETDATE", "CURRENT_TIMESTAMP"),
          Map.entry("TODAY", "CURRENT_DATE"),
          Map.entry("IFNULL", "COALESCE(a, b)"),
          Map.entry("NVL", "COALESCE(a, b)"),
          Map.entry("ISNULL", "COALESCE(a, b) or a IS NULL"),
          Map.entry("IF", "CASE WHEN … THEN … ELSE … END"),
          Map.entry("IIF", "CASE WHEN … THEN … ELSE … END"),
          Map.entry("DECODE", "CASE a WHEN b THEN c … END"),
          Map.entry("LEN", "CHAR_LENGTH(text)"),
          Map.entry("STRLEN", "CHAR_LENGTH(text)"),
          Map.entry("SUBSTR", "SUBSTRING(text FROM start FOR length)"),
          Map.entry("STRPOS", "POSITION(part IN text)"),
          Map.entry("INSTR", "POSITION(part IN text)"),
          Map.entry("UCASE", "UPPER(text)"),
          Map.entry("LCASE", "LOWER(text)"),
          Map.entry("POW", "POWER(x, y)"),
          Map.entry("LOG", "LN(x) or LOG10(x)"),
          Map.entry("TRUNC", "TRUNCATE(x, digits)"),
          Map.entry("DATE_TRUNC", "FLOOR(time TO unit)"),
          Map.entry("DATETRUNC", "FLOOR(time TO unit)"),
          Map.entry("TIME_BUCKET", "FLOOR(time TO unit), or a TUMBLE window"),
          Map.entry("DATE_PART", "EXTRACT(unit FROM time)"),
          Map.entry("DATE_ADD", "TIMESTAMPADD(unit, n, time)"),
          Map.entry("DATEADD", "TIMESTAMPADD(unit, n, time)"),
          Map.entry("DATE_DIFF", "TIMESTAMPDIFF(unit, a, b)"),
          Map.entry("DATEDIFF", "TIMESTAMPDIFF(unit, a, b)"),
          Map.entry("STRPTIME", "TO_TIMESTAMP(text, pattern)"),
          Map.entry("PARSE_TIMESTAMP", "TO_TIMESTAMP(text, pattern)"),
          Map.entry("TO_DATE", "CAST(text AS DATE)"),
          Map.entry("TO_CHAR", "DATE_FORMAT(time, pattern) or CAST(x AS VARCHAR)"),
          Map.entry("STRFTIME", "DATE_FORMAT(time, pattern)"),
          Map.entry("FORMAT_TIMESTAMP", "DATE_FORMAT(time, pattern)"),
          Map.entry("FROM_UNIXTIME", "TIMESTAMP_SECONDS(n)"),
          Map.entry("TO_TIMESTAMP_LTZ", "TIMESTAMP_MILLIS(n)"),
          Map.entry("EPOCH_MS", "UNIX_MILLIS(time) or TIMESTAMP_MILLIS(n)"),
          Map.entry("UNIX_TIMESTAMP", "EXTRACT(EPOCH FROM time)"),
          Map.entry("UNIX_SECONDS", "EXTRACT(EPOCH FROM time)"),
          Map.entry("REGEXP", "REGEXP_LIKE(text, pattern)"),
          Map.entry("REGEXP_MATCHES", "REGEXP_LIKE(text, pattern)"),
          Map.entry("REGEXP_CONTAINS", "REGEXP_LIKE(text, pattern)"),
          Map.entry("REGEXP_SUBSTR", "REGEXP_EXTRACT(text, pattern)"),
          Map.entry("SPLIT_INDEX", "SPLIT_PART(text, separator, n), n from 1"),
          Map.entry("GET_JSON_OBJECT", "JSON_VALUE(json, path)"),
          Map.entry("JSON_EXTRACT_STRING", "JSON_VALUE(json, path)"),
          Map.entry("JSON_EXTRACT", "JSON_VALUE(json, path)"),
          Map.entry("TRY_CAST", "CASE WHEN … THEN CAST(x AS type) END"),
          Map.entry("MEAN", "AVG(x)"),
          Map.entry("BOOL_AND", "MIN(CASE WHEN x THEN 1 ELSE 0 END) = 1"),
          Map.entry("BOOL_OR", "MAX(CASE WHEN x THEN 1 ELSE 0 END) = 1"),
          Map.entry("COUNT_IF", "COUNT(*) FILTER (WHERE condition)"),
          Map.entry("COUNTIF", "COUNT(*) FILTER (WHERE condition)"),
          Map.entry("TUMBLE_START", "window_start of TABLE(TUMBLE(…))"),
          Map.entry("TUMBLE_END", "window_end of TABLE(TUMBLE(…))"));

  private static final Set<String> UNITS =
      Set.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAYOFMONTH", "HOUR", "MINUTE", "SECOND");

  private FunctionNames() {}

  /** What is wrong with the name of a call's function, if anything. */
  static Optional<Problem> problem(SqlFunction function, SqlCall call, SourceText sql) {
    String written =
        function.getSqlIdentifier() == null
            ? function.getName()
            : String.join(".", function.getSqlIdentifier().names);
    String name = written.toUpperCase(Locale.ROOT);
    List<String> known =
        PortableOperators.TABLE.getOperatorList().stream()
            .map(SqlOperator::getName)
            .filter(word -> word.matches("\\w+"))
            .distinct()
            .toList();
    if (known.contains(name)) {
      return Optional.empty();
    }
    SqlIdentifier id = function.getSqlIdentifier();
    boolean placed = id != null && id.getParserPosition().getLineNum() > 0;
    var location = Positions.locate(sql, placed ? id : call);
    if (name.equals("PROCTIME")) {
      return Optional.of(
          SqlProblem.SQL_UNSUPPORTED
              .at(location, "function PROCTIME is not supported")
              .withDetail("The time at which a row is computed is another for each reader.")
              .withHint(
                  "Write processing_time: arrived into the stream's definition, and use the column"
                      + " \"arrived\": the time at which the log got the event."));
    }
    if (RANDOM.contains(name)) {
      return Optional.of(
          SqlProblem.SQL_UNSUPPORTED
              .at(location, "function %s is not supported".formatted(name))
              .withDetail("Its result is another each time, so nothing could be computed again."));
    }
    Problem problem =
        SqlProblem.SQL_UNKNOWN_FUNCTION.at(
            location, "function \"%s\" is not part of portable SQL".formatted(written));
    return Optional.of(hint(name, known).map(problem::withHint).orElse(problem));
  }

  private static Optional<String> hint(String name, List<String> known) {
    String instead =
        UNITS.contains(name)
            ? "EXTRACT(" + name.replace("DAYOFMONTH", "DAY") + " FROM time)"
            : INSTEAD.get(name);
    return Optional.ofNullable(instead)
        .or(() -> Suggestion.of(name, known))
        .map(text -> "Write " + text + ".");
  }
}
