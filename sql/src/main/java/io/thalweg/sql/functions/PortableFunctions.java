package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.function;
import static io.thalweg.sql.functions.Entries.syntax;
import static io.thalweg.sql.functions.FunctionEntry.Group.ARITHMETIC;
import static io.thalweg.sql.functions.FunctionEntry.Group.CHOICE;
import static io.thalweg.sql.functions.FunctionEntry.Group.COMPARISON;
import static io.thalweg.sql.functions.FunctionEntry.Group.CONVERSION;
import static io.thalweg.sql.functions.FunctionEntry.Group.NUMBERS;
import static org.apache.calcite.sql.type.OperandTypes.NILADIC;
import static org.apache.calcite.sql.type.OperandTypes.NUMERIC;
import static org.apache.calcite.sql.type.OperandTypes.NUMERIC_NUMERIC;
import static org.apache.calcite.sql.type.OperandTypes.NUMERIC_OPTIONAL_INTEGER;
import static org.apache.calcite.sql.type.OperandTypes.SAME_SAME;
import static org.apache.calcite.sql.type.OperandTypes.SAME_VARIADIC;

import io.thalweg.sql.plan.Function;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/** The scalar functions and operators, each with its one meaning. */
final class PortableFunctions {

  static final List<FunctionEntry> ALL =
      Stream.of(
              comparison(),
              choice(),
              arithmetic(),
              numbers(),
              TextFunctions.ALL,
              RegexFunctions.ALL,
              JsonFunctions.ALL,
              ArrayFunctions.ALL,
              TimeFunctions.ALL,
              conversion())
          .flatMap(List::stream)
          .toList();

  private PortableFunctions() {}

  private static List<FunctionEntry> comparison() {
    return List.of(
        syntax(
            COMPARISON,
            "a = b, a <> b, a < b, a <= b, a > b, a >= b",
            "BOOLEAN",
            "Texts are compared code point by code point, without regard to a language. A text"
                + " literal beside a date or timestamp is read as one.",
            SqlStdOperatorTable.EQUALS,
            SqlStdOperatorTable.NOT_EQUALS,
            SqlStdOperatorTable.LESS_THAN,
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
            SqlStdOperatorTable.GREATER_THAN,
            SqlStdOperatorTable.GREATER_THAN_OR_EQUAL),
        syntax(
            COMPARISON,
            "a [NOT] BETWEEN b AND c",
            "BOOLEAN",
            "Both bounds belong to it.",
            SqlStdOperatorTable.BETWEEN,
            SqlStdOperatorTable.NOT_BETWEEN),
        syntax(
            COMPARISON,
            "a [NOT] IN (b, c, …)",
            "BOOLEAN",
            "NULL where none is equal and one of them is NULL. In queries also `IN (SELECT …)`.",
            SqlStdOperatorTable.IN,
            SqlStdOperatorTable.NOT_IN),
        syntax(
            COMPARISON,
            "[NOT] EXISTS (SELECT …)",
            "BOOLEAN",
            "Never NULL. In queries.",
            SqlStdOperatorTable.EXISTS),
        syntax(
            COMPARISON,
            "a > ANY (SELECT …), a > ALL (SELECT …)",
            "BOOLEAN",
            "With every comparison; also `SOME`. In queries."),
        syntax(
            COMPARISON,
            "a IS [NOT] NULL",
            "BOOLEAN",
            "The result is never NULL.",
            SqlStdOperatorTable.IS_NULL,
            SqlStdOperatorTable.IS_NOT_NULL),
        syntax(
            COMPARISON,
            "a IS [NOT] DISTINCT FROM b",
            "BOOLEAN",
            "Like `=`, but NULL equals NULL; the result is never NULL.",
            SqlStdOperatorTable.IS_DISTINCT_FROM,
            SqlStdOperatorTable.IS_NOT_DISTINCT_FROM),
        syntax(
            COMPARISON,
            "a AND b, a OR b, NOT a",
            "BOOLEAN",
            "With SQL's three values: `FALSE AND NULL` is false, `TRUE OR NULL` is true.",
            SqlStdOperatorTable.AND,
            SqlStdOperatorTable.OR,
            SqlStdOperatorTable.NOT),
        syntax(
            COMPARISON,
            "a IS [NOT] TRUE, a IS [NOT] FALSE, a IS [NOT] UNKNOWN",
            "BOOLEAN",
            "The result is never NULL.",
            SqlStdOperatorTable.IS_TRUE,
            SqlStdOperatorTable.IS_NOT_TRUE,
            SqlStdOperatorTable.IS_FALSE,
            SqlStdOperatorTable.IS_NOT_FALSE,
            SqlStdOperatorTable.IS_UNKNOWN,
            SqlStdOperatorTable.IS_NOT_UNKNOWN),
        syntax(
            COMPARISON,
            "text [NOT] LIKE pattern [ESCAPE character]",
            "BOOLEAN",
            "`%` stands for any characters, `_` for one. Without ESCAPE nothing escapes.",
            SqlStdOperatorTable.LIKE,
            SqlStdOperatorTable.NOT_LIKE));
  }

