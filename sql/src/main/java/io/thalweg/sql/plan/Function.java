package io.thalweg.sql.plan;

/**
 * The portable scalar functions and operators. Each means the same on every engine; what an engine
 * does otherwise, its writer corrects. Unless it says otherwise, a function is NULL where an
 * operand is, and a result that its type cannot hold is an error of the data.
 *
 * <p>The operands have the types that the comments name; the compiler casts them. A unit is a
 * literal text, the name of a {@link TimeUnit}.
 */
public enum Function {
  // comparison; both of one type, but exact numbers may be mixed; text goes by its code points
  EQUALS("="),
  NOT_EQUALS("<>"),
  LESS_THAN("<"),
  LESS_THAN_OR_EQUAL("<="),
  GREATER_THAN(">"),
  GREATER_THAN_OR_EQUAL(">="),
  IS_DISTINCT_FROM("is distinct from"),
  IS_NOT_DISTINCT_FROM("is not distinct from"),
  IS_NULL("is null"),
  IS_NOT_NULL("is not null"),

  // logic
  IS_TRUE("is true"),
  IS_NOT_TRUE("is not true"),
  IS_FALSE("is false"),
  IS_NOT_FALSE("is not false"),
  AND("and"),
  OR("or"),
  NOT("not "),

  // arithmetic; of timestamps and dates with intervals too
  PLUS("+"),
  MINUS("-"),
  TIMES("*"),
  /** Of INT and LONG it truncates towards zero, else it is DOUBLE; by zero it is an error. */
  DIVIDE("/"),
  /** The remainder; it has the sign of the dividend, and by zero it is an error. */
  MOD("%"),
  NEGATE("-"),

  // choice
  /** The first operand that is not NULL. */
  COALESCE,
  /** The first operand, but NULL where it equals the second. */
  NULLIF,
  /** The largest operand that is not NULL. */
  GREATEST,
  /** The smallest operand that is not NULL. */
  LEAST,

  // text; positions and lengths count code points, from 1
  /** Whether a text matches a pattern of {@code %} and {@code _}, with an optional escape. */
  LIKE,
  /** Two or more texts put together. */
  CONCAT("||"),
  UPPER,
  LOWER,
  CHAR_LENGTH,
  /** Of a text, from a position, optionally so many; what lies outside the text is left out. */
  SUBSTRING,
  /** Without the characters of the second operand at both ends. */
  TRIM,
  /** Without the characters of the second operand at the start. */
  LTRIM,
  /** Without the characters of the second operand at the end. */
  RTRIM,
  /** Where the first operand stands in the second; 0 where it does not. */
  POSITION,
  /** Every occurrence of the second operand in the first replaced by the third. */
  REPLACE,
  /** The first characters, so many as the second operand says. */
  LEFT,
  /** The last characters, so many as the second operand says. */
  RIGHT,
  STARTS_WITH,
  ENDS_WITH,
  /** Of a text cut at a separator the part with a number from 1; empty where there is none. */
  SPLIT_PART,
  /** The digest in 32 hexadecimal digits, of the text's UTF-8. */
  MD5,
  /** The digest in 64 hexadecimal digits, of the text's UTF-8. */
  SHA256,

  // regular expressions; the pattern and what replaces it are literals, in RE2's syntax
  /** Whether a pattern matches a part of a text. */
  REGEXP_LIKE,
  /** What a pattern, or one of its groups, matches first; NULL where it matches nothing. */
  REGEXP_EXTRACT,
  /** Every match of a pattern replaced. */
  REGEXP_REPLACE,

  // JSON in a text; the path is a literal, see io.thalweg.sql.functions.JsonPath
  /** The scalar at a path, as text; NULL where there is none, and of what is no JSON. */
  JSON_VALUE,
  /** Whether something stands at a path; false of what is no JSON. */
  JSON_EXISTS,

  // rows and arrays; positions count from 1
  /** The field of a row: the row, and a literal text, the field's name. */
  FIELD,
  /** The element at a position; NULL where there is none. */
  ELEMENT,
  /** How many elements an array has. */
  CARDINALITY,
  /** Whether an element equals a value; one that is NULL does not. */
  ARRAY_CONTAINS,
  /** Where the first element stands that equals a value; 0 where none does. */
  ARRAY_POSITION,
  /** The smallest element that is not NULL; NULL where there is none. */
  ARRAY_MIN,
  /** The largest element that is not NULL; NULL where there is none. */
  ARRAY_MAX,
  /** The texts of an array that are not NULL, put together with another between them. */
  ARRAY_JOIN,

  // numbers
  ABS,
  CEIL,
  FLOOR,
  /** To so many digits behind the point, 0 without a second operand; halves away from zero. */
  ROUND,
  /** Cut to so many digits behind the point, 0 without a second operand. */
  TRUNCATE,
  /** -1, 0 or 1. */
  SIGN,
  // of DOUBLE; undefined results, as of the root of a negative number, are errors of the data
  SQRT,
  POWER,
  EXP,
  LN,
  LOG10,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  ATAN2,
  DEGREES,
  RADIANS,
  PI,

  // time
  /** A unit's number in a date or timestamp: unit, time. */
  EXTRACT,
  /** The latest multiple of a unit that is not after a time: unit, time. */
  FLOOR_TIME,
  /** The earliest multiple of a unit that is not before a time: unit, time. */
  CEIL_TIME,
  /** A time moved by so many units: unit, number, time. */
  TIMESTAMP_ADD,
  /** How many whole units lie between two times: unit, from, to. */
  TIMESTAMP_DIFF,
  /** A time as text: time, and a literal pattern, see io.thalweg.sql.functions.TimePattern. */
  DATE_FORMAT,
  /** The time that a text names in a literal pattern; an error where it does not fit. */
  TO_TIMESTAMP,
  /** So many seconds after 1970. */
  TIMESTAMP_SECONDS,
  /** So many milliseconds after 1970. */
  TIMESTAMP_MILLIS,
  /** So many microseconds after 1970. */
  TIMESTAMP_MICROS,
  /** How many milliseconds after 1970, rounded down. */
  UNIX_MILLIS,
  /** How many microseconds after 1970. */
  UNIX_MICROS,
  /** The instant at which the statement began. Not replayable. */
  CURRENT_TIMESTAMP,
  /** The day in UTC on which the statement began. Not replayable. */
  CURRENT_DATE;

  private final String symbol;

  Function() {
    this("");
  }

  Function(String symbol) {
    this.symbol = symbol;
  }

  /** How the operator is written; empty for a function that is written by its name. */
  public String symbol() {
    return symbol;
  }

  /** Whether the symbol stands behind its only operand. */
  public boolean isPostfix() {
    return switch (this) {
      case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> true;
      default -> false;
    };
  }
}
