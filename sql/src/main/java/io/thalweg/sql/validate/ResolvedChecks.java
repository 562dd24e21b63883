package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.functions.WindowTableFunction;
import io.thalweg.sql.plan.TimeUnit;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;

/** Refuses what Calcite takes but engines understand differently, once the types are known. */
final class ResolvedChecks extends SqlBasicVisitor<Void> {

  private static final Set<SqlKind> COMPARISONS =
      EnumSet.of(
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM,
          SqlKind.BETWEEN,
          SqlKind.IN,
          SqlKind.NOT_IN);

  private static final Set<TimeUnit> EXTRACTED = EnumSet.allOf(TimeUnit.class);
  private static final Set<TimeUnit> COUNTED = EnumSet.range(TimeUnit.YEAR, TimeUnit.MICROSECOND);
  private static final Set<TimeUnit> CUT = EnumSet.range(TimeUnit.YEAR, TimeUnit.MILLISECOND);
  private static final Set<String> BELOW_DAY =
      Set.of("HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND");

  private final SqlValidator validator;
  private final SourceText sql;
  private final NestedChecks nested;
  private final List<Problem> problems = new ArrayList<>();

  private ResolvedChecks(SqlValidator validator, SourceText sql) {
    this.nested = new NestedChecks(validator, sql);
    this.validator = validator;
    this.sql = sql;
  }

  static List<Problem> in(SqlNode statement, SqlValidator validator, SourceText sql) {
    ResolvedChecks visitor = new ResolvedChecks(validator, sql);
    statement.accept(visitor);
    return visitor.problems;
  }

  @Override
  public Void visit(SqlCall call) {
    if (COMPARISONS.contains(call.getKind())) {
      comparison(call);
    }
    if (call.getOperator() instanceof WindowTableFunction) {
      WindowSizes.problem(call, sql).ifPresent(this::add);
    }
    switch (call.getKind()) {
      case COUNT -> count(call);
      case WITHIN_GROUP -> percentile(call);
      case CAST -> cast(call);
      case EXTRACT -> unit(call, call.operand(0), EXTRACTED);
      case TIMESTAMP_ADD, TIMESTAMP_DIFF -> unit(call, call.operand(0), COUNTED);
      case FLOOR, CEIL -> {
        if (call.operandCount() > 1) {
          unit(call, call.operand(1), CUT);
        }
      }
      default -> interval(call);
    }
    nested.in(call).forEach(this::add);
    LiteralArguments.problem(call, sql).ifPresent(this::add);
    if (call instanceof SqlWindow window) {
      window.getPartitionList().accept(this);
      window.getOrderList().accept(this);
      return null;
    }
    return super.visit(call);
  }

  @Override
  public Void visit(SqlIdentifier name) {
    FieldPaths.problem(name, sql).ifPresent(this::add);
    return null;
  }

  @Override
  public Void visit(SqlNodeList list) {
    list.forEach(
        node -> {
          if (node != null) {
            node.accept(this);
          }
        });
    return null;
  }

  @Override
  public Void visit(SqlIntervalQualifier unit) {
    return null;
  }

  private void comparison(SqlCall call) {
    List<RelDataType> types = new ArrayList<>();
    for (SqlNode operand : call.getOperandList()) {
      if (operand instanceof SqlNodeList list) {
        list.forEach(value -> add(types, value));
      } else {
        add(types, operand);
      }
    }
    List<SqlTypeFamily> families = types.stream().map(ResolvedChecks::family).distinct().toList();
    if (families.size() > 1 && !families.contains(null)) {
      String words =
          types.stream()
              .map(type -> TypeWords.word(type.getSqlTypeName().getName()))
              .distinct()
              .collect(Collectors.joining(" and "));
      add(
          SqlProblem.SQL_TYPE_MISMATCH
              .at(
                  Positions.locate(sql, call),
                  "\"%s\" cannot be applied to %s".formatted(call.getOperator().getName(), words))
              .withHint("Cast one of them: CAST(x AS type)."));
    }
  }

  private void add(List<RelDataType> types, SqlNode operand) {
    RelDataType type = validator.getValidatedNodeTypeIfKnown(operand);
    if (type != null && type.isStruct() && type.getFieldCount() == 1) {
      type = type.getFieldList().get(0).getType();
    }
    if (type != null && !type.isStruct() && type.getSqlTypeName() != SqlTypeName.NULL) {
      types.add(type);
    }
  }

