package io.thalweg.app.server.http.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** How the platform is doing. Safe for use by many threads. */
@Path("api/v1/status")
@Tag(name = "platform", description = "How it is doing")
public final class StatusResource {

  private final StatusSampler sampler;
  private final StatusBroadcast broadcast;
  private final LiveConnections connections;

  public StatusResource(StatusSampler sampler, LiveConnections connections) {
    this.sampler = sampler;
    this.connections = connections;
    this.broadcast = new StatusBroadcast(sampler, connections);
  }

  /** A sample. */
  @GET
  @Requires(Action.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "status",
      summary = "Rates, lag and state of all streams and pipelines",
      description = "Rates are those since anybody asked last, over at least 0.2 seconds.")
  public PlatformStatus status() {
    return sampler.sample();
  }

  /** A sample every second. */
  @GET
  @Requires(Action.READ)
  @Path("live")
  @Produces("text/event-stream")
  @Operation(
      operationId = "followStatus",
      summary = "The platform's state, every second",
      description =
          "Server-sent events, each a PlatformStatus. A client that is slow gets the latest one, not"
              + " all.")
  @ApiResponse(
      responseCode = "200",
      description = "Samples without end",
      content =
          @Content(
              mediaType = "text/event-stream",
              schema = @Schema(implementation = PlatformStatus.class)))
  public void follow(
      @Suspended AsyncResponse suspended,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    connections.admit();
    connections.serve(request, response, broadcast::join);
  }
}
