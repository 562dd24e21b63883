package io.thalweg.connect.http.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.connect.http.body.BodyBytes;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Action;
import io.thalweg.identity.Caller;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
@Tag(name = "events", description = "In, out and live")
public final class EventsResource {

  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";
  private static final String EXAMPLE =
      "{\"machine\": \"press-7\", \"time\": \"2026-03-01T09:30:00Z\", \"temperature\": 61.5}";

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
              + " has them on disk. A body is one JSON object, an array of them, one object a line"
              + " (NDJSON), or CSV whose first row names the fields; an array or a quoted cell that"
              + " does not end properly is refused as a whole. Content-Encoding may be gzip,"
              + " deflate, zstd or br.",
      operationId = "appendEvents",
      parameters = {
        @Parameter(
            name = "columns",
            in = ParameterIn.QUERY,
            description =
                "CSV: the fields of the cells in their order, where no first row names them",
            schema = @Schema(type = "string"),
            example = "machine,time,temperature"),
        @Parameter(
            name = "delimiter",
            in = ParameterIn.QUERY,
            description = "CSV: the character between cells, or tab",
            schema = @Schema(type = "string", defaultValue = ","),
            example = ";"),
        @Parameter(
            name = "quote",
            in = ParameterIn.QUERY,
            description = "CSV: the character around cells",
            schema = @Schema(type = "string", defaultValue = "\""),
            example = "'"),
        @Parameter(
            name = "null",
            in = ParameterIn.QUERY,
            description = "CSV: an unquoted cell that holds just this is no value",
            schema = @Schema(type = "string", defaultValue = ""),
            example = "NULL")
      },
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema =
                        @Schema(
                            implementation = Object.class,
                            description = "An event of the stream, or an array of them"),
                    examples = @ExampleObject("[" + EXAMPLE + "]")),
                @Content(
                    mediaType = NDJSON,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(EXAMPLE + "\n" + EXAMPLE)),
                @Content(
                    mediaType = CSV,
                    schema = @Schema(type = "string"),
                    examples =
                        @ExampleObject(
                            "machine,time,temperature\npress-7,2026-03-01T09:30:00Z,61.5"))
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
  public Response appendJson(
      @Parameter(description = "The stream's name", example = "telemetry") @PathParam("stream")
          String name,
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

  @POST
  @Requires(Action.WRITE_EVENTS)
  @Consumes(CSV)
  @Operation(hidden = true)
  public Response appendCsv(
      @PathParam("stream") String name,
      @QueryParam("columns") String columns,
      @QueryParam("delimiter") String delimiter,
      @QueryParam("quote") String quote,
      @QueryParam("null") String nullText,
      @Context HttpHeaders headers,
      @Context Caller caller,
      InputStream body)
      throws IOException {
    Stream stream = intake.find(name);
    CsvDialect dialect =
        CsvDialect.of(delimiter, quote, nullText, columns, headers.getMediaType().getParameters());
    return append(
        name,
        headers,
        caller,
        body,
        (bytes, length) -> CsvEvents.of(bytes, length, dialect, stream));
  }

  private Response append(
      String name, HttpHeaders headers, Caller caller, InputStream in, Events.Cutter cutter)
      throws IOException {
    StreamCheck stream = intake.check(name, caller);
    checkCharset(headers);
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    try (BodyBytes body = intake.bodies().read(in, encoding)) {
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

  static void checkCharset(HttpHeaders headers) {
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
              "Events are always UTF-8: encode them so."));
    }
  }
}
