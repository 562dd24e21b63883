package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.syntax;
import static io.thalweg.sql.functions.FunctionEntry.Group.AGGREGATES;
import static io.thalweg.sql.functions.FunctionEntry.Group.WINDOWS;
import static io.thalweg.sql.functions.FunctionEntry.Group.WINDOW_FUNCTIONS;

import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Everything that portable SQL can compute with. */
public final class FunctionCatalog {

  public static final TumbleFunction TUMBLE = new TumbleFunction();

  private static final List<FunctionEntry> ENTRIES =
      Stream.of(PortableFunctions.ALL, aggregates(), windowFunctions(), windows())
          .flatMap(List::stream)
          .toList();

  private FunctionCatalog() {}

  /** Every function, in the order of the documentation. */
  public static List<FunctionEntry> entries() {
    return ENTRIES;
  }

  private static List<FunctionEntry> aggregates() {
    return List.of(
        syntax(AGGREGATES, "COUNT(*)", "The rows.", SqlStdOperatorTable.COUNT),
        syntax(AGGREGATES, "COUNT([DISTINCT] x)", "The rows, or the different values, not NULL."),
        syntax(
            AGGREGATES,
            "SUM([DISTINCT] x)",
            "Of INT and LONG it is LONG, of a decimal it has 38 digits; NULL of no value.",
            SqlStdOperatorTable.SUM),
        syntax(
            AGGREGATES,
            "AVG([DISTINCT] x)",
            "DOUBLE, whatever it is of; NULL of no value.",
            SqlStdOperatorTable.AVG),
        syntax(
            AGGREGATES,
            "MIN(x), MAX(x)",
            "Of any type; NULL of no value.",
            SqlStdOperatorTable.MIN,
            SqlStdOperatorTable.MAX),
        syntax(
            AGGREGATES,
            "STDDEV_POP(x), STDDEV_SAMP(x), VAR_POP(x), VAR_SAMP(x)",
            "DOUBLE; of a sample of one it is NULL. Also `STDDEV` and `VARIANCE`, of a sample.",
            SqlStdOperatorTable.STDDEV_POP,
            SqlStdOperatorTable.STDDEV_SAMP,
            SqlStdOperatorTable.STDDEV,
            SqlStdOperatorTable.VAR_POP,
            SqlStdOperatorTable.VAR_SAMP,
            SqlStdOperatorTable.VARIANCE),
        syntax(
            AGGREGATES,
            "GROUPING(x)",
            "1 where the row's grouping set leaves `x` out, else 0; of several, their bits.",
            SqlStdOperatorTable.GROUPING),
        syntax(
            AGGREGATES,
            "aggregate FILTER (WHERE condition)",
            "Over the rows only for which the condition is true.",
            SqlStdOperatorTable.FILTER));
  }

  private static List<FunctionEntry> windowFunctions() {
    return List.of(
        syntax(
            WINDOW_FUNCTIONS,
            "ROW_NUMBER(), RANK(), DENSE_RANK() OVER (…)",
            "In queries.",
            SqlStdOperatorTable.ROW_NUMBER,
            SqlStdOperatorTable.RANK,
            SqlStdOperatorTable.DENSE_RANK,
            SqlStdOperatorTable.OVER),
        syntax(
            WINDOW_FUNCTIONS,
            "LAG(x [, n [, default]]), LEAD(x [, n [, default]]) OVER (…)",
            "The value `n` rows, 1 if not given, before or behind. In queries.",
            SqlStdOperatorTable.LAG,
            SqlStdOperatorTable.LEAD),
        syntax(
            WINDOW_FUNCTIONS,
            "FIRST_VALUE(x), LAST_VALUE(x) OVER (…)",
            "Of the frame. In queries.",
            SqlStdOperatorTable.FIRST_VALUE,
            SqlStdOperatorTable.LAST_VALUE),
        syntax(
            WINDOW_FUNCTIONS, "COUNT, SUM, AVG, MIN, MAX OVER (…)", "Of the frame. In queries."));
  }

  private static List<FunctionEntry> windows() {
    return List.of(
        syntax(
            WINDOWS,
            "TUMBLE(TABLE stream, DESCRIPTOR(time), size [, offset])",
            "In `FROM TABLE(…)`: each row with `window_start`, `window_end` (not in the window) and"
                + " `window_time` (its last millisecond). Windows are multiples of the size since 1970,"
                + " moved by the offset. A row without a time falls into none.",
            TUMBLE,
            SqlStdOperatorTable.DESCRIPTOR));
  }
}
