package io.thalweg.app.server.project;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.server.http.PipelinesResource;
import io.thalweg.app.server.http.QueryErrors;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.RecentEvents;
import io.thalweg.sql.plan.PlanPrinter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a pipeline does, node by node, and how many rows each of them makes of recent events. */
@Path("/api/v1/pipelines/{name}/plan")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "pipelines", description = "What is computed")
public final class PipelinePlanResource {

  private static final Duration TIME = Duration.ofSeconds(10);

  private final Supplier<CheckedProject> project;
  private final RecentEvents events;

  /**
   * @param project that runs
   */
  public PipelinePlanResource(Supplier<CheckedProject> project, RecentEvents events) {
    this.project = project;
    this.events = events;
  }

  /** A pipeline's query as a tree. */
  @Schema(name = "PipelinePlan")
  public record Tree(
      @Schema(description = "The root, whose rows go out, first; each before its inputs")
          List<Node> nodes,
      @Schema(description = "The events that the rows were counted over")
          List<PreviewResource.Read> read) {}

  /** An operator of a plan. */
  @Schema(name = "PlanNode")
  public record Node(
      @Schema(description = "Scan, Filter, Project, Tumble, Aggregate, Join, …", example = "Filter")
          String operator,
      @Schema(description = "What it does, for people", example = "temperature > 80") String text,
      @Schema(description = "Positions of the nodes it reads, in their order", example = "[2]")
          List<Integer> inputs,
      @Schema(description = "Rows that it gives for these events", example = "1250") long rows) {}

  @GET
  @Requires(Action.READ)
  @Operation(
      summary = "A pipeline's plan, with the rows that flow from node to node",
      description =
          "The rows are counted over the last events of its streams in the log, as in a preview; one"
              + " query counts them all. The pipeline itself is not touched.",
      operationId = "pipelinePlan")
  @ApiResponse(
      responseCode = "200",
      description = "Its nodes",
      content = @Content(schema = @Schema(implementation = Tree.class)))
  public Tree plan(
      @Parameter(description = "The pipeline's name", example = "minute_average") @PathParam("name")
          String name,
      @Parameter(description = "Events of each stream at most, 1 to 100000", example = "10000")
          @QueryParam("events")
          @DefaultValue("10000")
          int last) {
    PreviewResource.checkEvents(last);
    PlanRows plan =
        new PlanRows(
            project
                .get()
                .pipeline(name)
                .orElseThrow(() -> PipelinesResource.notFound(project.get(), name))
                .plan()
                .query());
    long[] rows = new long[plan.nodes().size()];
    try (RecentEvents.Recent recent =
        events.query(plan.counting(), last, new QueryLimits(TIME, rows.length))) {
      while (recent.rows().next()) {
        int node = ((Number) recent.rows().value(0)).intValue();
        rows[node] = ((Number) recent.rows().value(1)).longValue();
      }
      return new Tree(
          nodes(plan, rows), recent.read().stream().map(PreviewResource.Read::of).toList());
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }

  private static List<Node> nodes(PlanRows plan, long[] rows) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      String[] line = PlanPrinter.line(plan.nodes().get(i)).split(" ", 2);
      nodes.add(new Node(line[0], line.length > 1 ? line[1] : "", plan.inputs(i), rows[i]));
    }
    return nodes;
  }
}
