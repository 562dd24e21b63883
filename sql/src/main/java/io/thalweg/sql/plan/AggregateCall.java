package io.thalweg.sql.plan;

import io.thalweg.definitions.DataType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An aggregate over the rows of a group.
 *
 * @param function which
 * @param operands positions of its arguments in the input; none for {@code COUNT(*)}. Behind the
 *     two of {@code MIN_BY} and {@code MAX_BY} stands the row's place in the log, the weightier
 *     column first, where rows have one
 * @param distinct whether equal arguments count once
 * @param filter position of a boolean column; only rows where it is true count
 * @param percentile which, of a percentile; present exactly for those
 * @param type of the result
 */
public record AggregateCall(
    AggregateFunction function,
    List<Integer> operands,
    boolean distinct,
    Optional<Integer> filter,
    Optional<Percentile> percentile,
    DataType type) {

  /**
   * How far along the values in their order.
   *
   * @param fraction from 0 to 1
   * @param descending whether the greatest value comes first
   */
  public record Percentile(BigDecimal fraction, boolean descending) {}

  public AggregateCall {
    operands = List.copyOf(operands);
  }
}
