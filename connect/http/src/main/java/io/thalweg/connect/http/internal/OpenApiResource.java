package io.thalweg.connect.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;

/** The description of all resources, generated from them when it is first asked for. */
@Path("openapi.json")
@Hidden
public final class OpenApiResource {

  private final Set<Class<?>> resources;
  private String document;

  private OpenApiResource(Set<Class<?>> resources) {
    this.resources = Set.copyOf(resources);
  }

  /** Describes these JAX-RS classes. Jersey warns of a public constructor that it cannot call. */
  public static OpenApiResource of(Set<Class<?>> resources) {
    return new OpenApiResource(resources);
  }

  @GET
  @Requires(Action.READ)
  @Produces(MediaType.APPLICATION_JSON)
  public synchronized String document() throws JsonProcessingException {
    if (document == null) {
      OpenAPI base =
          new OpenAPI()
              .info(new Info().title("Thalweg").version("v1").description("A data platform"))
              .components(
                  new Components()
                      .addSecuritySchemes(
                          "token",
                          new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
              .addSecurityItem(new SecurityRequirement().addList("token"));
      OpenAPI described = new Reader(new SwaggerConfiguration().openAPI(base)).read(resources);
      document = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(described);
    }
    return document;
  }
}
