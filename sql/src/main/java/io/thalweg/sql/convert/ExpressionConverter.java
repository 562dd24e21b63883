package io.thalweg.sql.convert;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.sql.functions.PortableFunction;
import io.thalweg.sql.functions.PortableTypes;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.Call;
import io.thalweg.sql.plan.Expression.Case;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.Expression.Literal;
import io.thalweg.sql.plan.Expression.OuterReference;
import io.thalweg.sql.plan.Expression.Over;
import io.thalweg.sql.plan.Function;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimestampString;

/** From Calcite's expressions to ours. */
final class ExpressionConverter {

  static final Map<SqlKind, Function> BY_KIND =
      Map.ofEntries(
          Map.entry(SqlKind.EQUALS, Function.EQUALS),
          Map.entry(SqlKind.NOT_EQUALS, Function.NOT_EQUALS),
          Map.entry(SqlKind.LESS_THAN, Function.LESS_THAN),
          Map.entry(SqlKind.LESS_THAN_OR_EQUAL, Function.LESS_THAN_OR_EQUAL),
          Map.entry(SqlKind.GREATER_THAN, Function.GREATER_THAN),
          Map.entry(SqlKind.GREATER_THAN_OR_EQUAL, Function.GREATER_THAN_OR_EQUAL),
          Map.entry(SqlKind.IS_NULL, Function.IS_NULL),
          Map.entry(SqlKind.IS_NOT_NULL, Function.IS_NOT_NULL),
          Map.entry(SqlKind.IS_TRUE, Function.IS_TRUE),
          Map.entry(SqlKind.IS_NOT_TRUE, Function.IS_NOT_TRUE),
          Map.entry(SqlKind.IS_FALSE, Function.IS_FALSE),
          Map.entry(SqlKind.IS_NOT_FALSE, Function.IS_NOT_FALSE),
          Map.entry(SqlKind.IS_UNKNOWN, Function.IS_NULL),
          Map.entry(SqlKind.IS_DISTINCT_FROM, Function.IS_DISTINCT_FROM),
          Map.entry(SqlKind.IS_NOT_DISTINCT_FROM, Function.IS_NOT_DISTINCT_FROM),
          Map.entry(SqlKind.AND, Function.AND),
          Map.entry(SqlKind.OR, Function.OR),
          Map.entry(SqlKind.NOT, Function.NOT),
          Map.entry(SqlKind.PLUS, Function.PLUS),
          Map.entry(SqlKind.MINUS, Function.MINUS),
          Map.entry(SqlKind.TIMES, Function.TIMES),
          Map.entry(SqlKind.DIVIDE, Function.DIVIDE),
          Map.entry(SqlKind.MOD, Function.MOD),
          Map.entry(SqlKind.MINUS_PREFIX, Function.NEGATE),
          Map.entry(SqlKind.LIKE, Function.LIKE),
          Map.entry(SqlKind.EXTRACT, Function.EXTRACT),
          Map.entry(SqlKind.TIMESTAMP_ADD, Function.TIMESTAMP_ADD),
          Map.entry(SqlKind.TIMESTAMP_DIFF, Function.TIMESTAMP_DIFF),
          Map.entry(SqlKind.POSITION, Function.POSITION));

  private static final Map<String, Function> BY_NAME =
      Map.of(
          "||", Function.CONCAT,
          "SUBSTRING", Function.SUBSTRING,
          "JSON_VALUE", Function.JSON_VALUE,
          "JSON_EXISTS", Function.JSON_EXISTS);

  /** Of expressions that refer to no outer row and hold no sub-query. */
  static final ExpressionConverter PLAIN = new ExpressionConverter(OuterRows.NONE, Ties.NONE);

  private final OuterRows rows;
  private final Ties ties;

  /** What stands for the expression's own row, where something does. */
  private final Optional<CorrelationId> own;

  /**
   * @param rows the outer rows that a sub-query may refer to; the nearest is the expression's own
   * @param ties what tells the rows apart that window functions are over
   */
  ExpressionConverter(OuterRows rows, Ties ties) {
    this(rows, ties, Optional.empty());
  }

  private ExpressionConverter(OuterRows rows, Ties ties, Optional<CorrelationId> own) {
    this.ties = ties;
    this.rows = rows;
    this.own = own;
  }

  /** The same for expressions in which a variable stands for their own row. */
  ExpressionConverter ofRow(CorrelationId variable) {
    return new ExpressionConverter(rows, ties, Optional.of(variable));
  }

  List<Expression> convert(List<RexNode> nodes) {
    return nodes.stream().map(this::convert).toList();
  }

  Expression convert(RexNode node) {
    if (node instanceof RexInputRef reference) {
      return new ColumnReference(reference.getIndex(), type(reference));
    }
    if (node instanceof RexLiteral literal) {
      return literal(literal);
    }
    if (node instanceof RexOver over) {
      return new OverConverter(this, ties).convert(over);
    }
    if (node instanceof RexSubQuery subQuery) {
      return SubQueryConverter.convert(subQuery, convert(subQuery.getOperands()), rows);
    }
    if (node instanceof RexCall call) {
      return call(call);
    }
    if (node instanceof RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable variable
          ? column(variable, access)
          : field(convert(access.getReferenceExpr()), access.getField().getName(), type(access));
    }
    throw new UnsupportedPlanException(node.getKind().sql);
  }

