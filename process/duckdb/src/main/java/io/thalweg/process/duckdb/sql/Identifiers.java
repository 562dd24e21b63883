package io.thalweg.process.duckdb.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names and texts as they stand in DuckDB's SQL. */
public final class Identifiers {

  private Identifiers() {}

  /** A name in quotes, whatever it holds. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * A text on one line, whatever it holds: a literal, or several with control characters between.
   */
  public static String text(String value) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        parts.add(literal(value.substring(start, i)));
        parts.add("chr(" + (int) value.charAt(i) + ")");
        start = i + 1;
      }
    }
    parts.add(literal(value.substring(start)));
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(" || ", parts) + ")";
  }

  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** The names told apart by a number behind them where two are equal, as DuckDB compares them. */
  static List<String> distinct(List<String> names) {
    Set<String> taken = new HashSet<>();
    names.forEach(name -> taken.add(key(name)));
    Set<String> used = new HashSet<>();
    List<String> result = new ArrayList<>();
    for (String given : names) {
      String name = given.replaceAll("\\p{Cntrl}", "_");
      String candidate = name;
      for (int i = 2; !used.add(key(candidate)); i++) {
        candidate = name + "_" + i;
        while (taken.contains(key(candidate))) {
          candidate = name + "_" + ++i;
        }
      }
      result.add(candidate);
    }
    return result;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
