package io.thalweg.sql.validate;

import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;

/** What people call the parts of SQL that are not supported, and what they can do instead. */
final class Wording {

  private static final Map<SqlKind, String> NAMES =
      Map.ofEntries(
          Map.entry(SqlKind.LATERAL, "LATERAL"),
          Map.entry(SqlKind.TABLESAMPLE, "TABLESAMPLE"),
          Map.entry(SqlKind.MATCH_RECOGNIZE, "MATCH_RECOGNIZE"),
          Map.entry(SqlKind.PIVOT, "PIVOT"),
          Map.entry(SqlKind.UNPIVOT, "UNPIVOT"),
          Map.entry(SqlKind.ARRAY_VALUE_CONSTRUCTOR, "an array"),
          Map.entry(SqlKind.ARRAY_QUERY_CONSTRUCTOR, "an array"),
          Map.entry(SqlKind.MAP_VALUE_CONSTRUCTOR, "a map"),
          Map.entry(SqlKind.MAP_QUERY_CONSTRUCTOR, "a map"),
          Map.entry(SqlKind.MULTISET_VALUE_CONSTRUCTOR, "a multiset"),
          Map.entry(SqlKind.MULTISET_QUERY_CONSTRUCTOR, "a multiset"),
          Map.entry(SqlKind.WITHIN_DISTINCT, "WITHIN DISTINCT"),
          Map.entry(SqlKind.IGNORE_NULLS, "IGNORE NULLS"),
          Map.entry(SqlKind.RESPECT_NULLS, "RESPECT NULLS"),
          Map.entry(SqlKind.SIMILAR, "SIMILAR TO"),
          Map.entry(SqlKind.RLIKE, "RLIKE"),
          Map.entry(SqlKind.TABLE_REF, "a hint or a list behind a table"),
          Map.entry(SqlKind.EXTEND, "EXTEND"),
          Map.entry(SqlKind.LAMBDA, "a lambda"));

  private static final Map<String, String> HINTS =
      Map.ofEntries(
          Map.entry("::", "Write CAST(x AS type)."),
          Map.entry("ILIKE", "Write LOWER(text) LIKE pattern."),
          Map.entry("NOT ILIKE", "Write LOWER(text) NOT LIKE pattern."),
          Map.entry("SIMILAR TO", "Write LIKE, or REGEXP_LIKE(text, pattern)."),
          Map.entry("RLIKE", "Write REGEXP_LIKE(text, pattern)."),
          Map.entry("BETWEEN SYMMETRIC", "Write BETWEEN with the smaller bound first."),
          Map.entry("an array", "Arrays are fields of streams; write VALUES for rows."),
          Map.entry("LATERAL", "Write a join, or a sub-query in SELECT."),
          Map.entry(
              "TABLESAMPLE", "Write a condition that leaves rows out, such as MOD(id, 100) = 0."),
          Map.entry("PIVOT", "Write SUM(x) FILTER (WHERE …) for each column."),
          Map.entry("UNPIVOT", "Write UNION ALL, one SELECT for each column."),
          Map.entry("~", "Write REGEXP_LIKE(text, pattern)."),
          Map.entry("!~", "Write NOT REGEXP_LIKE(text, pattern)."),
          Map.entry("~*", "Write REGEXP_LIKE(text, '(?i)pattern')."),
          Map.entry("!~*", "Write NOT REGEXP_LIKE(text, '(?i)pattern')."),
          Map.entry("^", "Write POWER(x, y)."),
          Map.entry("IS JSON", "Write JSON_EXISTS(json, '$')."),
          Map.entry("IS NOT JSON", "Write NOT JSON_EXISTS(json, '$')."),
          Map.entry(
              "a computed INTERVAL",
              "Write a literal, such as INTERVAL '1' DAY, or TIMESTAMPADD(unit, n, time)."),
          Map.entry("IGNORE NULLS", "Leave the rows with NULL out before."),
          Map.entry("RESPECT NULLS", "Leave it out; NULLs are respected."));

  /** Calcite's names of operators, and how they are written. */
  private static final Map<String, String> WRITTEN =
      Map.of(
          "POSIX REGEX CASE SENSITIVE", "~",
          "POSIX REGEX CASE INSENSITIVE", "~*",
          "NEGATED POSIX REGEX CASE SENSITIVE", "!~",
          "NEGATED POSIX REGEX CASE INSENSITIVE", "!~*",
          "IS JSON VALUE", "IS JSON",
          "IS NOT JSON VALUE", "IS NOT JSON",
          "INTERVAL", "a computed INTERVAL");

  private static final String PORTABLE = "Write it with what portable SQL has, see docs/sql.md.";

  private Wording() {}

  static String of(SqlCall call) {
    String known = NAMES.get(call.getKind());
    if (known != null) {
      return known;
    }
    String name = call.getOperator().getName().replaceAll("^\\$|\\$$", "");
    String word = name.isBlank() ? call.getKind().sql : name.toUpperCase(Locale.ROOT);
    return WRITTEN.getOrDefault(word, word);
  }

  static String hint(SqlCall call) {
    return HINTS.getOrDefault(of(call), PORTABLE);
  }
}
