package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Dashboard.Place;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.Reading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold between the parts of a dashboard; its SQL is checked elsewhere. */
final class DashboardChecks {

  private final Reading reading;

  private DashboardChecks(Reading reading) {
    this.reading = reading;
  }

  /** Reports what is wrong; a dashboard's name is in no namespace but that of dashboards. */
  static void check(Bound dashboard, Reading reading) {
    DashboardChecks checks = new DashboardChecks(reading);
    dashboard.value(DashboardDocument.VARIABLES).orElse(List.of()).forEach(checks::variable);
    List<Located<Bound>> panels = dashboard.value(DashboardDocument.PANELS).orElse(List.of());
    checks.panelNames(panels);
    checks.places(panels);
    panels.forEach(panel -> checks.scale(panel.value()));
  }

  private void variable(MapShape.Entry<Bound> variable) {
    String name = variable.name().value();
    if (Dashboard.TIME_PARAMETERS.contains(name)) {
      reading.report(
          ProblemCode.NAME_RESERVED
              .at(variable.name().location(), "variable \"%s\" has a reserved name".formatted(name))
              .withDetail(":from and :to are the range of time.")
              .withHint("Choose another name."));
    }
    variable
        .value()
        .filter(v -> v.find(DashboardDocument.VALUES).isPresent())
        .flatMap(v -> v.find(DashboardDocument.VALUES_SQL))
        .ifPresent(
            sql ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(
                            sql.location(),
                            "variable \"%s\" has both \"values\" and \"sql\"".formatted(name))
                        .withHint("Remove one of the two.")));
  }

  private void panelNames(List<Located<Bound>> panels) {
    Map<String, Located<String>> seen = new HashMap<>();
    for (Located<Bound> panel : panels) {
      Optional<Located<String>> name = panel.value().find(PanelDocument.PANEL);
      Located<String> before = name.map(n -> seen.putIfAbsent(n.value(), n)).orElse(null);
      if (before != null) {
        reading.report(
            ProblemCode.NAME_TAKEN
                .at(
                    name.get().location(),
                    "panel \"%s\" has the name of another panel".formatted(before.value()))
                .withDetail("The other stands at line %d.".formatted(before.location().line()))
                .withHint("Choose another name."));
      }
    }
  }

  private void places(List<Located<Bound>> panels) {
    Map<Place, String> taken = new LinkedHashMap<>();
    for (Located<Bound> panel : panels) {
      Optional<Located<Bound>> at = panel.value().find(PanelDocument.AT);
      if (at.isEmpty()) {
        continue;
      }
      boolean x = at.get().value().find(PanelDocument.X).isPresent();
      if (x != at.get().value().find(PanelDocument.Y).isPresent()) {
        reading.report(
            ProblemCode.CONTRADICTION
                .at(
                    at.get().location(),
                    "a place needs both x and y, and this one has only " + (x ? "x" : "y"))
                .withHint("Add the other, or leave both out."));
      }
      PanelDocument.asked(panel.value())
          .ifPresent(place -> place(panel.value(), at.get(), place, taken));
    }
  }

  private void place(Bound panel, Located<Bound> at, Place place, Map<Place, String> taken) {
    String name = panel.value(PanelDocument.PANEL).orElse("");
    if (place.x() + place.width() > Dashboard.GRID_COLUMNS) {
      reading.report(
          ProblemCode.OUT_OF_RANGE
              .at(at.location(), "panel \"%s\" reaches over the grid's edge".formatted(name))
              .withDetail(
                  "It ends with column %d of %d."
                      .formatted(place.x() + place.width(), Dashboard.GRID_COLUMNS))
              .withHint("Make x or width smaller."));
    }
    taken.forEach(
        (other, its) -> {
          if (place.overlaps(other)) {
            reading.report(
                ProblemCode.CONTRADICTION
                    .at(at.location(), "panel \"%s\" lies over panel \"%s\"".formatted(name, its))
                    .withHint("Move one of them, or leave x and y out."));
          }
        });
    taken.putIfAbsent(place, name);
  }

  private void scale(Bound panel) {
    Optional<Located<Double>> max = panel.find(PanelDocument.MAX);
    Optional<Double> min = panel.value(PanelDocument.MIN);
    if (max.isPresent() && min.isPresent() && max.get().value() <= min.get()) {
      reading.report(
          ProblemCode.OUT_OF_RANGE
              .at(max.get().location(), "key \"max\" must be more than \"min\"")
              .withDetail("They are %s and %s.".formatted(max.get().value(), min.get())));
    }
  }
}
