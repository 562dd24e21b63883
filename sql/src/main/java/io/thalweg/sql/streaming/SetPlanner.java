package io.thalweg.sql.streaming;

import io.thalweg.definitions.Emit;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.plan.PlanNode.SetOperation.Kind;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.streaming.ColumnTime.OfRow;
import io.thalweg.sql.streaming.ColumnTime.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans UNION, INTERSECT and EXCEPT of streams. */
final class SetPlanner {

  private final StreamingPlanner planner;

  SetPlanner(StreamingPlanner planner) {
    this.planner = planner;
  }

  Part setOperation(PlanNode.SetOperation operation) {
    if (!operation.inputs().stream().allMatch(StreamingPlanner::readsStream)) {
      throw unsupported(
          operation,
          "of a stream and a table",
          "",
          "Read streams alone, and look up tables by JOIN.");
    }
    List<Part> inputs = operation.inputs().stream().map(planner::part).toList();
    boolean unionAll = operation.kind() == Kind.UNION && operation.all();
    Optional<Scope> window = commonWindow(inputs);
    if (window.isPresent() && (!unionAll || inputs.stream().anyMatch(part -> !part.isRows()))) {
      List<Part> kept = inputs.stream().map(part -> planner.closing(part, window.get())).toList();
      return new Part(
          combined(operation, kept),
          commonTimes(kept),
          window,
          kept.stream().flatMap(part -> part.kept().stream()).toList());
    }
    if (!unionAll) {
      throw unsupported(
          operation,
          "of rows without equal windows",
          "A row that comes later may change what becomes of those before it.",
          "Let all its inputs have window_start of equal windows; or "
              + (planner.emit() == Emit.FINAL ? "add emit: changes and write " : "write ")
              + (operation.kind() == Kind.UNION
                  ? "SELECT DISTINCT over UNION ALL."
                  : "GROUP BY over UNION ALL, with counts of each side in HAVING."));
    }
    List<Part> rows = inputs.stream().map(part -> planner.closed(part, place(operation))).toList();
    return Part.rows(combined(operation, rows), commonTimes(rows));
  }

  private static String name(PlanNode.SetOperation operation) {
    return operation.kind() + (operation.all() ? " ALL" : "");
  }

  private Location place(PlanNode.SetOperation operation) {
    return planner.places().setOperation(name(operation));
  }

  private InvalidSqlException unsupported(
      PlanNode.SetOperation operation, String what, String detail, String hint) {
    Problem problem =
        SqlProblem.PIPELINE_UNSUPPORTED
            .at(
                place(operation),
                "%s %s is not supported in a pipeline".formatted(name(operation), what))
            .withHint(hint);
    return StreamingPlanner.refuse(detail.isEmpty() ? problem : problem.withDetail(detail));
  }

  private static PlanNode combined(PlanNode.SetOperation operation, List<Part> inputs) {
    return new PlanNode.SetOperation(
        operation.kind(),
        operation.all(),
        inputs.stream().map(Part::plan).toList(),
        operation.columns());
  }

  /** The windows that one column names in all parts. */
  private static Optional<Scope> commonWindow(List<Part> parts) {
    return parts.get(0).windowColumns().stream()
        .filter(
            column ->
                parts.stream()
                    .allMatch(part -> part.window(column).equals(parts.get(0).window(column))))
        .map(column -> parts.get(0).window(column).orElseThrow().scope())
        .findFirst();
  }

  private static List<Optional<ColumnTime>> commonTimes(List<Part> parts) {
    List<Optional<ColumnTime>> times = new ArrayList<>();
    for (int i = 0; i < parts.get(0).times().size(); i++) {
      int column = i;
      List<Optional<ColumnTime>> each =
          parts.stream().map(part -> part.times().get(column)).distinct().toList();
      List<Clock> clocks =
          parts.stream().map(part -> part.clock(column)).flatMap(Optional::stream).toList();
      if (each.size() == 1) {
        times.add(each.get(0));
      } else if (clocks.size() == parts.size()) {
        times.add(Optional.of(new OfRow(new Clock.Earliest(clocks.stream().distinct().toList()))));
      } else {
        times.add(Optional.empty());
      }
    }
    return times;
  }
}
