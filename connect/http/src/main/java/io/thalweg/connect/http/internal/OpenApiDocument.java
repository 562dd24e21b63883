package io.thalweg.connect.http.internal;

import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import io.thalweg.connect.http.Endpoint;
import io.thalweg.connect.http.SessionCookie;
import io.thalweg.identity.Action;
import io.thalweg.identity.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes resources for programs: what Swagger reads from each, and what holds for all of them,
 * which is who may call, how they say who they are, and which errors there are.
 */
final class OpenApiDocument {

  private static final String TOKEN = "token";
  private static final String SESSION = "session";
  private static final String CSRF = "csrf";

  /** Of parameters; in this order. */
  private static final List<String> PLACES = List.of("path", "query", "header", "cookie");

  private static final String DESCRIPTION =
      """
      Events in, queries and tables out. Every call but a few carries a token as \
      `Authorization: Bearer …`, or the cookie of a session and, where it changes something, the \
      session's `X-CSRF-Token`. `x-roles` says whose role may call. Every error has a stable code \
      for programs, and a message for people.""";

  private OpenApiDocument() {}

  /**
   * Describes JAX-RS classes.
   *
   * @param endpoints what they serve
   */
  static OpenAPI of(Set<Class<?>> resources, List<Endpoint> endpoints) {
    OpenAPI base =
        new OpenAPI()
            .info(
                new Info()
                    .title("Thalweg")
                    .version("v1")
                    .description(DESCRIPTION)
                    .license(
                        new License()
                            .name("Apache-2.0")
                            .url("https://www.apache.org/licenses/LICENSE-2.0")))
            .components(components());
    SwaggerConfiguration configuration =
        new SwaggerConfiguration().openAPI(base).defaultResponseCode("200");
    OpenAPI described = new Reader(configuration).read(resources);
    FreeForm.in(described);
    Map<String, Endpoint> byCall =
        endpoints.stream()
            .collect(
                Collectors.toMap(
                    endpoint -> endpoint.method() + " " + plain(endpoint.path()),
                    Function.identity(),
                    (one, sameCallOtherType) -> one));
    described
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            complete(path, method, operation, byCall.get(method + " " + path))));
    sort(described);
    return described;
  }

  /** Without the patterns that names in a path may have. */
  private static String plain(String path) {
    return path.replaceAll("\\{\\s*(\\w+)\\s*:[^{}]*}", "{$1}");
  }

  private static Components components() {
    Components components =
        new Components()
            .addSecuritySchemes(
                TOKEN,
                new SecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .description("A token, as `thalweg token create` or POST /api/v1/tokens make"))
            .addSecuritySchemes(
                SESSION,
                new SecurityScheme()
                    .type(SecurityScheme.Type.APIKEY)
                    .in(SecurityScheme.In.COOKIE)
                    .name(SessionCookie.NAME)
                    .description("The session of a browser, which POST /api/v1/session opens"))
            .addSecuritySchemes(
                CSRF,
                new SecurityScheme()
                    .type(SecurityScheme.Type.APIKEY)
                    .in(SecurityScheme.In.HEADER)
                    .name(AccessHandler.CSRF)
                    .description("What a session's requests carry that change something"));
    CommonAnswers.addTo(components);
    return components;
  }

  private static void complete(
      String path, HttpMethod method, Operation operation, Endpoint endpoint) {
    Action action = endpoint.action();
    boolean open = action == Action.OPEN;
    if (open) {
      operation.setSecurity(List.of());
    } else {
      SecurityRequirement session = new SecurityRequirement().addList(SESSION);
      if (method != HttpMethod.GET) {
        session.addList(CSRF);
      }
      operation.setSecurity(List.of(new SecurityRequirement().addList(TOKEN), session));
      operation.addExtension(
          "x-roles",
          Arrays.stream(Role.values())
              .filter(role -> role.may(action))
              .map(Role::toString)
              .toList());
    }
    if (operation.getParameters() != null) {
      operation.getParameters().sort(Comparator.comparing(p -> PLACES.indexOf(p.getIn())));
    }
    Stream.of("204", "304")
        .map(operation.getResponses()::get)
        .filter(Objects::nonNull)
        .forEach(withoutBody -> withoutBody.setContent(null));
    CommonAnswers.addTo(operation, path, open);
  }

  /** So that the document is the same whatever order classes and methods are found in. */
  private static void sort(OpenAPI document) {
    Paths paths = new Paths();
    new TreeMap<>(document.getPaths()).forEach(paths::addPathItem);
    document.setPaths(paths);
    Components components = document.getComponents();
    components.setSchemas(new TreeMap<>(components.getSchemas()));
    document.getTags().sort(Comparator.comparing(Tag::getName));
  }
}
