package io.thalweg.app.server.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * How the platform is doing at one moment. Rates are those since the sample before, about a second;
 * 0 in the first one.
 */
@Schema(name = "PlatformStatus", description = "How the platform is doing at one moment")
public record PlatformStatus(
    @Schema(example = "2026-01-01T08:00:00Z") String time,
    @Schema(description = "Since the platform was ready", example = "3600") long uptimeSeconds,
    List<StreamStatus> streams,
    List<PipelineStatus> pipelines,
    @Schema(description = "Clients of answers that do not end", example = "2") int liveConnections,
    @Schema(description = "Whether the log left streams without an answer", example = "false")
        boolean logIsSilent) {

  /** How a stream is doing. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "StreamStatus")
  public record StreamStatus(
      @Schema(example = "telemetry") String name,
      @Schema(description = "Records that its log has had", example = "120000") long events,
      @Schema(description = "Records that came in a second", example = "250.5")
          double eventsPerSecond,
      @Schema(description = "Records that the lake does not hold yet", example = "250")
          long archiveLag,
      @Schema(description = "Records that were no events, since the start", example = "0")
          long quarantined,
      @Schema(
              description = "Events that count nowhere, ever; only of a stream with an id",
              example = "12")
          Long duplicates,
      @Schema(
              description = "What keeps it from being archived",
              example = "the lake does not answer")
          String archiveError) {}

  /** How a pipeline is doing. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PipelineRates")
  public record PipelineStatus(
      @Schema(example = "minute_average") String name,
      @Schema(description = "RUNNING, FAILED or STOPPED", example = "RUNNING") String state,
      @Schema(
              description = "Why it does not run, or what it tries again",
              example = "a sum is too large for its type")
          String error,
      @Schema(description = "Records that it has not processed yet", example = "0") long lag,
      @Schema(
              description = "Every window that ends at it or before is closed",
              example = "2026-03-01T09:30:00Z")
          String watermark,
      @Schema(
              description = "How far the watermark is behind the present, in seconds",
              example = "12.5")
          Double watermarkDelaySeconds,
      @Schema(description = "Rows read since it was created", example = "120000") long rowsIn,
      @Schema(description = "Rows put out since it was created", example = "60") long rowsOut,
      @Schema(description = "Rows left out as late since it was created", example = "0") long late,
      @Schema(example = "250.5") double rowsInPerSecond,
      @Schema(example = "1") double rowsOutPerSecond) {}
}
