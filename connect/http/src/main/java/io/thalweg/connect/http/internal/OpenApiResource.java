package io.thalweg.connect.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.Hidden;
import io.thalweg.connect.http.Endpoint;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The description of all resources, generated from them when it is first asked for. Open to all: it
 * is the same for every platform of a version, and holds nothing of what one is used for.
 */
@Path("openapi.json")
@Hidden
public final class OpenApiResource {

  private final Set<Class<?>> resources;
  private final List<Endpoint> endpoints;
  private String document;

  private OpenApiResource(Set<Class<?>> resources, List<Endpoint> endpoints) {
    this.resources = new LinkedHashSet<>(resources);
    this.endpoints = List.copyOf(endpoints);
  }

  /** Describes these JAX-RS classes. Jersey warns of a public constructor that it cannot call. */
  public static OpenApiResource of(Set<Class<?>> resources, List<Endpoint> endpoints) {
    return new OpenApiResource(resources, endpoints);
  }

  @GET
  @Requires(Action.OPEN)
  @Produces(MediaType.APPLICATION_JSON)
  public synchronized String document() throws JsonProcessingException {
    if (document == null) {
      document =
          Json.mapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(OpenApiDocument.of(resources, endpoints));
    }
    return document;
  }
}
