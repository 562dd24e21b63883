package io.thalweg.connect.http.events;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a CSV body is written.
 *
 * @param delimiter between cells, one ASCII character
 * @param quote around cells, one ASCII character
 * @param nullText a cell that holds just this, without quotes, is no value
 * @param columns the fields of the cells in their order; without them the first row names them
 */
record CsvDialect(char delimiter, char quote, String nullText, Optional<List<String>> columns) {

  private static final int MAX_COLUMNS = 10_000;

  /**
   * From the parameters of the request, those of the address before those of the Content-Type.
   *
   * @param type of the Content-Type: {@code header=absent} as RFC 4180 has it
   * @throws ApiException 400 when one of them has no meaning
   */
  static CsvDialect of(
      String delimiter, String quote, String nullText, String columns, Map<String, String> type) {
    char separator = character("delimiter", first(delimiter, type.get("delimiter")), ',');
    char around = character("quote", first(quote, type.get("quote")), '"');
    if (separator == around) {
      throw wrong("delimiter and quote are the same character", "Choose two.");
    }
    String names = first(columns, type.get("columns"));
    boolean absent = "absent".equalsIgnoreCase(type.get("header"));
    if (absent && names == null) {
      throw wrong(
          "header=absent, and columns does not name the fields", "Add ?columns=field,field,….");
    }
    String none = first(nullText, type.get("null"));
    return new CsvDialect(
        separator,
        around,
        none == null ? "" : none,
        Optional.ofNullable(names).map(CsvDialect::list));
  }

  private static List<String> list(String names) {
    List<String> columns = List.of(names.split(",", -1));
    if (columns.size() > MAX_COLUMNS) {
      throw wrong("columns names more than %,d fields".formatted(MAX_COLUMNS), null);
    }
    return columns.stream().map(String::strip).toList();
  }

  private static String first(String one, String other) {
    return one != null ? one : other;
  }

  private static char character(String name, String value, char otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value.equals("tab") || value.equals("\\t")) {
      return '\t';
    }
    if (value.length() != 1
        || value.charAt(0) > '~'
        || Character.isLetterOrDigit(value.charAt(0))
        || (value.charAt(0) < ' ' && value.charAt(0) != '\t')) {
      throw wrong(
          name + " is not one ASCII character other than letters and digits",
          "Give one character, in an address with its percent code: %3B is a semicolon; or tab.");
    }
    return value.charAt(0);
  }

  private static ApiException wrong(String message, String hint) {
    return new ApiException(
        400, new ApiError("CSV_DIALECT", message, "Nothing of this request is stored.", hint));
  }
}
