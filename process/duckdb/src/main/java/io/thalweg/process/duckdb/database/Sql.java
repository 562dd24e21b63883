package io.thalweg.process.duckdb.database;

/** Pieces of DuckDB's SQL. */
public final class Sql {

  private Sql() {}

  /** A name in quotes. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text literal. */
  public static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /** A timestamp literal. */
  public static String timestamp(long micros) {
    return "make_timestamp(CAST(" + micros + " AS BIGINT))";
  }
}
