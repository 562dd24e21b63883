package io.thalweg.sql.convert;

import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexUtil;

/** {@code UNNEST}, of an array of the source before it in FROM or of a row around a sub-query. */
final class UnnestConverter {

  /** One row without columns. */
  private static final PlanNode ONE_ROW = new PlanNode.Values(List.of(), List.of(List.of()));

  private UnnestConverter() {}

  /**
   * Of the source before it, which Calcite writes as a join with something that is computed for
   * each of its rows.
   *
   * @param input what the left side of the join became
   */
  static PlanNode convert(Correlate correlate, PlanNode input, OuterRows outer) {
    return convert(
        uncollect(correlate.getRight()),
        input,
        correlate.getRowType(),
        outer,
        Optional.of(correlate.getCorrelationId()),
        correlate.getJoinType() == JoinRelType.LEFT);
  }

  /** Of a row around the sub-query in which it is the first source. */
  static PlanNode convert(Uncollect uncollect, OuterRows outer) {
    return convert(
        uncollect(uncollect), ONE_ROW, uncollect.getRowType(), outer, Optional.empty(), false);
  }

  private static PlanNode convert(
      Uncollect uncollect,
      PlanNode input,
      RelDataType row,
      OuterRows outer,
      Optional<CorrelationId> own,
      boolean keepsEmpty) {
    Project arrays = (Project) uncollect.getInput();
    List<Column> columns = new ArrayList<>(input.columns());
    List<Column> all = PlanConverter.columns(row);
    columns.addAll(all.subList(columns.size(), all.size()));
    ExpressionConverter converter =
        new ExpressionConverter(outer.within(Set.of()), Ties.by(input.columns()));
    return new PlanNode.Unnest(
        input,
        columns,
        own.map(converter::ofRow).orElse(converter).convert(arrays.getProjects().get(0)),
        uncollect.withOrdinality,
        keepsEmpty);
  }

  /** Behind a projection that gives its columns other names. */
  private static Uncollect uncollect(RelNode node) {
    if (node instanceof Project project
        && RexUtil.isIdentity(project.getProjects(), project.getInput().getRowType())) {
      return uncollect(project.getInput());
    }
    if (node instanceof Uncollect uncollect
        && uncollect.getInput() instanceof Project arrays
        && arrays.getProjects().size() == 1
        && arrays.getInput() instanceof Values values
        && values.getTuples().size() == 1) {
      return uncollect;
    }
    throw new UnsupportedPlanException("a query in FROM that refers to another source");
  }
}
