package io.thalweg.sql.functions;

import java.util.List;
import org.apache.calcite.sql.SqlOperator;

/**
 * A function or operator as people look it up.
 *
 * @param group what it is for
 * @param signature how it is written
 * @param result its type, as the documentation names it
 * @param meaning in whole sentences; NULL where an argument is, unless it says otherwise
 * @param operators what the validator knows it as
 */
public record FunctionEntry(
    Group group, String signature, String result, String meaning, List<SqlOperator> operators) {

  /** What functions are for. */
  public enum Group {
    COMPARISON("Comparison and logic"),
    CHOICE("Choice"),
    ARITHMETIC("Arithmetic"),
    NUMBERS("Numbers"),
    TEXT("Text"),
    REGULAR_EXPRESSIONS("Regular expressions"),
    JSON("JSON"),
    ARRAYS("Rows and arrays"),
    TIME("Time"),
    CONVERSION("Conversion"),
    AGGREGATES("Aggregates"),
    WINDOW_FUNCTIONS("Window functions"),
    WINDOWS("Windows of streams");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  public FunctionEntry {
    operators = List.copyOf(operators);
  }

  /** The name that stands before the parenthesis, in upper case; empty for an operator. */
  public String name() {
    int end = signature.indexOf('(');
    String name = end < 0 ? signature : signature.substring(0, end);
    return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_') ? name : "";
  }
}
