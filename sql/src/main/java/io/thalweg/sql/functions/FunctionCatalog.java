package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.syntax;
import static io.thalweg.sql.functions.FunctionEntry.Group.AGGREGATES;
import static io.thalweg.sql.functions.FunctionEntry.Group.WINDOWS;
import static io.thalweg.sql.functions.FunctionEntry.Group.WINDOW_FUNCTIONS;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlOperandMetadata;

/** Everything that portable SQL can compute with. */
public final class FunctionCatalog {

  private static final String SIZED =
      "a stream, a DESCRIPTOR of a timestamp and one or two intervals of days or less";

  private static final String STEPPED =
      "a stream, a DESCRIPTOR of a timestamp and two or three intervals of days or less";

  private static final WindowTableFunction TUMBLE =
      new WindowTableFunction("TUMBLE", operands(SqlStdOperatorTable.TUMBLE), SIZED);

  private static final WindowTableFunction HOP =
      new WindowTableFunction("HOP", operands(SqlStdOperatorTable.HOP), STEPPED);

  private static final WindowTableFunction CUMULATE =
      new WindowTableFunction("CUMULATE", operands(SqlStdOperatorTable.HOP), STEPPED);

  private static final WindowTableFunction SESSION =
      new WindowTableFunction(
          "SESSION",
          new SessionOperands(),
          "a stream, a DESCRIPTOR of a timestamp, if you like a DESCRIPTOR of keys, and an interval"
              + " of days or less");

  private static final List<FunctionEntry> ENTRIES =
      Stream.of(PortableFunctions.ALL, aggregates(), windowFunctions(), windows())
          .flatMap(List::stream)
          .toList();

  private FunctionCatalog() {}

  /** The function of a name that puts rows into windows. */
  public static Optional<WindowTableFunction> window(String name) {
    return Stream.of(TUMBLE, HOP, CUMULATE, SESSION)
        .filter(function -> function.getName().equalsIgnoreCase(name))
        .findFirst();
  }

  private static SqlOperandMetadata operands(SqlOperator window) {
    return (SqlOperandMetadata) window.getOperandTypeChecker();
  }

  /** Every function, in the order of the documentation. */
  public static List<FunctionEntry> entries() {
    return ENTRIES;
  }

  private static List<FunctionEntry> aggregates() {
    return List.of(
        syntax(AGGREGATES, "COUNT(*)", "BIGINT", "The rows; 0 of none.", SqlStdOperatorTable.COUNT),
        syntax(
            AGGREGATES,
            "COUNT([DISTINCT] x)",
            "BIGINT",
            "The values that are not NULL, or the different ones of them; 0 of none."),
        syntax(
            AGGREGATES,
            "SUM([DISTINCT] x)",
            "BIGINT, DECIMAL or DOUBLE",
            "Of INT and BIGINT it is BIGINT, of a decimal DECIMAL(38, s), of a DOUBLE DOUBLE;"
                + " NULL of no value.",
            SqlStdOperatorTable.SUM),
        syntax(
            AGGREGATES,
            "AVG([DISTINCT] x)",
            "DOUBLE",
            "Whatever it is of; NULL of no value.",
            SqlStdOperatorTable.AVG),
        syntax(
            AGGREGATES,
            "MIN(x), MAX(x)",
            "as `x`",
            "Of any type; NULL of no value.",
            SqlStdOperatorTable.MIN,
            SqlStdOperatorTable.MAX),
        syntax(
            AGGREGATES,
            "STDDEV_POP(x), STDDEV_SAMP(x), VAR_POP(x), VAR_SAMP(x)",
            "DOUBLE",
            "NULL of no value, and of a sample of one. Also `STDDEV(x)` and `VARIANCE(x)`, of a"
                + " sample.",
            SqlStdOperatorTable.STDDEV_POP,
            SqlStdOperatorTable.STDDEV_SAMP,
            SqlStdOperatorTable.STDDEV,
            SqlStdOperatorTable.VAR_POP,
            SqlStdOperatorTable.VAR_SAMP,
            SqlStdOperatorTable.VARIANCE),
        syntax(
            AGGREGATES,
            "MIN_BY(x, y), MAX_BY(x, y)",
            "as `x`",
            "The value of `x` in the row where `y` is least, or greatest, such as the first or last by"
                + " time. Rows where one of them is NULL are left out; of rows with equal `y` it is"
                + " the first in the log, or the last, and where rows have no place in it the least `x`,"
                + " or the greatest.",
            OrderedAggregates.MIN_BY,
            OrderedAggregates.MAX_BY),
        syntax(
            AGGREGATES,
            "PERCENTILE_CONT(fraction) WITHIN GROUP (ORDER BY x [DESC])",
            "DOUBLE",
            "The value at this fraction, from 0 to 1, of the way through the DOUBLEs `x` in their"
                + " order, between two of them where it does not meet one: 0.5 for the median.",
            SqlStdOperatorTable.PERCENTILE_CONT,
            SqlStdOperatorTable.WITHIN_GROUP),
        syntax(
            AGGREGATES,
            "PERCENTILE_DISC(fraction) WITHIN GROUP (ORDER BY x [DESC])",
            "as `x`",
            "The first of the numbers `x` in their order that at least this fraction of them does not"
                + " exceed.",
            SqlStdOperatorTable.PERCENTILE_DISC),
        syntax(
            AGGREGATES,
            "GROUPING(x)",
            "BIGINT",
            "1 where the row's grouping set leaves `x` out, else 0; of several, their bits.",
            SqlStdOperatorTable.GROUPING),
        syntax(
            AGGREGATES,
            "aggregate FILTER (WHERE condition)",
            "the aggregate's",
            "Over the rows only for which the condition is true.",
            SqlStdOperatorTable.FILTER));
  }

