package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.function;
import static io.thalweg.sql.functions.Entries.syntax;
import static io.thalweg.sql.functions.FunctionEntry.Group.TIME;
import static org.apache.calcite.sql.type.OperandTypes.NILADIC;

import io.thalweg.sql.plan.Function;
import java.util.List;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/** The functions of dates and timestamps. */
final class TimeFunctions {

  private static final SqlOperandTypeChecker TIME_AND_PATTERN =
      OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.CHARACTER);

  private static final SqlOperandTypeChecker ANY_TIME = OperandTypes.family(SqlTypeFamily.DATETIME);

  private static final SqlOperandTypeChecker WHOLE = OperandTypes.family(SqlTypeFamily.INTEGER);

  static final List<FunctionEntry> ALL =
      List.of(
          syntax(
              TIME,
              "EXTRACT(unit FROM time)",
              "BIGINT",
              "A whole number. The units are YEAR, QUARTER, MONTH, WEEK (of ISO 8601), DAY, HOUR, MINUTE,"
                  + " SECOND (without fraction), MILLISECOND and MICROSECOND (of the minute, seconds"
                  + " included), DOW (1 on Sunday), ISODOW (1 on Monday), DOY and EPOCH (seconds since"
                  + " 1970, rounded down).",
              SqlStdOperatorTable.EXTRACT),
          syntax(
              TIME,
              "FLOOR(time TO unit)",
              "as `time`",
              "The start of the YEAR, QUARTER, MONTH, WEEK (its Monday), DAY, HOUR, MINUTE, SECOND or"
                  + " MILLISECOND.",
              SqlStdOperatorTable.FLOOR),
          syntax(
              TIME,
              "CEIL(time TO unit)",
              "as `time`",
              "The same, but the first start that is not before.",
              SqlStdOperatorTable.CEIL),
          syntax(
              TIME,
              "time + INTERVAL '1' HOUR, time - INTERVAL '1' MONTH",
              "as `time`",
              "A month later is the same day, or the month's last where it has no such day. A date"
                  + " has no hours to add to.",
              SqlStdOperatorTable.DATETIME_PLUS,
              SqlStdOperatorTable.MINUS_DATE),
          syntax(
              TIME,
              "TIMESTAMPADD(unit, n, time)",
              "as `time`",
              "So many units later, earlier where `n` is negative; of a DATE and a unit below DAY"
                  + " it is a TIMESTAMP.",
              SqlStdOperatorTable.TIMESTAMP_ADD),
          syntax(
              TIME,
              "TIMESTAMPDIFF(unit, a, b)",
              "INT",
              "How many whole units lie from `a` to `b`, negative where `b` is earlier; more than"
                  + " INT holds are an error of the data.",
              SqlStdOperatorTable.TIMESTAMP_DIFF),
          new FunctionEntry(
              TIME,
              "CURRENT_TIMESTAMP",
              "TIMESTAMP",
              "When the statement began. In queries only, because no replay gives it again.",
              List.of(
                  new PortableFunction(
                      "CURRENT_TIMESTAMP",
                      Function.CURRENT_TIMESTAMP,
                      ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 6),
                      NILADIC,
                      true))),
          new FunctionEntry(
              TIME,
              "CURRENT_DATE",
              "DATE",
              "The day in UTC on which the statement began. In queries only.",
              List.of(
                  new PortableFunction(
                      "CURRENT_DATE",
                      Function.CURRENT_DATE,
                      ReturnTypes.explicit(SqlTypeName.DATE),
                      NILADIC,
                      true))),
          function(
              TIME,
              "DATE_FORMAT(time, pattern)",
              "VARCHAR",
              "The time as text. In the pattern, a literal, stand `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`,"
                  + " `SSS` (milliseconds) and `SSSSSS` (microseconds), each once at most; other"
                  + " letters stand in single quotes.",
              Function.DATE_FORMAT,
              Results.TEXT,
              TIME_AND_PATTERN),
          function(
              TIME,
              "TO_TIMESTAMP(text, pattern)",
              "TIMESTAMP",
              "The time that the text names, in a pattern as that of `DATE_FORMAT` with year, month and"
                  + " day. Text that does not fit is an error of the data.",
              Function.TO_TIMESTAMP,
              Results.TIMESTAMP,
              OperandTypes.STRING_STRING),
          function(
              TIME,
              "TIMESTAMP_SECONDS(n)",
              "TIMESTAMP",
              "So many seconds after the start of 1970, before it where negative.",
              Function.TIMESTAMP_SECONDS,
              Results.TIMESTAMP,
              WHOLE),
          function(
              TIME,
              "TIMESTAMP_MILLIS(n)",
              "TIMESTAMP",
              "The same in milliseconds.",
              Function.TIMESTAMP_MILLIS,
              Results.TIMESTAMP,
              WHOLE),
          function(
              TIME,
              "TIMESTAMP_MICROS(n)",
              "TIMESTAMP",
              "The same in microseconds.",
              Function.TIMESTAMP_MICROS,
              Results.TIMESTAMP,
              WHOLE),
          function(
              TIME,
              "UNIX_MILLIS(time)",
              "BIGINT",
              "How many milliseconds lie between the start of 1970 and the time, rounded down.",
              Function.UNIX_MILLIS,
              Results.LONG,
              ANY_TIME),
          function(
              TIME,
              "UNIX_MICROS(time)",
              "BIGINT",
              "The same in microseconds.",
              Function.UNIX_MICROS,
              Results.LONG,
              ANY_TIME));

  private TimeFunctions() {}
}
