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
  public record Summary(String name, String title, String description, int panels) {

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
      String name,
      String title,
      String description,
      List<VariableJson> variables,
      @Schema(description = "How far the range of time reaches back from now, in seconds")
          double lastSeconds,
      @Schema(description = "How often to ask anew, in seconds; absent for on demand")
          Double refreshSeconds,
      @Schema(description = "Columns of the grid that panels stand in") int gridColumns,
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
      String name,
      String label,
      String type,
      @Schema(description = "The values to choose from, as text; absent where SQL gives them")
          List<String> values,
      @Schema(description = "What gives the values; ask for them by .../variables/{name}/values")
          String sql,
      @Schema(description = "What holds while nobody chooses, as text") String initial) {

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
      String name,
      String title,
      String description,
      Dashboard.Place place,
      String sql,
      @Schema(description = "line, bar, area, value, gauge, table or map") String draw,
      List<ColumnJson> columns,
      RolesJson roles,
      String unit,
      Double min,
      Double max,
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
  public record ColumnJson(String name, String type) {}

  /** Which columns mean what, as defined or else by their types. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DashboardRoles")
  public record RolesJson(String x, List<String> y, String series, String lat, String lon) {

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
      double from, @Schema(description = "good, warning or critical") String level) {}
}
