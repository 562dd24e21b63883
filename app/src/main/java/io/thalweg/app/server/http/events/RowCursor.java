package io.thalweg.app.server.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import java.util.Base64;

/** The numbers of a table's rows as the text that clients keep. */
final class RowCursor {

  private static final int RADIX = 36;

  private RowCursor() {}

  static String of(String table, long number) {
    return start(table) + Long.toString(number, RADIX);
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws ApiException 400 when it is something else, or of another table
   */
  static long parse(String table, String cursor) {
    try {
      String start = start(table);
      long number =
          cursor.startsWith(start) ? Long.parseLong(cursor.substring(start.length()), RADIX) : -1;
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException isNone) {
      // Said below.
    }
    throw none(table);
  }

  private static ApiException none(String table) {
    return new ApiException(
        400,
        new ApiError(
            "INVALID_CURSOR",
            "this is no cursor of table \"%s\"".formatted(table),
            "Cursors come from answers of the same table and are used as they are.",
            "Leave it out to begin anew, or use start or end."));
  }

  /** The place behind a key of a reference table. */
  static String behind(String table, String key) {
    return keyed(table)
        + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
  }

  /**
   * The key that {@link #behind} wrote.
   *
   * @throws ApiException 400 when it is something else, or of another table
   */
  static String parseKey(String table, String cursor) {
    String start = keyed(table);
    try {
      if (cursor.startsWith(start)) {
        return new String(Base64.getUrlDecoder().decode(cursor.substring(start.length())), UTF_8);
      }
    } catch (IllegalArgumentException isNone) {
      // Said below.
    }
    throw none(table);
  }

  private static String keyed(String table) {
    return "k" + start(table).substring(1);
  }

  private static String start(String table) {
    return "r" + Integer.toString(table.hashCode() & 0xfffff, RADIX) + ".";
  }
}
