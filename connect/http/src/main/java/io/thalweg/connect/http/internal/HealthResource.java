package io.thalweg.connect.http.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Says that the server answers; needs no token. */
@Path("api/v1/health")
@Tag(name = "platform", description = "How it is doing")
public final class HealthResource {

  /** The answer. */
  @Schema(name = "Health")
  public record Health(@Schema(example = "ok") String status) {}

  @GET
  @Requires(Action.OPEN)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Whether the platform answers", operationId = "health")
  @SecurityRequirements
  public Health health() {
    return new Health("ok");
  }
}
