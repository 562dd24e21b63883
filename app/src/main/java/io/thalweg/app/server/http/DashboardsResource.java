package io.thalweg.app.server.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.SourceText;
import io.thalweg.identity.Action;
import io.thalweg.sql.dashboard.CompiledDashboard;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The dashboards, and the rows of their panels. */
@Path("/api/v1/dashboards")
@Tag(name = "dashboards", description = "Panels of SQL, and their rows")
public final class DashboardsResource {

  private final Supplier<CheckedProject> project;
  private final QueryResource queries;

  /**
   * @param project that runs
   * @param queries which runs the SQL of panels, with its limits
   */
  public DashboardsResource(Supplier<CheckedProject> project, QueryResource queries) {
    this.project = project;
    this.queries = queries;
  }

  /** All dashboards. */
  @Schema(name = "Dashboards")
  public record All(List<DashboardJson.Summary> dashboards) {}

  /**
   * What a viewer has chosen.
   *
   * @param variables values by the variables' names
   * @param from the first instant of the range, as ISO 8601
   * @param to the last
   */
  @Schema(name = "DashboardChoice")
  public record Choice(
      @Schema(
              description = "The chosen values; a variable that is not here has its default",
              example = "{\"machine\": \"press-1\"}")
          Map<String, Object> variables,
      @Schema(
              description = "Where the range begins; by default as long ago as the dashboard says",
              example = "2026-03-01T09:00:00Z")
          String from,
      @Schema(description = "Where it ends; by default now", example = "2026-03-01T10:00:00Z")
          String to) {}

  /** The dashboards in the order of their names. */
  @GET
  @Requires(Action.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "dashboards", summary = "The dashboards")
  public All all() {
    return new All(project.get().dashboards().stream().map(DashboardJson.Summary::of).toList());
  }

  /** One dashboard with its panels. */
  @GET
  @Requires(Action.READ)
  @Path("{name}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "dashboard",
      summary = "A dashboard: its variables and panels, and how they are drawn")
  public DashboardJson.Full one(
      @Parameter(description = "The dashboard's name", example = "plant") @PathParam("name")
          String name) {
    return DashboardJson.Full.of(find(name));
  }

  /** The rows of a panel. */
  @POST
  @Requires(Action.READ)
  @Path("{name}/panels/{panel}/data")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  @Operation(
      operationId = "panelRows",
      summary = "The rows of a panel",
      description = "Within the limits of a query; JSON, or CSV where Accept asks for it.")
  @ApiResponse(
      responseCode = "200",
      description = "As those of a query",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = QueryAnswer.class)),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = "string", example = QueryAnswer.CSV))
      })
  @ApiResponse(responseCode = "422", ref = QueryAnswer.REFUSED)
  public Response data(
      @Parameter(description = "The dashboard's name", example = "plant") @PathParam("name")
          String name,
      @Parameter(description = "The panel's name", example = "temperature") @PathParam("panel")
          String panel,
      Choice choice,
      @Context HttpHeaders headers) {
    CompiledDashboard dashboard = find(name);
    SourceText sql =
        dashboard
            .definition()
            .panel(panel)
            .orElseThrow(
                () ->
                    notFound(
                        "UNKNOWN_PANEL",
                        "dashboard \"%s\" has no panel \"%s\"".formatted(name, panel),
                        dashboard.definition().panels().stream().map(p -> p.name()).toList()))
            .sql();
    return start(dashboard, sql, choice, headers);
  }

  /** The values that a variable offers. */
  @POST
  @Requires(Action.READ)
  @Path("{name}/variables/{variable}/values")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  @Operation(
      operationId = "variableValues",
      summary = "The values to choose from for a variable with SQL, in the first column")
  @ApiResponse(
      responseCode = "200",
      description = "As those of a query",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = QueryAnswer.class)),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = "string", example = QueryAnswer.CSV))
      })
  @ApiResponse(responseCode = "422", ref = QueryAnswer.REFUSED)
  public Response values(
      @Parameter(description = "The dashboard's name", example = "plant") @PathParam("name")
          String name,
      @Parameter(description = "The variable's name", example = "machine") @PathParam("variable")
          String variable,
      Choice choice,
      @Context HttpHeaders headers) {
    CompiledDashboard dashboard = find(name);
    SourceText sql =
        dashboard
            .definition()
            .variable(variable)
            .flatMap(v -> v.sql())
            .orElseThrow(
                () ->
                    notFound(
                        "UNKNOWN_VARIABLE",
                        "dashboard \"%s\" has no variable \"%s\" with SQL"
                            .formatted(name, variable),
                        dashboard.definition().variables().stream()
                            .filter(v -> v.sql().isPresent())
                            .map(v -> v.name())
                            .toList()));
    return start(dashboard, sql, choice, headers);
  }

  private Response start(
      CompiledDashboard dashboard, SourceText sql, Choice choice, HttpHeaders headers) {
    Choice chosen = choice == null ? new Choice(null, null, null) : choice;
    return queries.start(
        sql.text(),
        ChosenValues.of(dashboard.definition(), chosen, Clock.systemUTC()),
        Formats.choose(headers, QueryResource.FORMATS));
  }

  private CompiledDashboard find(String name) {
    List<CompiledDashboard> dashboards = project.get().dashboards();
    return dashboards.stream()
        .filter(dashboard -> dashboard.definition().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                notFound(
                    "UNKNOWN_DASHBOARD",
                    "there is no dashboard \"%s\"".formatted(name),
                    dashboards.stream().map(d -> d.definition().name()).toList()));
  }

  private static ApiException notFound(String code, String message, List<String> names) {
    String there = names.stream().sorted().collect(Collectors.joining(", "));
    return new ApiException(
        404,
        new ApiError(
            code,
            message,
            null,
            there.isEmpty() ? "There is none." : "There are: %s.".formatted(there)));
  }
}
