package io.thalweg.sql.convert;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.Expression;
import io.thalweg.sql.plan.Expression.ColumnReference;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.validate.RelationTable;
import io.thalweg.sql.validate.StatementValidator.Validated;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;

/** From Calcite's relational algebra to our plan, node by node. */
public final class PlanConverter {

  private final OuterRows outer;

  private PlanConverter(OuterRows outer) {
    this.outer = outer;
  }

  /**
   * The plan of a validated statement; its columns carry the names that the statement gives them.
   */
  public static PlanNode convert(Validated validated, SourceText sql) {
    RelRoot root = RelationalConverter.convert(validated);
    PlanNode node = inside(OuterRows.NONE, root.rel);
    List<Column> columns = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < root.fields.size(); i++) {
      Column column = node.columns().get(root.fields.leftList().get(i));
      String name = root.fields.rightList().get(i);
      columns.add(
          new Column(
              name.startsWith("EXPR$") ? "_" + (i + 1) : name, column.type(), column.nullable()));
      expressions.add(new ColumnReference(root.fields.leftList().get(i), column.type()));
    }
    return columns.equals(node.columns()) ? node : new PlanNode.Project(node, columns, expressions);
  }

  /**
   * The plan of a sub-query.
   *
   * @param outer the rows it may refer to
   */
  static PlanNode inside(OuterRows outer, RelNode query) {
    return new PlanConverter(outer).node(query);
  }

  /** What converts the expressions of a node. */
  private ExpressionConverter expressions(RelNode node) {
    List<Column> row =
        node.getInputs().size() == 1 ? columns(node.getInput(0).getRowType()) : List.of();
    return new ExpressionConverter(outer.within(node.getVariablesSet()), Ties.by(row));
  }

  private PlanNode node(RelNode node) {
    if (node instanceof TableScan scan) {
      return new PlanNode.Scan(scan.getTable().unwrapOrThrow(RelationTable.class).relation());
    }
    if (node instanceof Values values) {
      return values(values);
    }
    if (node instanceof Filter filter) {
      return new PlanNode.Filter(
          node(filter.getInput()), expressions(filter).convert(filter.getCondition()));
    }
    if (node instanceof Project project) {
      if (RexUtil.isIdentity(project.getProjects(), project.getInput().getRowType())
          && project.getRowType().equals(project.getInput().getRowType())) {
        return node(project.getInput());
      }
      return RexOver.containsOver(project.getProjects(), null)
          ? over(project)
          : new PlanNode.Project(
              node(project.getInput()),
              columns(project.getRowType()),
              expressions(project).convert(project.getProjects()));
    }
    if (node instanceof TableFunctionScan function) {
      if (function.getInputs().size() != 1) {
        throw new UnsupportedPlanException("a window over several queries at once");
      }
      return new PlanNode.Window(
          node(function.getInput(0)),
          columns(function.getRowType()),
          WindowConverter.timeColumn(function),
          WindowConverter.convert(function));
    }
    if (node instanceof Aggregate aggregate) {
      return AggregateConverter.convert(aggregate, node(aggregate.getInput()));
    }
    if (node instanceof Join join) {
      return join(join);
    }
    if (node instanceof Correlate correlate) {
      return UnnestConverter.convert(correlate, node(correlate.getLeft()), outer);
    }
    if (node instanceof SetOp operation) {
      return setOperation(operation);
    }
    if (node instanceof Sort sort) {
      return sort(sort);
    }
    if (node instanceof Uncollect uncollect) {
      return UnnestConverter.convert(uncollect, outer);
    }
    throw new UnsupportedPlanException(node.getRelTypeName());
  }

  /** Window functions whose results depend on ties go by the log's order, where there is one. */
  private PlanNode over(Project project) {
    PlanNode input = node(project.getInput());
    List<Column> row = columns(project.getInput().getRowType());
    Optional<LogOrder> log = LogOrder.of(input);
    Ties ties = log.map(order -> new Ties(row, order.place(), order.unique())).orElse(Ties.by(row));
    List<Expression> expressions =
        new ExpressionConverter(outer.within(project.getVariablesSet()), ties)
            .convert(project.getProjects());
    boolean byLog =
        expressions.stream()
            .flatMap(Expression::all)
            .anyMatch(
                part -> part instanceof ColumnReference column && column.index() >= row.size());
    return new PlanNode.Project(
        byLog ? log.orElseThrow().plan() : input, columns(project.getRowType()), expressions);
  }

  private static PlanNode values(Values values) {
    List<Column> columns = columns(values.getRowType());
    List<List<Expression>> rows = new ArrayList<>();
    for (var tuple : values.getTuples()) {
      List<Expression> row = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        row.add(
            Coercion.cast(ExpressionConverter.PLAIN.convert(tuple.get(i)), columns.get(i).type()));
      }
      rows.add(row);
    }
    return new PlanNode.Values(columns, rows);
  }

  private PlanNode join(Join join) {
    return new PlanNode.Join(
        node(join.getLeft()),
        node(join.getRight()),
        PlanNode.JoinType.valueOf(join.getJoinType().name()),
        expressions(join).convert(join.getCondition()),
        columns(join.getRowType()));
  }

  private PlanNode setOperation(SetOp operation) {
    List<Column> columns = columns(operation.getRowType());
    return new PlanNode.SetOperation(
        switch (operation.kind) {
          case UNION -> PlanNode.SetOperation.Kind.UNION;
          case INTERSECT -> PlanNode.SetOperation.Kind.INTERSECT;
          default -> PlanNode.SetOperation.Kind.EXCEPT;
        },
        operation.all,
        operation.getInputs().stream().map(input -> typed(node(input), columns)).toList(),
        columns);
  }

  /** The node with its columns cast to the types of others. */
  private static PlanNode typed(PlanNode node, List<Column> types) {
    List<Column> columns = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Column column = node.columns().get(i);
      DataType type = types.get(i).type();
      columns.add(new Column(column.name(), type, column.nullable()));
      expressions.add(Coercion.cast(new ColumnReference(i, column.type()), type));
    }
    return columns.equals(node.columns()) ? node : new PlanNode.Project(node, columns, expressions);
  }

  private PlanNode sort(Sort sort) {
    return new PlanNode.Sort(
        node(sort.getInput()),
        sort.getCollation().getFieldCollations().stream().map(PlanConverter::sortKey).toList(),
        Optional.ofNullable(sort.offset).map(PlanConverter::count),
        Optional.ofNullable(sort.fetch).map(PlanConverter::count));
  }

  private static long count(RexNode number) {
    return ((RexLiteral) number).getValueAs(BigDecimal.class).longValueExact();
  }

  private static PlanNode.SortKey sortKey(RelFieldCollation key) {
    return new PlanNode.SortKey(
        key.getFieldIndex(),
        key.direction.isDescending(),
        key.nullDirection == RelFieldCollation.NullDirection.FIRST);
  }

  static List<Column> columns(RelDataType row) {
    return row.getFieldList().stream()
        .map(
            field ->
                new Column(
                    field.getName(),
                    ExpressionConverter.type(field.getType()),
                    field.getType().isNullable()))
        .toList();
  }
}