  private static List<FunctionEntry> windowFunctions() {
    return List.of(
        syntax(
            WINDOW_FUNCTIONS,
            "ROW_NUMBER(), RANK(), DENSE_RANK() OVER (…)",
            "BIGINT",
            "The row's number from 1. `RANK` gives equal rows one number and leaves a gap behind them,"
                + " `DENSE_RANK` leaves none.",
            SqlStdOperatorTable.ROW_NUMBER,
            SqlStdOperatorTable.RANK,
            SqlStdOperatorTable.DENSE_RANK,
            SqlStdOperatorTable.OVER),
        syntax(
            WINDOW_FUNCTIONS,
            "LAG(x [, n [, default]]), LEAD(x [, n [, default]]) OVER (…)",
            "as `x`",
            "The value `n` rows, 1 if not given, before or behind; where there is no such row"
                + " the default, or NULL.",
            SqlStdOperatorTable.LAG,
            SqlStdOperatorTable.LEAD),
        syntax(
            WINDOW_FUNCTIONS,
            "FIRST_VALUE(x), LAST_VALUE(x) OVER (…)",
            "as `x`",
            "Of the first or last row of the frame, also where it is NULL.",
            SqlStdOperatorTable.FIRST_VALUE,
            SqlStdOperatorTable.LAST_VALUE),
        syntax(
            WINDOW_FUNCTIONS,
            "COUNT, SUM, AVG, MIN, MAX OVER (…)",
            "the aggregate's",
            "Over the rows of the frame; all of the partition without ORDER BY, else those up to"
                + " the row and its equals if no frame is given."));
  }

  private static List<FunctionEntry> windows() {
    return List.of(
        syntax(
            WINDOWS,
            "TUMBLE(TABLE stream, DESCRIPTOR(time), size [, offset])",
            "rows",
            "In `FROM TABLE(…)`: each row with `window_start`, `window_end` (not in the window) and"
                + " `window_time` (its last millisecond). Windows are multiples of the size since 1970,"
                + " moved by the offset. A row without a time falls into none.",
            TUMBLE,
            SqlStdOperatorTable.DESCRIPTOR),
        syntax(
            WINDOWS,
            "HOP(TABLE stream, DESCRIPTOR(time), slide, size [, offset])",
            "rows",
            "The same with windows that begin every slide and overlap; each row comes once for each"
                + " window that it falls into. The size is a multiple of the slide.",
            HOP),
        syntax(
            WINDOWS,
            "CUMULATE(TABLE stream, DESCRIPTOR(time), step, size [, offset])",
            "rows",
            "The same with windows that share a start and grow by a step until they have their size,"
                + " a multiple of the step. Group by `window_end`, which names such a window.",
            CUMULATE),
        syntax(
            WINDOWS,
            "SESSION(TABLE stream, DESCRIPTOR(time) [, DESCRIPTOR(key, …)], gap)",
            "rows",
            "The same with windows of rows of equal keys that lie closer together than the gap. A"
                + " window begins with its first row and ends the gap after its last. Group by"
                + " `window_end` and the keys.",
            SESSION));
  }
}
