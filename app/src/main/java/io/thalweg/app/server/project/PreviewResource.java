package io.thalweg.app.server.project;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.PipelineExplanation;
import io.thalweg.app.server.http.JsonValues;
import io.thalweg.app.server.http.QueryErrors;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.project.JsonSchemas;
import io.thalweg.identity.Action;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.process.api.RecentEvents;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.CompiledPipeline;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pipeline would give, before it is saved: its SQL as a batch query over the events that
 * came last, for a closed window is what that query gives. No pipeline and no table is touched.
 */
@Path("/api/v1/project/preview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "project", description = "What is defined, read and changed")
public final class PreviewResource {

  private static final int DEFAULT_ROWS = 100;
  private static final int MAX_ROWS = 1_000;
  private static final int DEFAULT_EVENTS = 10_000;
  private static final int MAX_EVENTS = 100_000;
  private static final Duration TIME = Duration.ofSeconds(10);

  private final ProjectEditor editor;
  private final RecentEvents events;
  private final Settings.Buffer buffer;

  /**
   * @param buffer of the platform that runs
   */
  public PreviewResource(ProjectEditor editor, RecentEvents events, Settings.Buffer buffer) {
    this.editor = editor;
    this.events = events;
    this.buffer = buffer;
  }

  /** A pipeline that is to be tried. */
  @Schema(name = "PreviewRequest")
  public record Asked(
      @Schema(example = "pipelines/hot.yaml", requiredMode = Schema.RequiredMode.REQUIRED)
          String path,
      @Schema(
              description = "The pipeline's file as it would be",
              example =
                  "pipeline: hot\nsql: SELECT machine, time FROM telemetry WHERE temperature > 80\n"
                      + "to: [{topic: hot}]\n",
              requiredMode = Schema.RequiredMode.REQUIRED)
          String text,
      @Schema(description = "Rows at most, 1 to 1000; by default 100", example = "100")
          Integer limit,
      @Schema(
              description = "Events of each stream at most, 1 to 100000; by default 10000",
              example = "10000")
          Integer events) {}

  /** What the pipeline would give. */
  @Schema(name = "Preview")
  public record Answer(
      List<Named> columns,
      @Schema(
              description = "As those of a query, the latest first where they have a time",
              example = "[[\"press-1\", \"2026-03-01T09:30:00Z\"]]")
          List<List<Object>> rows,
      @Schema(description = "Whether there were more than these") boolean more,
      @Schema(description = "What was read of its streams") List<Read> read,
      @Schema(
              description = "What to bear in mind, in whole sentences",
              example = "[\"Events that come too late count here.\"]")
          List<String> notes,
      @Schema(
              description = "Plan, engine's SQL and guarantee, for people",
              example = "Scan telemetry …")
          String explanation) {}

  /** A column. */
  @Schema(name = "PreviewColumn")
  public record Named(
      @Schema(example = "machine") String name, @Schema(example = "string") String type) {}

  /** The events of a stream that were read. */
  @Schema(name = "PreviewRead")
  public record Read(
      @Schema(example = "telemetry") String stream,
      @Schema(example = "10000") long events,
      @Schema(description = "The earliest event time", example = "2026-03-01T09:00:00Z")
          String from,
      @Schema(description = "The latest event time", example = "2026-03-01T09:50:00Z") String to,
      @Schema(
              description = "Before it there are events that were not read",
              example = "2026-03-01T09:00:00Z")
          String wholeFrom,
      @Schema(
              description = "Windows that end after it are still open",
              example = "2026-03-01T09:49:00Z")
          String watermark) {

    static Read of(RecentEvents.Read read) {
      return new Read(
          read.stream(),
          read.events(),
          text(read.first()),
          text(read.last()),
          text(read.wholeFrom()),
          text(read.watermark()));
    }

    private static String text(Optional<?> value) {
      return value.map(Object::toString).orElse(null);
    }
  }

  @POST
  @Requires(Action.OPERATE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Try a pipeline on the events that came last",
      description =
          "Its SQL runs as a batch query over the last events of its streams in the log, with the"
              + " limits of queries and at most 10 seconds. Nothing is saved or changed.",
      operationId = "previewPipeline")
  @ApiResponse(
      responseCode = "200",
      description = "Its rows",
      content = @Content(schema = @Schema(implementation = Answer.class)))
  @ApiResponse(
      responseCode = "422",
      description = "PROJECT_HAS_MISTAKES, or QUERY_DATA and QUERY_LIMIT while it runs",
      content = @Content(schema = @Schema(implementation = MistakesAnswer.class)))
  public Response preview(Asked asked) {
    CheckedProject project =
        ProjectResource.read(
            editor, asked == null ? null : new ProjectResource.Draft(asked.path(), asked.text()));
    if (JsonSchemas.Kind.ofFile(asked.path()).orElseThrow() != JsonSchemas.Kind.PIPELINE
        || asked.text() == null) {
      throw wrong("a preview is of a pipeline", "Send the path and text of one in pipelines/.");
    }
    int limit = within("limit", asked.limit(), DEFAULT_ROWS, MAX_ROWS);
    int last = within("events", asked.events(), DEFAULT_EVENTS, MAX_EVENTS);
    Optional<CompiledPipeline> pipeline =
        project.pipelines().stream()
            .filter(found -> found.definition().location().file().equals(asked.path()))
            .findFirst();
    if (pipeline.isEmpty() || !project.isCorrect()) {
      return MistakesAnswer.of(project.problems());
    }
    PlanNode query = latestFirst(pipeline.get().plan().query(), limit);
    try (RecentEvents.Recent recent =
        events.query(query, last, new QueryLimits(TIME, limit + 1L))) {
      return Response.ok(answer(pipeline.get(), recent, limit, last)).build();
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }

  private Answer answer(
      CompiledPipeline pipeline, RecentEvents.Recent recent, int limit, int last) {
    QueryResult result = recent.rows();
    List<Column> columns = result.columns();
    List<List<Object>> rows = new ArrayList<>();
    boolean more = false;
    while (!more && result.next()) {
      if (rows.size() == limit) {
        more = true;
      } else {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          row.add(JsonValues.plain(result.value(i)));
        }
        rows.add(row);
      }
    }
    return new Answer(
        columns.stream().map(column -> new Named(column.name(), column.type().toString())).toList(),
        rows,
        more,
        recent.read().stream().map(Read::of).toList(),
        notes(recent.read(), last),
        PipelineExplanation.of(pipeline, buffer));
  }

  private static List<String> notes(List<RecentEvents.Read> read, int last) {
    List<String> notes = new ArrayList<>();
    for (RecentEvents.Read stream : read) {
      if (stream.events() == 0) {
        notes.add(
            "The log holds no events of stream \"%s\" at the moment.".formatted(stream.stream()));
      }
      stream
          .wholeFrom()
          .ifPresent(
              from ->
                  notes.add(
                      ("Of stream \"%s\" the last %d events are read: what reaches back before %s is"
                              + " not whole.")
                          .formatted(stream.stream(), stream.events(), from)));
      stream
          .watermark()
          .ifPresent(
              watermark ->
                  notes.add(
                      ("The pipeline would put out windows once they have ended by %s; later ones"
                              + " are open and change while events come.")
                          .formatted(watermark)));
    }
    notes.add("Events that come too late count here; the pipeline keeps them apart as late rows.");
    return notes;
  }

  /** The rows with the latest times, where they have one. */
  private static PlanNode latestFirst(PlanNode query, int limit) {
    List<PlanNode.SortKey> order = new ArrayList<>();
    for (int i = 0; i < query.columns().size() && order.isEmpty(); i++) {
      if (query.columns().get(i).type() == Primitive.TIMESTAMP) {
        order.add(new PlanNode.SortKey(i, true, false));
      }
    }
    return new PlanNode.Sort(query, order, Optional.empty(), Optional.of(limit + 1L));
  }

  /**
   * @throws ApiException 400 when it is not how many events can be read
   */
  static void checkEvents(int events) {
    within("events", events, DEFAULT_EVENTS, MAX_EVENTS);
  }

  private static int within(String name, Integer asked, int otherwise, int most) {
    if (asked == null) {
      return otherwise;
    }
    if (asked < 1 || asked > most) {
      throw wrong("%s is %d".formatted(name, asked), "It can be from 1 to %d.".formatted(most));
    }
    return asked;
  }

  private static ApiException wrong(String message, String hint) {
    return new ApiException(400, new ApiError("INVALID_PARAMETER", message, null, hint));
  }
}
