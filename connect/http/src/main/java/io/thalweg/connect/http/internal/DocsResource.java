package io.thalweg.connect.http.internal;

import io.swagger.v3.oas.annotations.Hidden;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Swagger UI over {@code /openapi.json}: to read what can be called, and to call it with a token
 * that is entered there. Open to all, as the document is; its files hold nothing of a platform.
 */
@Path("docs")
@Hidden
public final class DocsResource {

  /** Nothing from elsewhere, and no script or style that stands in the page itself. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String OWN = "/io/thalweg/connect/http/docs/";
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String DESCRIPTION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private final String version = version();

  @GET
  @Requires(Action.OPEN)
  public Response page(@Context Request request) {
    return file(request, OWN + "index.html", "text/html;charset=utf-8");
  }

  @GET
  @Path("page.js")
  @Requires(Action.OPEN)
  public Response script(@Context Request request) {
    return file(request, OWN + "page.js", "text/javascript;charset=utf-8");
  }

  @GET
  @Path("page.css")
  @Requires(Action.OPEN)
  public Response style(@Context Request request) {
    return file(request, OWN + "page.css", "text/css;charset=utf-8");
  }

  @GET
  @Path("swagger-ui-bundle.js")
  @Requires(Action.OPEN)
  public Response bundle(@Context Request request) {
    return swagger(request, "swagger-ui-bundle.js", "text/javascript;charset=utf-8");
  }

  @GET
  @Path("swagger-ui.css")
  @Requires(Action.OPEN)
  public Response bundleStyle(@Context Request request) {
    return swagger(request, "swagger-ui.css", "text/css;charset=utf-8");
  }

  private Response swagger(Request request, String name, String type) {
    return file(request, WEBJAR + version + "/" + name, type);
  }

  private Response file(Request request, String path, String type) {
    EntityTag tag = new EntityTag(version + "-" + Integer.toHexString(path.hashCode()));
    Response.ResponseBuilder unchanged =
        path.startsWith(WEBJAR) ? request.evaluatePreconditions(tag) : null;
    Response.ResponseBuilder answer = unchanged;
    if (answer == null) {
      answer = Response.ok(read(path), type);
    }
    if (path.startsWith(WEBJAR)) {
      answer.tag(tag);
    }
    return answer
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin")
        .header("Cache-Control", "no-cache")
        .build();
  }

  private static byte[] read(String path) {
    try (InputStream in = DocsResource.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + path + " on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = DocsResource.class.getResourceAsStream(DESCRIPTION)) {
      if (in == null) {
        throw new IllegalStateException("Swagger UI is not on the class path");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
