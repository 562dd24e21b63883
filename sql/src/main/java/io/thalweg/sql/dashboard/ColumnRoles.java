package io.thalweg.sql.dashboard;

import io.thalweg.definitions.Dashboard.Draw;
import io.thalweg.definitions.Dashboard.Panel;
import io.thalweg.definitions.Dashboard.Written;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Suggestion;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.dashboard.CompiledDashboard.Roles;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out which of a panel's columns mean what. For one panel and one thread. */
final class ColumnRoles {

  private final Panel panel;
  private final List<Column> columns;
  private final List<Problem> problems;

  private ColumnRoles(Panel panel, List<Column> columns, List<Problem> problems) {
    this.panel = panel;
    this.columns = columns;
    this.problems = problems;
  }

  /** The roles, with a problem for each that nothing can fill. */
  static Roles of(Panel panel, List<Column> columns, List<Problem> problems) {
    return new ColumnRoles(panel, columns, problems).roles();
  }

  private Roles roles() {
    Optional<String> saidX = panel.columns().x().flatMap(x -> find("x", x, any -> true));
    Optional<String> saidSeries =
        panel.columns().series().flatMap(series -> find("series", series, any -> true));
    List<String> saidY = new ArrayList<>();
    Predicate<DataType> values = panel.draw() == Draw.VALUE ? any -> true : ColumnRoles::isNumber;
    panel.columns().y().forEach(y -> find("y", y, values).ifPresent(saidY::add));
    Optional<String> lat =
        panel.columns().lat().flatMap(column -> find("lat", column, ColumnRoles::isNumber));
    Optional<String> lon =
        panel.columns().lon().flatMap(column -> find("lon", column, ColumnRoles::isNumber));
    return switch (panel.draw()) {
      case LINE, BAR, AREA -> chart(saidX, saidY, saidSeries);
      case VALUE, GAUGE ->
          new Roles(
              Optional.empty(), one(saidY), Optional.empty(), Optional.empty(), Optional.empty());
      case TABLE -> new Roles(saidX, saidY, saidSeries, lat, lon);
      case MAP ->
          new Roles(
              Optional.empty(),
              saidY.isEmpty() ? List.of() : saidY.subList(0, 1),
              saidSeries,
              degrees("lat", lat, List.of("lat", "latitude")),
              degrees("lon", lon, List.of("lon", "lng", "long", "longitude")));
    };
  }

  private Roles chart(Optional<String> saidX, List<String> saidY, Optional<String> saidSeries) {
    String x =
        saidX
            .or(() -> first(ColumnRoles::isTime))
            .or(() -> first(type -> !isNumber(type)))
            .orElse(columns.get(0).name());
    List<String> texts =
        columns.stream()
            .filter(column -> column.type() == Primitive.STRING && !column.name().equals(x))
            .map(Column::name)
            .toList();
    Optional<String> series =
        saidSeries.or(() -> texts.size() == 1 ? Optional.of(texts.get(0)) : Optional.empty());
    List<String> y = saidY;
    if (panel.columns().y().isEmpty()) {
      y =
          columns.stream()
              .filter(column -> isNumber(column.type()) && !column.name().equals(x))
              .map(Column::name)
              .filter(name -> !series.equals(Optional.of(name)))
              .toList();
      if (y.isEmpty()) {
        problems.add(missing("a column with numbers"));
      }
    }
    return new Roles(Optional.of(x), y, series, Optional.empty(), Optional.empty());
  }

  private List<String> one(List<String> said) {
    if (!panel.columns().y().isEmpty()) {
      return said.isEmpty() ? List.of() : said.subList(0, 1);
    }
    Optional<String> number = first(ColumnRoles::isNumber);
    if (number.isEmpty() && panel.draw() == Draw.GAUGE) {
      problems.add(missing("a column with numbers"));
    }
    return List.of(number.orElse(columns.get(0).name()));
  }

  private Optional<String> degrees(String role, Optional<String> said, List<String> names) {
    boolean isSaid =
        (role.equals("lat") ? panel.columns().lat() : panel.columns().lon()).isPresent();
    Optional<String> found =
        said.or(
            () ->
                columns.stream()
                    .filter(column -> isNumber(column.type()))
                    .map(Column::name)
                    .filter(name -> names.contains(name.toLowerCase(java.util.Locale.ROOT)))
                    .findFirst());
    if (found.isEmpty() && !isSaid) {
      problems.add(missing("a column of numbers \"%s\"".formatted(role)));
    }
    return found;
  }

  private Optional<String> first(Predicate<DataType> types) {
    return columns.stream()
        .filter(column -> types.test(column.type()))
        .map(Column::name)
        .findFirst();
  }

  private Optional<String> find(String role, Written said, Predicate<DataType> types) {
    Optional<Column> column =
        columns.stream().filter(c -> c.name().equalsIgnoreCase(said.text())).findFirst();
    if (column.isEmpty()) {
      problems.add(unknown(said));
    } else if (!types.test(column.get().type())) {
      problems.add(
          SqlProblem.DASHBOARD_COLUMN_TYPE
              .at(
                  said.location(),
                  "column \"%s\" is of type %s, and %s must be a number"
                      .formatted(said.text(), column.get().type(), role))
              .withHint("Name another column."));
      return Optional.empty();
    }
    return column.map(Column::name);
  }

  private Problem unknown(Written said) {
    List<String> names = columns.stream().map(Column::name).toList();
    Problem problem =
        SqlProblem.DASHBOARD_UNKNOWN_COLUMN
            .at(
                said.location(),
                "the SQL of panel \"%s\" has no column \"%s\"".formatted(panel.name(), said.text()))
            .withDetail("It has the columns %s.".formatted(String.join(", ", names)));
    return Suggestion.of(said.text(), names)
        .map(meant -> problem.withHint("Write \"%s\".".formatted(meant)))
        .orElse(problem.withHint("Name one of them."));
  }

  private Problem missing(String what) {
    Location place = panel.location();
    return SqlProblem.DASHBOARD_MISSING_COLUMN
        .at(
            place,
            "panel \"%s\" is drawn as a %s and needs %s"
                .formatted(panel.name(), panel.draw(), what))
        .withHint("Let the SQL have one, name one under \"columns\", or draw a table.");
  }

  private static boolean isTime(DataType type) {
    return type == Primitive.TIMESTAMP || type == Primitive.DATE;
  }

  private static boolean isNumber(DataType type) {
    return type instanceof DataType.Decimal
        || type == Primitive.INT
        || type == Primitive.LONG
        || type == Primitive.DOUBLE;
  }
}
