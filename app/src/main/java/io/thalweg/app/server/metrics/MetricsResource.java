package io.thalweg.app.server.metrics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What Prometheus scrapes. Safe for use by many threads. */
@Path("metrics")
@Tag(name = "platform", description = "How it is doing")
public final class MetricsResource {

  private final PlatformMetrics metrics;

  public MetricsResource(PlatformMetrics metrics) {
    this.metrics = metrics;
  }

  /** All metrics. */
  @GET
  @Requires(Action.READ)
  @Produces("text/plain;version=0.0.4;charset=utf-8")
  @Operation(
      operationId = "metrics",
      summary = "All metrics, as Prometheus reads them",
      description = "A token of a viewer is enough; see docs/running.md for Prometheus' side.")
  @ApiResponse(
      responseCode = "200",
      description = "Prometheus' text format, version 0.0.4",
      content =
          @Content(
              mediaType = "text/plain",
              schema = @Schema(type = "string"),
              examples =
                  @ExampleObject("thalweg_stream_events_total{stream=\"telemetry\"} 120000.0\n")))
  public String metrics() {
    return metrics.text();
  }
}