  /** Types of one family can be compared; null for one that Calcite checks itself. */
  private static SqlTypeFamily family(RelDataType type) {
    if (SqlTypeUtil.isNumeric(type)) {
      return SqlTypeFamily.NUMERIC;
    }
    if (SqlTypeUtil.isCharacter(type)) {
      return SqlTypeFamily.CHARACTER;
    }
    if (SqlTypeUtil.isDatetime(type)) {
      return SqlTypeFamily.DATETIME;
    }
    return SqlTypeUtil.isBoolean(type) ? SqlTypeFamily.BOOLEAN : null;
  }

  /** Between two whole numbers lies what is none; Calcite would give it their type. */
  private void percentile(SqlCall call) {
    RelDataType type = validator.getValidatedNodeTypeIfKnown(call);
    String name = ((SqlCall) call.operand(0)).getOperator().getName();
    if (name.equals("PERCENTILE_CONT")
        && type != null
        && type.getSqlTypeName() != SqlTypeName.DOUBLE) {
      add(
          SqlProblem.SQL_TYPE_MISMATCH
              .at(
                  Positions.locate(sql, call),
                  "PERCENTILE_CONT is of double, and this is of "
                      + TypeWords.word(type.getSqlTypeName().getName()))
              .withHint("Write ORDER BY CAST(x AS DOUBLE), or PERCENTILE_DISC."));
    }
  }

  private void count(SqlCall call) {
    if (call.operandCount() > 1) {
      add(
          SqlProblem.SQL_UNSUPPORTED
              .at(Positions.locate(sql, call), "COUNT of several columns is not supported")
              .withHint("Count one of them, or the rows of a SELECT DISTINCT in FROM."));
    }
  }

  /**
   * Numbers and times, and truth values and others, are turned into each other by no rule that all
   * share.
   */
  private void cast(SqlCall call) {
    RelDataType from = validator.getValidatedNodeTypeIfKnown(call.operand(0));
    RelDataType to = validator.getValidatedNodeTypeIfKnown(call);
    if (from == null || to == null) {
      return;
    }
    SqlTypeFamily source = family(from);
    SqlTypeFamily target = family(to);
    boolean text = source == SqlTypeFamily.CHARACTER || target == SqlTypeFamily.CHARACTER;
    boolean known = source != null && target != null;
    if (SqlTypeUtil.isInterval(from) || known && !text && source != target) {
      add(
          SqlProblem.SQL_TYPE_MISMATCH
              .at(
                  Positions.locate(sql, call),
                  "%s cannot be cast to %s"
                      .formatted(
                          TypeWords.word(from.getSqlTypeName().getName()),
                          TypeWords.word(to.getSqlTypeName().getName())))
              .withHint("Write what it should mean with CASE, EXTRACT or TIMESTAMPADD."));
    }
  }

  private void unit(SqlCall call, SqlNode node, Set<TimeUnit> allowed) {
    String name =
        node instanceof SqlIntervalQualifier unit ? unit.timeUnitRange.name() : node.toString();
    if (allowed.stream().noneMatch(unit -> unit.name().equals(name))) {
      add(
          SqlProblem.SQL_UNSUPPORTED
              .at(Positions.locate(sql, node), "unit %s is not supported here".formatted(name))
              .withDetail(
                  allowed.stream()
                      .map(TimeUnit::name)
                      .collect(Collectors.joining(", ", "The units are ", "."))));
    }
  }

  private void interval(SqlCall call) {
    RelDataType type = validator.getValidatedNodeTypeIfKnown(call);
    if (type == null) {
      return;
    }
    if (SqlTypeUtil.isInterval(type) && call.getKind() != SqlKind.DESCRIPTOR) {
      add(
          SqlProblem.SQL_UNSUPPORTED
              .at(Positions.locate(sql, call), "a computed interval is not supported")
              .withHint("Write TIMESTAMPADD(unit, n, time) or TIMESTAMPDIFF(unit, a, b)."));
    }
    if (type.getSqlTypeName() == SqlTypeName.DATE
        && call.isA(EnumSet.of(SqlKind.PLUS, SqlKind.MINUS))) {
      call.getOperandList().stream()
          .map(validator::getValidatedNodeTypeIfKnown)
          .filter(operand -> operand != null && SqlTypeUtil.isInterval(operand))
          .filter(operand -> isBelowDay(operand.getIntervalQualifier()))
          .findFirst()
          .ifPresent(
              operand ->
                  add(
                      SqlProblem.SQL_TYPE_MISMATCH
                          .at(Positions.locate(sql, call), "a date has no hours to add to")
                          .withHint("Write CAST(… AS TIMESTAMP) for its midnight.")));
    }
  }

  private static boolean isBelowDay(SqlIntervalQualifier interval) {
    var finest = interval.getEndUnit() == null ? interval.getStartUnit() : interval.getEndUnit();
    return BELOW_DAY.contains(finest.name());
  }

  private void add(Problem problem) {
    problems.add(problem);
  }
}
