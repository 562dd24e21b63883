package io.thalweg.app.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.DerivedGuarantee;
import io.thalweg.app.project.PipelineExplanation;
import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Settings;
import io.thalweg.identity.Action;
import io.thalweg.process.api.PipelineStatus;
import io.thalweg.process.api.StreamEngine;
import io.thalweg.process.api.quality.QuarantineStore;
import io.thalweg.process.api.quality.QuarantineStore.Count;
import io.thalweg.sql.streaming.CompiledPipeline;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the pipelines are doing, and what they guarantee. */
@Path("/api/v1/pipelines")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "pipelines", description = "What is computed")
public final class PipelinesResource {

  private final Supplier<CheckedProject> project;
  private final StreamEngine engine;
  private final QuarantineStore quarantine;

  /**
   * @param project that runs
   */
  public PipelinesResource(
      Supplier<CheckedProject> project, StreamEngine engine, QuarantineStore quarantine) {
    this.project = project;
    this.engine = engine;
    this.quarantine = quarantine;
  }

  private DefinitionFile definition(CompiledPipeline pipeline) {
    String file = pipeline.definition().location().file();
    return new DefinitionFile(file, project.get().texts().get(file));
  }

  /** All pipelines. */
  @Schema(name = "Pipelines")
  public record All(List<Summary> pipelines) {}

  /** How a pipeline is doing. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Pipeline")
  public record Summary(
      @Schema(example = "minute_average") String name,
      @Schema(description = "RUNNING, FAILED or STOPPED", example = "RUNNING") String state,
      @Schema(description = "Why it does not run", example = "a sum is too large for its type")
          String error,
      @Schema(description = "Its source; of several the first", example = "telemetry")
          String stream,
      @Schema(
              description = "The next offset of each of that source's partitions",
              example = "[30012, 29988]")
          List<Long> position,
      @Schema(description = "All that it reads") List<Source> sources,
      @Schema(description = "Records of its sources that it has not processed yet", example = "0")
          long lag,
      @Schema(
              description = "Every window that ends at it or before is closed",
              example = "2026-03-01T09:30:00Z")
          String watermark,
      @Schema(
              description = "How far the watermark is behind the present, in seconds",
              example = "12.5")
          Double watermarkDelaySeconds,
      @Schema(description = "Rows read since it was created", example = "60000") long rowsIn,
      @Schema(description = "Rows put out since it was created", example = "120") long rowsOut,
      @Schema(description = "Rows left out as late since it was created", example = "0") long late,
      @Schema(description = "Rows read a second, over the last ten seconds", example = "250.5")
          double rowsInPerSecond,
      @Schema(description = "Rows put out a second, over the last ten seconds", example = "0.3")
          double rowsOutPerSecond,
      @Schema(description = "Records of its sources that are in quarantine now", example = "0")
          long inQuarantine,
      LastError lastError,
      List<Target> to,
      Promise guarantee) {}

  /** What went wrong last. */
  @Schema(
      name = "LastError",
      description =
          "What went wrong last since the start of the platform, also when all is well again;"
              + " missing when nothing has")
  public record LastError(
      @Schema(example = "2026-03-01T09:30:00Z") String at,
      @Schema(example = "a sum is too large for its type") String message) {}

  /** How far a pipeline has read one of its streams. */
  @Schema(name = "PipelineSource")
  public record Source(
      @Schema(example = "telemetry") String stream,
      @Schema(description = "The next offset of each of its partitions", example = "[30012, 29988]")
          List<Long> position,
      @Schema(
              description = "Records of the stream that were quarantined, ever; 0 of a topic",
              example = "2")
          long quarantined,
      @Schema(description = "Records of the stream in quarantine now", example = "0")
          long inQuarantine) {}

  /** Where a pipeline's rows go. */
  @Schema(name = "PipelineTarget")
  public record Target(
      @Schema(description = "table or topic", example = "table") String kind,
      @Schema(example = "minute_average") String name) {}

  /** What a pipeline guarantees, and why. */
  @Schema(name = "Guarantee")
  public record Promise(
      @Schema(example = "exactly-once") String asked,
      @Schema(example = "exactly-once") String given,
      @Schema(example = "[\"state, results and offsets are one transaction\"]")
          List<String> reasons) {}

  /** What a user wrote. */
  @Schema(name = "DefinitionFile")
  public record DefinitionFile(
      @Schema(
              description = "Relative to the project's folder",
              example = "pipelines/minute_average.yaml")
          String file,
      @Schema(
              description = "As it was when the platform started",
              example = "pipeline: minute_average\nsql: …\n")
          String text) {}

  /** A pipeline with how it is computed. */
  @Schema(name = "PipelineWithExplanation")
  public record Explained(
      @JsonUnwrapped Summary pipeline,
      @Schema(description = "What it was made from") DefinitionFile definition,
      @Schema(
              description = "Plan, engine's SQL and guarantee, for people",
              example = "Scan telemetry …")
          String explanation) {}

  private Settings.Buffer buffer() {
    return project.get().settings().buffer();
  }