  private static List<FunctionEntry> choice() {
    return List.of(
        syntax(
            CHOICE,
            "CASE WHEN a THEN b … ELSE c END, CASE a WHEN b THEN c … END",
            "common type",
            "The value behind the first condition that is true; without ELSE, NULL.",
            SqlStdOperatorTable.CASE),
        function(
            CHOICE,
            "COALESCE(a, b, …)",
            "common type",
            "The first that is not NULL; NULL where all are.",
            Function.COALESCE,
            Results.COMMON_ALL,
            SAME_VARIADIC),
        function(
            CHOICE,
            "NULLIF(a, b)",
            "as `a`",
            "`a`, but NULL where it equals `b`.",
            Function.NULLIF,
            Results.FIRST_OR_NULL,
            SAME_SAME),
        function(
            CHOICE,
            "GREATEST(a, b, …)",
            "common type",
            "The largest that is not NULL; NULL where all are.",
            Function.GREATEST,
            Results.COMMON_ALL,
            SAME_VARIADIC),
        function(
            CHOICE,
            "LEAST(a, b, …)",
            "common type",
            "The smallest that is not NULL; NULL where all are.",
            Function.LEAST,
            Results.COMMON_ALL,
            SAME_VARIADIC));
  }

  private static List<FunctionEntry> arithmetic() {
    return List.of(
        syntax(
            ARITHMETIC,
            "a + b, a - b, a * b, -a",
            "a number",
            "INT with INT gives INT, with BIGINT BIGINT; a decimal gets the digits that the"
                + " result needs,"
                + " up to 38; with a DOUBLE it is DOUBLE. What does not fit is an error of the data.",
            SqlStdOperatorTable.PLUS,
            SqlStdOperatorTable.MINUS,
            SqlStdOperatorTable.MULTIPLY,
            SqlStdOperatorTable.UNARY_MINUS,
            SqlStdOperatorTable.UNARY_PLUS),
        syntax(
            ARITHMETIC,
            "a / b",
            "INT, BIGINT or DOUBLE",
            "Of INT and BIGINT it truncates towards zero; of everything else, decimals too, it"
                + " is DOUBLE."
                + " Division by zero is an error of the data: write `a / NULLIF(b, 0)` to get NULL.",
            SqlStdOperatorTable.DIVIDE),
        syntax(
            ARITHMETIC,
            "a % b, MOD(a, b)",
            "as `b`, or a decimal",
            "The remainder, with the sign of `a`; of INT, BIGINT and decimals. By zero it is an"
                + " error of"
                + " the data.",
            SqlStdOperatorTable.PERCENT_REMAINDER,
            SqlStdOperatorTable.MOD));
  }