  private Expression column(RexCorrelVariable variable, RexFieldAccess access) {
    int index = access.getField().getIndex();
    return own.filter(variable.id::equals).isPresent()
        ? new ColumnReference(index, type(access))
        : new OuterReference(rows.depth(variable.id), index, type(access));
  }

  private static Expression field(Expression of, String name, DataType type) {
    Literal literal = new Literal(Optional.of(name), Primitive.STRING);
    return new Call(Function.FIELD, List.of(of, literal), type);
  }

  private Expression call(RexCall call) {
    if (call.getOperator() instanceof PortableFunction function) {
      return call(function.function(), convert(call.getOperands()), type(call));
    }
    return switch (call.getKind()) {
      case CAST -> Coercion.cast(convert(call.getOperands().get(0)), type(call));
      case CASE -> choice(call);
      case SEARCH ->
          convert(RexUtil.expandSearch(new RexBuilder(PortableTypes.newFactory()), null, call));
      case TRIM -> trim(call);
      case DOT ->
          field(
              convert(call.getOperands().get(0)),
              ((RexLiteral) call.getOperands().get(1)).getValueAs(String.class),
              type(call));
      case ITEM -> call(Function.ELEMENT, convert(call.getOperands()), type(call));
      case FLOOR -> rounded(call, Function.FLOOR, Function.FLOOR_TIME);
      case CEIL -> rounded(call, Function.CEIL, Function.CEIL_TIME);
      case COALESCE -> call(Function.COALESCE, convert(call.getOperands()), type(call));
      default -> {
        Function function =
            BY_KIND.getOrDefault(call.getKind(), BY_NAME.get(call.getOperator().getName()));
        if (function == null) {
          throw new UnsupportedPlanException(call.getOperator().getName());
        }
        yield call(function, convert(call.getOperands()), type(call));
      }
    };
  }

  private static Expression call(Function function, List<Expression> operands, DataType type) {
    return new Call(function, Coercion.operands(function, operands, type), type);
  }

  private Expression choice(RexCall call) {
    Optional<RexOver> sum = OverConverter.sum(call);
    if (sum.isPresent()) {
      Over over = (Over) new OverConverter(this, ties).convert(sum.get());
      return new Over(over.call(), over.partitionBy(), over.orderBy(), over.frame(), type(call));
    }
    List<RexNode> operands = call.getOperands();
    List<Case.Branch> branches = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      Expression value = Coercion.cast(convert(operands.get(i + 1)), type(call));
      branches.add(new Case.Branch(convert(operands.get(i)), value));
    }
    RexNode otherwise = operands.get(operands.size() - 1);
    return new Case(branches, Coercion.cast(convert(otherwise), type(call)), type(call));
  }

  /** Calcite's TRIM has the side, the characters and the text; ours the text and the characters. */
  private Expression trim(RexCall call) {
    List<RexNode> operands = call.getOperands();
    SqlTrimFunction.Flag side =
        ((RexLiteral) operands.get(0)).getValueAs(SqlTrimFunction.Flag.class);
    Function function =
        switch (side) {
          case LEADING -> Function.LTRIM;
          case TRAILING -> Function.RTRIM;
          case BOTH -> Function.TRIM;
        };
    return call(function, List.of(convert(operands.get(2)), convert(operands.get(1))), type(call));
  }

  /** FLOOR and CEIL are of a number, or of a time to a unit. */
  private Expression rounded(RexCall call, Function ofNumber, Function ofTime) {
    List<RexNode> operands = call.getOperands();
    if (operands.size() == 1) {
      return call(ofNumber, convert(operands), type(call));
    }
    String unit = ((RexLiteral) operands.get(1)).getValue().toString();
    return call(
        ofTime,
        List.of(new Literal(Optional.of(unit), Primitive.STRING), convert(operands.get(0))),
        type(call));
  }

  private static Expression literal(RexLiteral literal) {
    SqlTypeName name = literal.getType().getSqlTypeName();
    if (SqlTypeName.INTERVAL_TYPES.contains(name)) {
      long value = literal.getValueAs(BigDecimal.class).longValueExact();
      return SqlTypeName.YEAR_INTERVAL_TYPES.contains(name)
          ? new Expression.Interval(value, 0)
          : new Expression.Interval(0, Math.multiplyExact(value, 1000L));
    }
    DataType type = type(literal);
    return new Literal(Optional.ofNullable(value(literal, type)), type);
  }

  private static Object value(RexLiteral literal, DataType type) {
    if (literal.isNull()) {
      return null;
    }
    if (type instanceof DataType.Decimal decimal) {
      return literal.getValueAs(BigDecimal.class).setScale(decimal.scale());
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> literal.getValueAs(Boolean.class);
      case INT, LONG -> literal.getValueAs(BigDecimal.class).longValueExact();
      case DOUBLE -> literal.getValueAs(Double.class);
      case STRING -> literal.getValueAs(NlsString.class).getValue();
      case DATE -> LocalDate.ofEpochDay(literal.getValueAs(DateString.class).getDaysSinceEpoch());
      case TIMESTAMP ->
          LocalDateTime.parse(
              literal.getValueAs(TimestampString.class).toString().replace(' ', 'T'));
    };
  }

  static DataType type(RexNode node) {
    return type(node.getType());
  }

  static DataType type(RelDataType type) {
    return PortableTypes.fromCalcite(type)
        .orElseThrow(() -> new UnsupportedPlanException("type " + type.getSqlTypeName().getName()));
  }
}
