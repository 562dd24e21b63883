package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;
import static io.thalweg.definitions.internal.shape.Key.required;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Dashboard.Columns;
import io.thalweg.definitions.Dashboard.Draw;
import io.thalweg.definitions.Dashboard.Level;
import io.thalweg.definitions.Dashboard.Panel;
import io.thalweg.definitions.Dashboard.Place;
import io.thalweg.definitions.Dashboard.Threshold;
import io.thalweg.definitions.Dashboard.Written;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.ChoiceShape;
import io.thalweg.definitions.internal.shape.IntegerShape;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.ListShape;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.NumberShape;
import io.thalweg.definitions.internal.shape.SqlShape;
import io.thalweg.definitions.internal.shape.TextShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A panel of a dashboard. */
final class PanelDocument {

  private static final int MOST_ROWS = 1_000;

  static final Key<String> PANEL =
      required("panel", Names.DEFINITION, "The panel's name in this dashboard")
          .withExample("temperature");

  static final Key<SourceText> SQL =
      required(
              "sql",
              SqlShape.SQL,
              "One SELECT over streams and tables, with :from, :to and the variables as parameters")
          .withExample(
              "SELECT time, temperature FROM telemetry WHERE time BETWEEN :from AND :to ORDER BY"
                  + " time");

  static final Key<Draw> DRAW =
      required("draw", new ChoiceShape<>(Draw.class), "How the rows are drawn").withExample("line");

  static final Key<Integer> X =
      optional("x", new IntegerShape(0, Dashboard.GRID_COLUMNS - 1), "The first column, from 0")
          .withExample("0");

  static final Key<Integer> Y =
      optional("y", new IntegerShape(0, MOST_ROWS), "The first row, from 0").withExample("0");

  static final Key<Integer> WIDTH =
      optional("width", new IntegerShape(1, Dashboard.GRID_COLUMNS), "Columns of the grid")
          .withDefault(Place.DEFAULT_WIDTH, Place.DEFAULT_WIDTH)
          .withExample("6");

  static final Key<Integer> HEIGHT =
      optional("height", new IntegerShape(1, 100), "Rows of the grid")
          .withDefault(Place.DEFAULT_HEIGHT, Place.DEFAULT_HEIGHT)
          .withExample("4");

  static final Key<Bound> AT =
      optional(
              "at",
              new MappingShape("\"at\"", X, Y, WIDTH, HEIGHT),
              "The place in a grid of %d columns; without x and y, behind the panel before"
                  .formatted(Dashboard.GRID_COLUMNS))
          .withExample("{x: 0, y: 0, width: 6, height: 4}");

  static final Key<String> UNIT =
      optional("unit", TextShape.ANY, "The unit of the values, for people").withExample("°C");

  static final Key<Double> MIN =
      optional("min", NumberShape.NUMBER, "The lower end of the scale").withExample("0");

  static final Key<Double> MAX =
      optional("max", NumberShape.NUMBER, "The upper end of the scale").withExample("100");

  static final Key<Double> FROM =
      required("from", NumberShape.NUMBER, "The first value of the level").withExample("80");

  static final Key<Level> LEVEL =
      required("level", new ChoiceShape<>(Level.class), "What values from there on mean")
          .withExample("warning");

  static final Key<List<Located<Bound>>> THRESHOLDS =
      optional(
              "thresholds",
              new ListShape<>("threshold", new MappingShape("threshold", FROM, LEVEL)),
              "From which value on values are good, a warning or critical")
          .withExample("[{from: 80, level: warning}, {from: 95, level: critical}]");

  static final Key<String> COLUMN_X =
      optional("x", TextShape.ANY, "The column that goes to the right; else the first time")
          .withExample("window_start");

  static final Key<List<Located<String>>> COLUMN_Y =
      optional(
              "y",
              new ListShape<>("column", TextShape.ANY),
              "The columns with the values; else those that are numbers")
          .withExample("[temperature]");

  static final Key<String> SERIES =
      optional("series", TextShape.ANY, "The column that tells several lines of one y apart")
          .withExample("machine");

  static final Key<String> LAT =
      optional("lat", TextShape.ANY, "The column with degrees of latitude").withExample("latitude");

