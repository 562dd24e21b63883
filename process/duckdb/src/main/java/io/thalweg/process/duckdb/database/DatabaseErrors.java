package io.thalweg.process.duckdb.database;

import java.sql.SQLException;
import java.util.List;

/** How DuckDB's errors are to be taken. It tells their kind only in the message's first words. */
public final class DatabaseErrors {

  private static final List<String> TRANSIENT =
      List.of(
          "TransactionContext Error",
          "Transaction Error",
          "Out of Memory Error",
          "IO Error",
          "INTERRUPT Error",
          "Interrupt Error");

  private DatabaseErrors() {}

  /** Whether the same work may succeed when it is repeated on a new connection. */
  public static boolean isTransient(SQLException error) {
    String message = String.valueOf(error.getMessage());
    return TRANSIENT.stream().anyMatch(message::contains) && !isFatal(error);
  }

  /** Whether the whole database is unusable until the process starts again. */
  public static boolean isFatal(SQLException error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("FATAL Error") || message.contains("database has been invalidated");
  }

  /** The message in one line. */
  public static String oneLine(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    String line = message.strip().lines().findFirst().orElse(message);
    return line.startsWith("java.sql.SQLException: ") ? line.substring(23) : line;
  }
}
