package io.thalweg.connect.http.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import io.thalweg.identity.Caller;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes events in: each is checked by itself against its stream's contract, the good ones are
 * appended to the log, and the answer comes when the log has them.
 *
 * <p>Safe for use by many threads.
 */
@Path("api/v1/streams/{stream}/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventsResource {

  static final String NDJSON = "application/x-ndjson";

  private final EventIntake intake;

  public EventsResource(EventIntake intake) {
    this.intake = intake;
  }

  @POST
  @Requires(Action.WRITE_EVENTS)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Append events to a stream",
      description =
          "Each event is checked by itself: those that do not fit their stream are refused by"
              + " their place in the request, the others are kept. The answer comes when the log"
              + " has them on disk. A body is one JSON object, an array of them, or one object a"
              + " line (NDJSON); an array that does not end properly is refused as a whole.",
      operationId = "appendEvents",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")),
                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
              }))
  @ApiResponse(
      responseCode = "200",
      description = "At least one event is stored, or none was sent",
      content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
  @ApiResponse(
      responseCode = "422",
      description = "Every event is refused",
      content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
  @ApiResponse(
      responseCode = "503",
      description =
          "The log cannot take the events, or has not confirmed them; detail says what is stored",
      content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
  @ApiResponse(
      responseCode = "default",
      description = "The request is refused as a whole; nothing of it is stored",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Response appendJson(
      @Parameter(description = "The stream's name") @PathParam("stream") String name,
      @Context HttpHeaders headers,
      @Parameter(hidden = true) @Context Caller caller,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    return append(name, headers, caller, body, EventRanges::ofJson);
  }

  @POST
  @Requires(Action.WRITE_EVENTS)
  @Consumes(NDJSON)
  @Operation(hidden = true)
  public Response appendLines(
      @PathParam("stream") String name,
      @Context HttpHeaders headers,
      @Context Caller caller,
      InputStream body)
      throws IOException {
    return append(name, headers, caller, body, EventRanges::ofLines);
  }

  private interface Cutter {
    Events cut(byte[] body, int length);
  }

  private Response append(
      String name, HttpHeaders headers, Caller caller, InputStream in, Cutter cutter)
      throws IOException {
    StreamCheck stream = new StreamCheck(intake.find(name), caller);
    checkEncoding(headers);
    try (BodyBytes body = intake.read(in)) {
      return append(stream, caller, cutter.cut(body.bytes(), body.length()));
    }
  }

  private Response append(StreamCheck stream, Caller caller, Events events) {
    Intake taken = intake.begin(caller);
    for (int i = 0; events.next(); i++) {
      if (events.rejection() != null) {
        taken.reject(i, stream.stream().name(), events.rejection());
      } else if (!taken.add(i, stream, events.json(), events.start(), events.length())) {
        break;
      }
    }
    return taken.answer().build(taken.await());
  }

  private static void checkEncoding(HttpHeaders headers) {
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ApiException(
          415,
          new ApiError(
              "UNSUPPORTED_ENCODING",
              "the body has a Content-Encoding, which is not taken",
              null,
              "Send it as it is."));
    }
    if (headers.getMediaType() == null) {
      throw new NotSupportedException();
    }
    String charset = headers.getMediaType().getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
      throw new ApiException(
          415,
          new ApiError(
              "UNSUPPORTED_CHARSET",
              "the body's charset is not UTF-8",
              null,
              "JSON is always UTF-8: encode the events so."));
    }
  }
}
