package io.thalweg.store.lake.internal;

import io.thalweg.process.api.LakeTable.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Ranges as conditions of Iceberg, which leave out files by their metrics. A range that does not
 * fit its column leaves nothing out: pruning saves time and never decides what is right.
 */
public final class Pruning {

  private Pruning() {}

  /** A condition that is true of every row within the ranges, and perhaps of others. */
  public static Expression of(List<Range> ranges, Schema schema) {
    Expression all = Expressions.alwaysTrue();
    for (Range range : ranges) {
      Types.NestedField column = schema.findField(range.column());
      if (column == null) {
        continue;
      }
      Optional<Object> from = literal(range.from(), column.type(), RoundingMode.FLOOR);
      if (from.isPresent()) {
        all = Expressions.and(all, Expressions.greaterThanOrEqual(range.column(), from.get()));
      }
      Optional<Object> to = literal(range.to(), column.type(), RoundingMode.CEILING);
      if (to.isPresent()) {
        all = Expressions.and(all, Expressions.lessThanOrEqual(range.column(), to.get()));
      }
    }
    return all;
  }

  private static Optional<Object> literal(Object value, Type type, RoundingMode outwards) {
    Object fitting =
        switch (type.typeId()) {
          case BOOLEAN -> value instanceof Boolean ? value : null;
          case INTEGER, LONG, DATE, TIMESTAMP -> value instanceof Long ? value : null;
          case DOUBLE -> value instanceof Double number && !number.isNaN() ? number : null;
          case STRING -> value instanceof String ? value : null;
          case DECIMAL -> decimal(value, (Types.DecimalType) type, outwards);
          default -> null;
        };
    return Optional.ofNullable(fitting);
  }

  private static BigDecimal decimal(Object value, Types.DecimalType type, RoundingMode outwards) {
    return value instanceof BigDecimal number ? number.setScale(type.scale(), outwards) : null;
  }
}
