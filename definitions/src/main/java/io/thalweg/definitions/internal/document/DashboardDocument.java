package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;
import static io.thalweg.definitions.internal.shape.Key.required;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Dashboard.Variable;
import io.thalweg.definitions.Dashboard.Written;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.ListShape;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.ScalarShape;
import io.thalweg.definitions.internal.shape.SqlShape;
import io.thalweg.definitions.internal.shape.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file {@code dashboards/NAME.yaml}. */
public final class DashboardDocument {

  static final Key<String> DASHBOARD =
      required("dashboard", Names.DEFINITION, "The dashboard's name, which is the file's too")
          .withExample("machine");

  static final Key<String> TITLE =
      optional("title", TextShape.ANY, "What people read; without one, the name")
          .withExample("One machine");

  static final Key<String> DESCRIPTION =
      optional("description", TextShape.ANY, "What it is, for people");

  static final Key<String> LABEL =
      optional("label", TextShape.ANY, "What people read; without one, the name")
          .withExample("Machine");

  static final Key<DataType> TYPE =
      optional("type", TypeShape.TYPE, "What its values are")
          .withDefault(DataType.Primitive.STRING, "string")
          .withExample("string");

  static final Key<List<Located<String>>> VALUES =
      optional("values", new ListShape<>("value", ScalarShape.SCALAR), "The values to choose from")
          .withExample("[press-1, press-2]");

  static final Key<SourceText> VALUES_SQL =
      optional("sql", SqlShape.SQL, "One SELECT whose first column has the values to choose from")
          .withExample("SELECT DISTINCT machine FROM telemetry ORDER BY machine");

  static final Key<String> DEFAULT =
      optional("default", ScalarShape.SCALAR, "What holds while nobody chooses")
          .withExample("press-1");

  static final Key<List<MapShape.Entry<Bound>>> VARIABLES =
      optional(
              "variables",
              new MapShape<>(
                  "variable",
                  Names.DEFINITION,
                  new MappingShape("variable", LABEL, TYPE, VALUES, VALUES_SQL, DEFAULT),
                  "machine: {values: [press-1, press-2]}"),
              "What the viewer chooses; the SQL of panels names each as a parameter, :machine")
          .withExample("{machine: {values: [press-1, press-2]}}");

  static final Key<Duration> LAST =
      required("last", Durations.POSITIVE, "How far the range reaches back from now")
          .withExample("1h");

  static final Key<Bound> TIME =
      optional(
              "time",
              new MappingShape("\"time\"", LAST),
              "The range of time while nobody chooses another; panels name it as :from and :to")
          .withExample("{last: 1h}");

  static final Key<Duration> REFRESH =
      optional(
              "refresh",
              Durations.POSITIVE,
              "How often the panels are asked anew; without it, when the viewer asks")
          .withExample("5s");

  static final Key<List<Located<Bound>>> PANELS =
      required(
              "panels",
              new ListShape<>("panel", PanelDocument.SHAPE),
              "What is shown: SQL and how to draw it")
          .withExample(
              "[{panel: readings, draw: value, sql: SELECT COUNT(*) AS readings FROM telemetry}]");

  /** The description that reading and the JSON Schema share. */
  public static final MappingShape SHAPE =
      new MappingShape(
          "dashboard",
          List.of(DASHBOARD, TITLE, DESCRIPTION, VARIABLES, TIME, REFRESH, PANELS),
          Map.of());

  private DashboardDocument() {}

  /**
   * As much of a dashboard as a document holds: all of it where it has no problems; otherwise, for
   * a checker of its SQL, what is wrong is left out or has its default. Empty where the name cannot
   * be read.
   */
  static Optional<Dashboard> dashboard(Bound document) {
    return document
        .value(DASHBOARD)
        .map(
            name ->
                new Dashboard(
                    name,
                    document.location(),
                    document.value(TITLE),
                    document.value(DESCRIPTION),
                    document.value(VARIABLES).orElse(List.of()).stream()
                        .map(entry -> variable(entry.name().value(), entry.value()))
                        .toList(),
                    document
                        .value(TIME)
                        .flatMap(time -> time.value(LAST))
                        .orElse(Dashboard.DEFAULT_LAST),
                    document.value(REFRESH),
                    PanelDocument.panels(document.value(PANELS).orElse(List.of()))));
  }

  private static Variable variable(String name, Optional<Bound> variable) {
    return new Variable(
        name,
        variable.flatMap(v -> v.value(LABEL)),
        variable.flatMap(v -> v.value(TYPE)).orElse(DataType.Primitive.STRING),
        variable.flatMap(v -> v.value(VALUES)).orElse(List.of()).stream()
            .map(DashboardDocument::written)
            .toList(),
        variable.flatMap(v -> v.value(VALUES_SQL)),
        variable.flatMap(v -> v.find(DEFAULT)).map(DashboardDocument::written));
  }

  static Written written(Located<String> text) {
    return new Written(text.value(), text.location());
  }
}
