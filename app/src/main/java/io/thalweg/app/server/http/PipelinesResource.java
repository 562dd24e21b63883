package io.thalweg.app.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
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
import io.thalweg.sql.streaming.CompiledPipeline;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the pipelines are doing, and what they guarantee. */
@Path("/api/v1/pipelines")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "pipelines")
public final class PipelinesResource {

  private final CheckedProject project;
  private final Settings.Buffer buffer;
  private final StreamEngine engine;
  private final Map<String, DefinitionFile> files;

  /**
   * @param project that the engine runs
   */
  public PipelinesResource(CheckedProject project, StreamEngine engine) {
    this.project = project;
    this.buffer = project.project().orElseThrow().settings().buffer();
    this.engine = engine;
    this.files =
        project.pipelines().stream()
            .collect(Collectors.toMap(CompiledPipeline::name, this::definition));
  }

  /** Read now, and not when it is asked for: then it may already be another one than runs. */
  private DefinitionFile definition(CompiledPipeline pipeline) {
    String file = pipeline.definition().location().file();
    try {
      return new DefinitionFile(file, Files.readString(project.directory().resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** All pipelines. */
  @Schema(name = "Pipelines")
  public record All(List<Summary> pipelines) {}

  /** How a pipeline is doing. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Pipeline")
  public record Summary(
      String name,
      @Schema(description = "RUNNING, FAILED or STOPPED") String state,
      @Schema(description = "Why it does not run") String error,
      @Schema(description = "Its source; of several the first") String stream,
      @Schema(description = "The next offset of each of that source's partitions")
          List<Long> position,
      @Schema(description = "All that it reads") List<Source> sources,
      @Schema(description = "Records of its sources that it has not processed yet") long lag,
      @Schema(description = "Every window that ends at it or before is closed") String watermark,
      @Schema(description = "Rows read since it was created") long rowsIn,
      @Schema(description = "Rows put out since it was created") long rowsOut,
      @Schema(description = "Rows left out as late since it was created") long late,
      List<Target> to,
      Promise guarantee) {}

  /** How far a pipeline has read one of its streams. */
  public record Source(
      String stream,
      @Schema(description = "The next offset of each of its partitions") List<Long> position) {}

  /** Where a pipeline's rows go. */
  public record Target(@Schema(description = "table or topic") String kind, String name) {}

  /** What a pipeline guarantees, and why. */
  @Schema(name = "Guarantee")
  public record Promise(String asked, String given, List<String> reasons) {}

  /** What a user wrote. */
  @Schema(name = "DefinitionFile")
  public record DefinitionFile(
      @Schema(
              description = "Relative to the project's folder",
              example = "pipelines/minute_average.yaml")
          String file,
      @Schema(description = "As it was when the platform started") String text) {}

  /** A pipeline with how it is computed. */
  @Schema(name = "PipelineWithExplanation")
  public record Explained(
      @JsonUnwrapped Summary pipeline,
      @Schema(description = "What it was made from") DefinitionFile definition,
      @Schema(description = "Plan, engine's SQL and guarantee, for people") String explanation) {}

  /** The pipelines in the order of their names. */
  @GET
  @Requires(Action.READ)
  @Operation(summary = "State, lag, watermark and guarantee of every pipeline")
  public All all() {
    return new All(
        engine.pipelines().stream()
            .flatMap(
                status -> project.pipeline(status.name()).map(p -> summary(p, status)).stream())
            .toList());
  }

  /** One pipeline. */
  @GET
  @Requires(Action.READ)
  @Path("{name}")
  @Operation(summary = "A pipeline's state, plan and guarantee")
  public Explained one(@PathParam("name") String name) {
    CompiledPipeline pipeline = project.pipeline(name).orElseThrow(() -> notFound(name));
    PipelineStatus status =
        engine.pipelines().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> notFound(name));
    return new Explained(
        summary(pipeline, status), files.get(name), PipelineExplanation.of(pipeline, buffer));
  }

  private Summary summary(CompiledPipeline pipeline, PipelineStatus status) {
    DerivedGuarantee derived = DerivedGuarantee.of(pipeline.definition(), buffer);
    List<Source> sources =
        status.positions().entrySet().stream()
            .map(entry -> new Source(entry.getKey(), offsets(entry.getValue())))
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
        status.rowsIn(),
        status.rowsOut(),
        status.late(),
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

  private static List<Long> offsets(Offsets position) {
    return IntStream.range(0, position.partitions()).mapToObj(position::get).toList();
  }

  private ApiException notFound(String name) {
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
