package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.function;
import static io.thalweg.sql.functions.Entries.syntax;
import static io.thalweg.sql.functions.FunctionEntry.Group.TEXT;
import static org.apache.calcite.sql.type.OperandTypes.STRING;
import static org.apache.calcite.sql.type.OperandTypes.STRING_INTEGER;
import static org.apache.calcite.sql.type.OperandTypes.STRING_STRING;
import static org.apache.calcite.sql.type.OperandTypes.STRING_STRING_INTEGER;
import static org.apache.calcite.sql.type.OperandTypes.STRING_STRING_STRING;

import io.thalweg.sql.plan.Function;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/** The scalar functions of text. */
final class TextFunctions {

  private static final SqlOperandTypeChecker TEXTS =
      OperandTypes.repeat(SqlOperandCountRanges.from(2), STRING);

  static final List<FunctionEntry> ALL =
      List.of(
          syntax(
              TEXT,
              "a || b",
              "VARCHAR",
              "Put together; NULL where one is NULL. Numbers have to be cast.",
              SqlStdOperatorTable.CONCAT),
          function(
              TEXT,
              "CONCAT(a, b, …)",
              "VARCHAR",
              "The same as `a || b`.",
              Function.CONCAT,
              Results.TEXT,
              TEXTS),
          function(
              TEXT,
              "UPPER(text)",
              "VARCHAR",
              "In capitals, each code point by itself.",
              Function.UPPER,
              Results.TEXT,
              STRING),
          function(
              TEXT,
              "LOWER(text)",
              "VARCHAR",
              "In small letters, each code point by itself.",
              Function.LOWER,
              Results.TEXT,
              STRING),
          new FunctionEntry(
              TEXT,
              "CHAR_LENGTH(text)",
              "INT",
              "How many code points; also `CHARACTER_LENGTH(text)` and `LENGTH(text)`.",
              Stream.of("CHAR_LENGTH", "CHARACTER_LENGTH", "LENGTH")
                  .<SqlOperator>map(
                      name ->
                          new PortableFunction(
                              name, Function.CHAR_LENGTH, Results.INT, STRING, false))
                  .toList()),
          syntax(
              TEXT,
              "SUBSTRING(text FROM start [FOR length])",
              "VARCHAR",
              "Code points, the first is 1; what lies outside the text is left out, a negative"
                  + " length is"
                  + " empty. Also `SUBSTRING(text, start [, length])`.",
              SqlStdOperatorTable.SUBSTRING),
          syntax(
              TEXT,
              "TRIM([BOTH | LEADING | TRAILING] [characters FROM] text)",
              "VARCHAR",
              "Without these characters at its ends, a space if not given.",
              SqlStdOperatorTable.TRIM),
          function(
              TEXT,
              "LTRIM(text [, characters])",
              "VARCHAR",
              "Without these characters at its start, a space if not given.",
              Function.LTRIM,
              Results.TEXT,
              OperandTypes.STRING_OPTIONAL_STRING),
          function(
              TEXT,
              "RTRIM(text [, characters])",
              "VARCHAR",
              "Without these characters at its end, a space if not given.",
              Function.RTRIM,
              Results.TEXT,
              OperandTypes.STRING_OPTIONAL_STRING),
          syntax(
              TEXT,
              "POSITION(part IN text)",
              "INT",
              "Where the part first stands, from 1; 0 where it does not, 1 for an empty part.",
              SqlStdOperatorTable.POSITION),
          function(
              TEXT,
              "REPLACE(text, part, other)",
              "VARCHAR",
              "Every occurrence of the part replaced; an empty part occurs nowhere.",
              Function.REPLACE,
              Results.TEXT,
              STRING_STRING_STRING),
          function(
              TEXT,
              "LEFT(text, n)",
              "VARCHAR",
              "Its first code points; none where `n` is negative.",
              Function.LEFT,
              Results.TEXT,
              STRING_INTEGER),
          function(
              TEXT,
              "RIGHT(text, n)",
              "VARCHAR",
              "Its last code points; none where `n` is negative.",
              Function.RIGHT,
              Results.TEXT,
              STRING_INTEGER),
          function(
              TEXT,
              "STARTS_WITH(text, part)",
              "BOOLEAN",
              "Whether it begins with the part; every text begins with an empty one.",
              Function.STARTS_WITH,
              Results.BOOLEAN,
              STRING_STRING),
          function(
              TEXT,
              "ENDS_WITH(text, part)",
              "BOOLEAN",
              "Whether it ends with the part; every text ends with an empty one.",
              Function.ENDS_WITH,
              Results.BOOLEAN,
              STRING_STRING),
          function(
              TEXT,
              "SPLIT_PART(text, separator, n)",
              "VARCHAR",
              "The part with the number `n`, from 1, of the text cut at every separator; empty where there"
                  + " are fewer. Separator and number are literals.",
              Function.SPLIT_PART,
              Results.TEXT,
              STRING_STRING_INTEGER),
          function(
              TEXT,
              "MD5(text)",
              "VARCHAR",
              "The digest of its UTF-8 in 32 hexadecimal digits. It is no protection against guessing.",
              Function.MD5,
              Results.TEXT,
              STRING),
          function(
              TEXT,
              "SHA256(text)",
              "VARCHAR",
              "The digest of its UTF-8 in 64 hexadecimal digits.",
              Function.SHA256,
              Results.TEXT,
              STRING));

  private TextFunctions() {}
}
