package io.thalweg.connect.http.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Says that the server answers; the one thing that needs no token. */
@Path("api/v1/health")
public final class HealthResource {

  /** As it is requested. */
  public static final String PATH = "/api/v1/health";

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Whether the platform answers", operationId = "health")
  @SecurityRequirements
  public Map<String, String> health() {
    return Map.of("status", "ok");
  }
}