  private static List<FunctionEntry> numbers() {
    return List.of(
        function(
            NUMBERS, "ABS(x)", "as `x`", "Without its sign.", Function.ABS, Results.FIRST, NUMERIC),
        syntax(
            NUMBERS,
            "CEIL(x)",
            "as `x`",
            "The least whole number that is not below, a decimal without digits behind its point; also"
                + " `CEILING(x)`.",
            SqlStdOperatorTable.CEIL),
        syntax(
            NUMBERS,
            "FLOOR(x)",
            "as `x`",
            "The greatest whole number that is not above, a decimal without digits behind its point.",
            SqlStdOperatorTable.FLOOR),
        function(
            NUMBERS,
            "ROUND(x [, digits])",
            "as `x`",
            "To so many digits behind the point, 0 if not given, before it where negative; halves go"
                + " away from zero. A decimal has one digit more.",
            Function.ROUND,
            Results.ROUNDED,
            NUMERIC_OPTIONAL_INTEGER),
        function(
            NUMBERS,
            "TRUNCATE(x [, digits])",
            "as `x`",
            "Cut to so many digits behind the point, 0 if not given, before it where negative.",
            Function.TRUNCATE,
            Results.FIRST,
            NUMERIC_OPTIONAL_INTEGER),
        function(NUMBERS, "SIGN(x)", "INT", "-1, 0 or 1.", Function.SIGN, Results.INT, NUMERIC),
        doubles("SQRT(x)", "Of a negative number it is an error of the data.", Function.SQRT),
        function(
            NUMBERS,
            "POWER(x, y)",
            "DOUBLE",
            "`x` to the power of `y`.",
            Function.POWER,
            Results.DOUBLE,
            NUMERIC_NUMERIC),
        doubles("EXP(x)", "e to the power of `x`.", Function.EXP),
        doubles(
            "LN(x)",
            "The natural logarithm. Of zero or less it is an error of the data.",
            Function.LN),
        doubles(
            "LOG10(x)",
            "The logarithm to base 10. Of zero or less it is an error of the data.",
            Function.LOG10),
        doubles("SIN(x)", "Of radians.", Function.SIN),
        doubles("COS(x)", "Of radians.", Function.COS),
        doubles("TAN(x)", "Of radians.", Function.TAN),
        doubles(
            "ASIN(x)", "In radians. Outside -1 to 1 it is an error of the data.", Function.ASIN),
        doubles(
            "ACOS(x)", "In radians. Outside -1 to 1 it is an error of the data.", Function.ACOS),
        doubles("ATAN(x)", "In radians.", Function.ATAN),
        function(
            NUMBERS,
            "ATAN2(y, x)",
            "DOUBLE",
            "The angle of the point (x, y) in radians.",
            Function.ATAN2,
            Results.DOUBLE,
            NUMERIC_NUMERIC),
        doubles("DEGREES(x)", "Radians as degrees.", Function.DEGREES),
        doubles("RADIANS(x)", "Degrees as radians.", Function.RADIANS),
        new FunctionEntry(
            NUMBERS,
            "PI()",
            "DOUBLE",
            "3.141592653589793.",
            List.of(
                new PortableFunction(
                    "PI", Function.PI, ReturnTypes.explicit(SqlTypeName.DOUBLE), NILADIC, false))));
  }

  private static List<FunctionEntry> conversion() {
    return List.of(
        syntax(
            CONVERSION,
            "CAST(x AS type)",
            "`type`",
            "The types are BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL(p, s), DATE, TIMESTAMP and VARCHAR."
                + " To INT and BIGINT a number is cut towards zero, to a DECIMAL it is rounded, halves"
                + " away from zero; text must be a number, `true` or `false`, or ISO 8601"
                + " without an offset but `Z`, spaces around"
                + " it allowed. What does not fit is an error of the data.",
            SqlStdOperatorTable.CAST));
  }

  private static FunctionEntry doubles(String signature, String meaning, Function function) {
    return function(
        NUMBERS,
        signature,
        "DOUBLE",
        meaning,
        function,
        Results.DOUBLE,
        OperandTypes.family(SqlTypeFamily.NUMERIC));
  }
}
