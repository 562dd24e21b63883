package io.thalweg.connect.http.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Says that the server answers; needs no token. */
@Path("api/v1/health")
public final class HealthResource {

  @GET
  @Requires(Action.OPEN)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Whether the platform answers", operationId = "health")
  @SecurityRequirements
  public Map<String, String> health() {
    return Map.of("status", "ok");
  }
}
