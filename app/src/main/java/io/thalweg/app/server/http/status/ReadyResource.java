package io.thalweg.app.server.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Whether requests should be sent here; needs no token. Safe for use by many threads. */
@Path("api/v1/ready")
@Tag(name = "platform", description = "How it is doing")
public final class ReadyResource {

  private final Readiness readiness;

  public ReadyResource(Readiness readiness) {
    this.readiness = readiness;
  }

  /** Whether the platform can do its work. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @Schema(name = "Readiness")
  public record Answer(
      @Schema(
              allowableValues = {"ready", "not ready"},
              example = "ready")
          String status,
      @Schema(description = "Why it is not ready", example = "[\"the log does not answer\"]")
          List<String> reasons,
      @Schema(
              description = "What does not work although it is ready",
              example = "[\"a pipeline has failed\"]")
          List<String> warnings) {}

  /** Whether the platform can do its work. */
  @GET
  @Requires(Action.OPEN)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "ready",
      summary = "Whether events and queries are taken, and why not",
      description = "Needs no token, so it names what is wrong and says no more about it.")
  @SecurityRequirements
  @ApiResponse(
      responseCode = "200",
      description = "Events and queries are taken",
      content = @Content(schema = @Schema(implementation = Answer.class)))
  @ApiResponse(
      responseCode = "503",
      description = "They are not; reasons says why",
      content = @Content(schema = @Schema(implementation = Answer.class)))
  public Response ready() {
    List<String> reasons = readiness.reasons();
    Answer answer =
        new Answer(
            reasons.isEmpty() ? "ready" : "not ready",
            reasons,
            reasons.isEmpty() ? readiness.warnings() : List.of());
    return Response.status(reasons.isEmpty() ? 200 : 503).entity(answer).build();
  }
}
