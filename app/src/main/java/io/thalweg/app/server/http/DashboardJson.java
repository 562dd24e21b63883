package io.thalweg.app.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.dashboard.CompiledDashboard;
import io.thalweg.sql.dashboard.CompiledDashboard.CompiledPanel;
import io.thalweg.sql.dashboard.CompiledDashboard.Roles;
import java.util.List;

/** Dashboards as the API shows them. */
final class DashboardJson {

  private DashboardJson() {}

  /** What a list of dashboards says of each. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DashboardSummary")
  public record Summary(
      @Schema(example = "plant") String name,
      @Schema(example = "The plant") String title,
      @Schema(example = "All machines at a glance") String description,
      @Schema(description = "How many there are", example = "4") int panels) {

    static Summary of(CompiledDashboard dashboard) {
      Dashboard definition = dashboard.definition();
      return new Summary(
          definition.name(),
          definition.title().orElse(definition.name()),
          definition.description().orElse(null),
          definition.panels().size());
    }
  }

  /** A dashboard with all that is needed to draw it but the rows. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Dashboard")
  public record Full(
      @Schema(example = "plant") String name,
      @Schema(example = "The plant") String title,
      @Schema(example = "All machines at a glance") String description,
      List<VariableJson> variables,
      @Schema(
              description = "How far the range of time reaches back from now, in seconds",
              example = "3600")
          double lastSeconds,
      @Schema(
              description = "How often to ask anew, in seconds; absent for on demand",
              example = "5")
          Double refreshSeconds,
      @Schema(description = "Columns of the grid that panels stand in", example = "12")
          int gridColumns,
      List<PanelJson> panels) {

    static Full of(CompiledDashboard dashboard) {
      Dashboard definition = dashboard.definition();
      return new Full(
          definition.name(),
          definition.title().orElse(definition.name()),
          definition.description().orElse(null),
          definition.variables().stream().map(VariableJson::of).toList(),
          definition.last().toMillis() / 1e3,
          definition.refresh().map(refresh -> refresh.toMillis() / 1e3).orElse(null),
          Dashboard.GRID_COLUMNS,
          dashboard.panels().stream().map(PanelJson::of).toList());
    }
  }

  /** What the viewer chooses. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DashboardVariable")
  public record VariableJson(
      @Schema(example = "machine") String name,
      @Schema(example = "Machine") String label,
      @Schema(example = "string") String type,
      @Schema(
              description = "The values to choose from, as text; absent where SQL gives them",
              example = "[\"press-1\", \"press-2\"]")
          List<String> values,
      @Schema(
              description = "What gives the values; ask for them by .../variables/{name}/values",
              example = "SELECT DISTINCT machine FROM minute_average")
          String sql,
      @Schema(description = "What holds while nobody chooses, as text", example = "press-1")
          String initial) {

    static VariableJson of(Dashboard.Variable variable) {
      List<String> values = variable.values().stream().map(Dashboard.Written::text).toList();
      return new VariableJson(
          variable.name(),
          variable.label().orElse(variable.name()),
          variable.type().toString(),
          values.isEmpty() ? null : values,
          variable.sql().map(SourceText::text).orElse(null),
          variable.initial().map(Dashboard.Written::text).orElse(null));
    }
  }

  /** A panel. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DashboardPanel")
  public record PanelJson(
      @Schema(example = "temperature") String name,
      @Schema(example = "Temperature") String title,
      @Schema(example = "Averages of a minute") String description,
      @Schema(
              description = "In the grid, from its upper left corner",
              example = "{\"x\": 0, \"y\": 0, \"width\": 6, \"height\": 4}")
          Dashboard.Place place,
      @Schema(example = "SELECT window_start, temperature FROM minute_average") String sql,
      @Schema(description = "line, bar, area, value, gauge, table or map", example = "line")
          String draw,
      List<ColumnJson> columns,
      RolesJson roles,
      @Schema(example = "°C") String unit,
      @Schema(description = "Of the axis", example = "0") Double min,
      @Schema(description = "Of the axis", example = "100") Double max,
      List<ThresholdJson> thresholds) {

    static PanelJson of(CompiledPanel panel) {
      Dashboard.Panel definition = panel.definition();
      return new PanelJson(
          definition.name(),
          definition.title().orElse(definition.name()),
          definition.description().orElse(null),
          definition.place(),
          definition.sql().text(),
          definition.draw().toString(),
          panel.columns().stream()
              .map(column -> new ColumnJson(column.name(), column.type().toString()))
              .toList(),
          RolesJson.of(panel.roles()),
          definition.unit().orElse(null),
          definition.min().orElse(null),
          definition.max().orElse(null),
          definition.thresholds().stream()
              .map(t -> new ThresholdJson(t.from(), t.level().toString()))
              .toList());
    }
  }

  /** A column of a panel's rows. */
  @Schema(name = "DashboardColumn")
  public record ColumnJson(
      @Schema(example = "temperature") String name, @Schema(example = "double") String type) {}

  /** Which columns mean what, as defined or else by their types. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DashboardRoles")
  public record RolesJson(
      @Schema(example = "window_start") String x,
      @Schema(example = "[\"temperature\"]") List<String> y,
      @Schema(example = "machine") String series,
      @Schema(description = "Of a map", example = "latitude") String lat,
      @Schema(description = "Of a map", example = "longitude") String lon) {

    static RolesJson of(Roles roles) {
      return new RolesJson(
          roles.x().orElse(null),
          roles.y(),
          roles.series().orElse(null),
          roles.lat().orElse(null),
          roles.lon().orElse(null));
    }
  }

  /** From a value on, values are of a level. */
  @Schema(name = "DashboardThreshold")
  public record ThresholdJson(
      @Schema(example = "80") double from,
      @Schema(description = "good, warning or critical", example = "warning") String level) {}
}