  static final Key<String> LON =
      optional("lon", TextShape.ANY, "The column with degrees of longitude")
          .withExample("longitude");

  static final Key<Bound> COLUMNS =
      optional(
              "columns",
              new MappingShape("\"columns\"", COLUMN_X, COLUMN_Y, SERIES, LAT, LON),
              "Which columns of the result mean what; by their types where it is not said")
          .withExample("{x: window_start, y: [temperature], series: machine}");

  static final MappingShape SHAPE =
      new MappingShape(
          "panel",
          PANEL,
          DashboardDocument.TITLE,
          DashboardDocument.DESCRIPTION,
          DRAW,
          SQL,
          COLUMNS,
          UNIT,
          MIN,
          MAX,
          THRESHOLDS,
          AT);

  private PanelDocument() {}

  /** Those panels whose SQL can be read, each at its place. */
  static List<Panel> panels(List<Located<Bound>> documents) {
    List<Panel> panels = new ArrayList<>();
    List<Place> places = places(documents);
    for (int i = 0; i < documents.size(); i++) {
      Bound panel = documents.get(i).value();
      if (panel.find(PANEL).isPresent() && panel.find(SQL).isPresent()) {
        panels.add(panel(panel, places.get(i)));
      }
    }
    return panels;
  }

  private static Panel panel(Bound panel, Place place) {
    return new Panel(
        panel.get(PANEL),
        panel.location(),
        panel.value(DashboardDocument.TITLE),
        panel.value(DashboardDocument.DESCRIPTION),
        place,
        panel.get(SQL),
        panel.value(DRAW).orElse(Draw.TABLE),
        panel.value(COLUMNS).map(PanelDocument::columns).orElse(Columns.NOT_SAID),
        panel.value(UNIT),
        panel.value(MIN),
        panel.value(MAX),
        panel.value(THRESHOLDS).orElse(List.of()).stream()
            .map(Located::value)
            .filter(t -> t.find(FROM).isPresent() && t.find(LEVEL).isPresent())
            .map(t -> new Threshold(t.get(FROM), t.get(LEVEL)))
            .sorted(Comparator.comparingDouble(Threshold::from))
            .toList());
  }

  private static Columns columns(Bound columns) {
    return new Columns(
        written(columns, COLUMN_X),
        columns.value(COLUMN_Y).orElse(List.of()).stream().map(DashboardDocument::written).toList(),
        written(columns, SERIES),
        written(columns, LAT),
        written(columns, LON));
  }

  private static Optional<Written> written(Bound columns, Key<String> key) {
    return columns.find(key).map(DashboardDocument::written);
  }

  /** The place that a panel asks for; empty without x and y. */
  static Optional<Place> asked(Bound panel) {
    return panel
        .value(AT)
        .filter(at -> at.find(X).isPresent() && at.find(Y).isPresent())
        .map(at -> new Place(at.get(X), at.get(Y), at.get(WIDTH), at.get(HEIGHT)));
  }

  /** A place for each: the one it asks for, or else the first that is free from the one before. */
  static List<Place> places(List<Located<Bound>> panels) {
    List<Place> taken =
        new ArrayList<>(panels.stream().flatMap(p -> asked(p.value()).stream()).toList());
    List<Place> places = new ArrayList<>();
    Place before = new Place(0, 0, 0, 0);
    for (Located<Bound> panel : panels) {
      Optional<Bound> at = panel.value().value(AT);
      int width = at.map(a -> a.get(WIDTH)).orElse(Place.DEFAULT_WIDTH);
      int height = at.map(a -> a.get(HEIGHT)).orElse(Place.DEFAULT_HEIGHT);
      Optional<Place> asked = asked(panel.value());
      Place place = asked.isPresent() ? asked.get() : free(before, width, height, taken);
      if (asked.isEmpty()) {
        taken.add(place);
      }
      places.add(place);
      before = place;
    }
    return places;
  }

  private static Place free(Place before, int width, int height, List<Place> taken) {
    int x = before.x() + before.width();
    for (int y = before.y(); ; y++) {
      for (; x + width <= Dashboard.GRID_COLUMNS; x++) {
        Place place = new Place(x, y, width, height);
        if (taken.stream().noneMatch(place::overlaps)) {
          return place;
        }
      }
      x = 0;
    }
  }
}
