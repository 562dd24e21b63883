package io.thalweg.connect.http.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.CharConversionException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a resource throws into an answer. */
public final class ApiExceptionMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(ApiExceptionMapper.class);

  @Context private Request request;
  @Context private UriInfo uri;

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof ApiException known) {
      Response.ResponseBuilder answer = answer(known.status(), known.error());
      known.headers().forEach(answer::header);
      return answer.build();
    }
    if (thrown instanceof ParamException.QueryParamException wrong) {
      // Jersey would say that there is nothing at the address.
      return answer(400, wrongParameter(wrong.getParameterName())).build();
    }
    if (thrown instanceof WebApplicationException web) {
      return fromJersey(web);
    }
    Optional<HttpException> fromJetty = fromJetty(thrown);
    if (fromJetty.isPresent()) {
      int status = fromJetty.get().getCode();
      return answer(status, error(status)).build();
    }
    if (thrown instanceof JsonProcessingException json && isOfReading(json)) {
      return answer(400, wrongBody(json.getLocation())).build();
    }
    if (thrown instanceof CharConversionException) {
      // What Jackson takes for UTF-32.
      return answer(400, wrongBody(null)).build();
    }
    if (isClientGone(thrown)) {
      // Nobody reads the answer.
      return answer(400, error(400)).build();
    }
    LOG.error("{} /{} failed", request.getMethod(), uri.getPath(), thrown);
    return answer(500, error(500)).build();
  }

  private Response fromJersey(WebApplicationException web) {
    int status = web.getResponse().getStatus();
    if (status < 400) {
      return web.getResponse();
    }
    if (status >= 500) {
      LOG.error("{} /{} failed", request.getMethod(), uri.getPath(), web);
    }
    Response.ResponseBuilder answer = answer(status, error(status));
    String allowed = web.getResponse().getHeaderString(HttpHeaders.ALLOW);
    if (allowed != null) {
      answer.header(HttpHeaders.ALLOW, allowed);
    }
    return answer.build();
  }

  private static Optional<HttpException> fromJetty(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static boolean isClientGone(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EofException || cause instanceof java.util.concurrent.TimeoutException) {
        return true;
      }
    }
    return false;
  }

  /** Writing fails with the same exceptions, which is then a fault of ours. */
  private static boolean isOfReading(JsonProcessingException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StreamConstraintsException
          || (cause instanceof JsonProcessingException json
              && json.getProcessor() instanceof JsonParser)) {
        return true;
      }
    }
    return false;
  }

  private ApiError wrongParameter(String name) {
    return new ApiError(
        "INVALID_PARAMETER",
        "%s is \"%s\"".formatted(name, uri.getQueryParameters().getFirst(name)),
        null,
        "GET /openapi.json says what it takes.");
  }

  /** Jackson's own messages speak of our classes. */
  private ApiError wrongBody(JsonLocation at) {
    return new ApiError(
        "INVALID_BODY",
        "the body is not the JSON that %s /%s takes".formatted(request.getMethod(), uri.getPath()),
        at == null
            ? null
            : "It goes wrong at line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr()),
        "GET /openapi.json shows what it takes.");
  }

  private ApiError error(int status) {
    return StatusErrors.of(status, request.getMethod(), "/" + uri.getPath());
  }

  private static Response.ResponseBuilder answer(int status, ApiError error) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(error);
  }
}
