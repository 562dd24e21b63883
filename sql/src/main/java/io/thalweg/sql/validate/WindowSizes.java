package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.SqlProblem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlNode;

/** Whether the sizes of a window make windows. */
final class WindowSizes {

  /** A row falls into no more windows than these. */
  private static final int MOST_WINDOWS = 1_000;

  private WindowSizes() {}

  /** What is wrong with the intervals of a window function's call, if anything. */
  static Optional<Problem> problem(SqlCall call, SourceText sql) {
    List<SqlNode> intervals =
        call.getOperandList().stream().filter(node -> node instanceof SqlIntervalLiteral).toList();
    String name = call.getOperator().getName();
    boolean stepped = name.equals("HOP") || name.equals("CUMULATE");
    for (SqlNode interval : intervals.subList(0, Math.min(intervals.size(), stepped ? 2 : 1))) {
      if (millis(interval).signum() <= 0) {
        return refuse(interval, sql, "a window's size is not positive", "Write more than zero.");
      }
    }
    if (stepped && intervals.size() > 1) {
      BigDecimal[] windows = millis(intervals.get(1)).divideAndRemainder(millis(intervals.get(0)));
      String step = name.equals("HOP") ? "slide" : "step";
      if (windows[1].signum() != 0) {
        return refuse(
            intervals.get(1),
            sql,
            "the size of %s windows is no multiple of their %s".formatted(name, step),
            "Write the %s first, then a size that it divides.".formatted(step));
      }
      if (windows[0].intValue() > MOST_WINDOWS) {
        return refuse(
            intervals.get(0),
            sql,
            "each row would fall into %s windows".formatted(windows[0].toBigInteger()),
            "Make the %s larger; up to %d windows are supported.".formatted(step, MOST_WINDOWS));
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> refuse(SqlNode at, SourceText sql, String what, String hint) {
    return Optional.of(
        SqlProblem.SQL_WRONG_ARGUMENTS.at(Positions.locate(sql, at), what).withHint(hint));
  }

  private static BigDecimal millis(SqlNode node) {
    SqlIntervalLiteral interval = (SqlIntervalLiteral) node;
    BigDecimal value = interval.getValueAs(BigDecimal.class);
    return interval.getValue() instanceof IntervalValue written && written.getSign() < 0
        ? value.abs().negate()
        : value;
  }
}