  /** The pipelines in the order of their names. */
  @GET
  @Requires(Action.READ)
  @Operation(
      operationId = "pipelines",
      summary = "State, rates, lag, watermark, quarantine and guarantee of every pipeline")
  public All all() {
    List<Count> counts = quarantine.counts();
    return new All(
        engine.pipelines().stream()
            .flatMap(
                status ->
                    project.get().pipeline(status.name()).stream()
                        .map(pipeline -> summary(pipeline, status, counts)))
            .toList());
  }

  /** One pipeline. */
  @GET
  @Requires(Action.READ)
  @Path("{name}")
  @Operation(operationId = "pipeline", summary = "A pipeline's state, plan and guarantee")
  public Explained one(
      @Parameter(description = "The pipeline's name", example = "minute_average") @PathParam("name")
          String name) {
    CompiledPipeline pipeline = project.get().pipeline(name).orElseThrow(() -> notFound(name));
    PipelineStatus status =
        engine.pipelines().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> notFound(name));
    return new Explained(
        summary(pipeline, status, quarantine.counts()),
        definition(pipeline),
        PipelineExplanation.of(pipeline, buffer()));
  }

  /** Stops a pipeline. */
  @POST
  @Requires(Action.OPERATE)
  @Path("{name}/stop")
  @Operation(
      summary = "Stop a pipeline",
      description =
          "It commits what it is at and stays stopped, also over a start of the platform. Its tables"
              + " stay, and the log keeps what it has not read.",
      operationId = "stopPipeline")
  public Summary stop(
      @Parameter(description = "The pipeline's name", example = "minute_average") @PathParam("name")
          String name) {
    return changed(name, () -> engine.stop(name));
  }

  /** Starts a pipeline. */
  @POST
  @Requires(Action.OPERATE)
  @Path("{name}/start")
  @Operation(
      summary = "Start a pipeline that was stopped or has failed",
      description = "It goes on where it was, or anew.",
      operationId = "startPipeline")
  public Summary start(
      @Parameter(description = "The pipeline's name", example = "minute_average") @PathParam("name")
          String name,
      @Parameter(
              description =
                  "true to have it forget its open windows and tables and compute everything from"
                      + " what the log still holds",
              example = "true")
          @QueryParam("anew")
          @DefaultValue("false")
          boolean anew) {
    return changed(name, () -> start(engine, name, anew));
  }

  private static void start(StreamEngine engine, String name, boolean anew) {
    if (anew) {
      engine.reset(name);
    } else {
      engine.resume(name);
    }
  }

  private Summary changed(String name, Runnable change) {
    CompiledPipeline pipeline = project.get().pipeline(name).orElseThrow(() -> notFound(name));
    try {
      change.run();
    } catch (NoSuchElementException removedMeanwhile) {
      throw notFound(name);
    }
    return engine.pipelines().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .map(status -> summary(pipeline, status, quarantine.counts()))
        .orElseThrow(() -> notFound(name));
  }

  private Summary summary(CompiledPipeline pipeline, PipelineStatus status, List<Count> counts) {
    DerivedGuarantee derived =
        DerivedGuarantee.of(pipeline.definition(), pipeline.plan().sources(), buffer());
    List<Source> sources =
        status.positions().entrySet().stream()
            .map(
                entry ->
                    new Source(
                        entry.getKey(),
                        offsets(entry.getValue()),
                        sum(counts, entry.getKey(), "quarantined"),
                        sum(counts, entry.getKey(), "waiting")))
            .toList();
    return new Summary(
        status.name(),
        status.state().name(),
        status.error().orElse(null),
        sources.get(0).stream(),
        sources.get(0).position(),
        sources,
        status.lag(),
        status.watermark().map(Instant::toString).orElse(null),
        status
            .watermark()
            .map(at -> Duration.between(at, Instant.now()).toMillis() / 1e3)
            .orElse(null),
        status.rowsIn(),
        status.rowsOut(),
        status.late(),
        status.rates().rowsIn(),
        status.rates().rowsOut(),
        sources.stream().mapToLong(Source::inQuarantine).sum(),
        status.lastError().map(e -> new LastError(e.at().toString(), e.message())).orElse(null),
        pipeline.definition().to().stream()
            .map(
                output ->
                    new Target(output instanceof Output.Table ? "table" : "topic", output.name()))
            .toList(),
        new Promise(
            pipeline.definition().guarantee().toString(),
            derived.given().toString(),
            derived.reasons()));
  }

  private static long sum(List<Count> counts, String stream, String outcome) {
    return counts.stream()
        .filter(count -> count.stream().equals(stream) && count.outcome().equals(outcome))
        .mapToLong(Count::events)
        .sum();
  }

  private static List<Long> offsets(Offsets position) {
    return IntStream.range(0, position.partitions()).mapToObj(position::get).toList();
  }

  private ApiException notFound(String name) {
    return notFound(project.get(), name);
  }

  /** 404, with the pipelines that there are. */
  public static ApiException notFound(CheckedProject project, String name) {
    String names =
        project.pipelines().stream()
            .map(CompiledPipeline::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return new ApiException(
        404,
        new ApiError(
            "UNKNOWN_PIPELINE",
            "there is no pipeline \"%s\"".formatted(name),
            null,
            names.isEmpty() ? "The project has no pipelines." : "There are: %s.".formatted(names)));
  }
}
