package io.thalweg.process.duckdb.query;

import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells a person what DuckDB says, whose messages know nothing of the SQL that the person wrote.
 */
final class QueryErrors {

  /** The first words of messages about values. */
  private static final List<String> OF_THE_DATA =
      List.of(
          "Conversion Error", "Out of Range Error", "Invalid Input Error", "Mismatch Type Error");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("INT32", "int"),
          Map.entry("INT64", "long"),
          Map.entry("INT128", "an integer"),
          Map.entry("DOUBLE", "double"),
          Map.entry("BOOL", "boolean"),
          Map.entry("VARCHAR", "string"));

  private static final Pattern TYPE =
      Pattern.compile("\\b(" + String.join("|", TYPES.keySet()) + ")\\b");

  private QueryErrors() {}

  /** An error that the query met while it ran. */
  static QueryException of(SQLException error) {
    String message = String.valueOf(error.getMessage());
    if (message.contains("max_temp_directory_size")) {
      return new QueryException(
          Kind.LIMIT,
          "the query needs more memory and temporary space than queries may use;"
              + " narrow it, or aggregate before joining and sorting",
          List.of(),
          error);
    }
    if (message.contains("Out of Memory Error")) {
      return new QueryException(
          Kind.LIMIT,
          "the query needs more memory than queries may use; narrow it, or group by fewer values",
          List.of(),
          error);
    }
    if (message.contains("subqueries can only return a single row")) {
      return new QueryException(Kind.DATA, "a sub-query gave more than one row", List.of(), error);
    }
    if (OF_THE_DATA.stream().anyMatch(message::startsWith)) {
      return new QueryException(Kind.DATA, ofTheData(message), List.of(), error);
    }
    return new QueryException(
        Kind.INTERNAL, "the query failed: " + firstLine(message), List.of(), error);
  }

  private static String ofTheData(String message) {
    if (message.contains("Division by zero") || message.contains("division by zero")) {
      return "division by zero; guard it with NULLIF(divisor, 0)";
    }
    String line = firstLine(message);
    String text = line.substring(line.indexOf(':') + 1).strip();
    int internal = text.indexOf(" when casting from source column");
    String plain = internal < 0 ? text : text.substring(0, internal);
    String portable = TYPE.matcher(plain).replaceAll(match -> TYPES.get(match.group()));
    return portable.isEmpty()
        ? portable
        : Character.toLowerCase(portable.charAt(0)) + portable.substring(1);
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse("");
  }
}
