package io.thalweg.sql.streaming;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.validate.Positions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * Where the parts of a statement stand whose plan is looked at later; a plan itself has no places.
 * Of several, the first.
 */
final class StatementPlaces extends SqlBasicVisitor<Void> {

  private enum Part {
    GROUP_BY,
    DISTINCT,
    DESCRIPTOR,
    OVER,
    OUTER_JOIN,
    JOIN_CONDITION
  }

  private final SourceText sql;
  private final SqlNode statement;
  private final Map<String, Location> keys;
  private final Map<Part, Location> places = new EnumMap<>(Part.class);
  private final Map<String, Location> setOperations = new HashMap<>();

  private StatementPlaces(SqlNode statement, Pipeline pipeline) {
    this.statement = statement;
    this.sql = pipeline.sql();
    this.keys = pipeline.keys();
  }

  /** The places of a pipeline's parsed statement. */
  static StatementPlaces of(SqlNode statement, Pipeline pipeline) {
    StatementPlaces places = new StatementPlaces(statement, pipeline);
    statement.accept(places);
    return places;
  }

  @Override
  public Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      if (select.getGroup() != null && !select.getGroup().isEmpty()) {
        note(Part.GROUP_BY, select.getGroup().get(0));
      }
      if (select.isDistinct()) {
        note(Part.DISTINCT, select);
      }
    } else if (call instanceof SqlJoin join) {
      JoinType type = join.getJoinType();
      if (type == JoinType.FULL || type == JoinType.RIGHT || type == JoinType.LEFT) {
        note(Part.OUTER_JOIN, join.getRight());
      }
      note(
          Part.JOIN_CONDITION, join.getCondition() == null ? join.getRight() : join.getCondition());
    }
    if (SqlKind.SET_QUERY.contains(call.getKind())) {
      super.visit(call);
      setOperations.putIfAbsent(
          call.getOperator().getName().toUpperCase(Locale.ROOT),
          Positions.locateOperator(sql, call));
      return null;
    }
    switch (call.getOperator().getName().toUpperCase(Locale.ROOT)) {
      case "DESCRIPTOR" -> note(Part.DESCRIPTOR, call);
      case "OVER" -> note(Part.OVER, call);
      default -> {}
    }
    return super.visit(call);
  }

  private void note(Part part, SqlNode node) {
    places.putIfAbsent(part, Positions.locate(sql, node));
  }

  Location statement() {
    return Positions.locate(sql, statement);
  }

  /** A key of the pipeline that the statement does not go together with, or the statement. */
  Location key(String name) {
    return keys.getOrDefault(name, statement());
  }

  /** The statement's first output column, or the statement. */
  Location column(int index) {
    return statement instanceof SqlSelect select && index < select.getSelectList().size()
        ? Positions.locate(sql, select.getSelectList().get(index))
        : statement();
  }

  Optional<Location> groupBy() {
    return Optional.ofNullable(places.get(Part.GROUP_BY));
  }

  Optional<Location> distinct() {
    return Optional.ofNullable(places.get(Part.DISTINCT));
  }

  Location descriptor() {
    return places.getOrDefault(Part.DESCRIPTOR, statement());
  }

  Optional<Location> over() {
    return Optional.ofNullable(places.get(Part.OVER));
  }

  Optional<Location> outerJoin() {
    return Optional.ofNullable(places.get(Part.OUTER_JOIN));
  }

  Optional<Location> joinCondition() {
    return Optional.ofNullable(places.get(Part.JOIN_CONDITION));
  }

  /** The first of {@code UNION}, {@code EXCEPT ALL} and so on, or the statement. */
  Location setOperation(String name) {
    return setOperations.getOrDefault(name, statement());
  }
}
