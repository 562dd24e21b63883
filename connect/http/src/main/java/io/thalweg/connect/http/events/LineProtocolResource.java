package io.thalweg.connect.http.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import io.thalweg.identity.Action;
import io.thalweg.identity.Caller;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes events in as InfluxDB does, so that what writes to it writes here unchanged: a measurement
 * is the stream of that name, tags and fields are its fields, the timestamp is its event time.
 *
 * <p>Safe for use by many threads.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "events", description = "In, out and live")
public final class LineProtocolResource {

  private static final int NO_CONTENT = 204;

  private final EventIntake intake;

  public LineProtocolResource(EventIntake intake) {
    this.intake = intake;
  }

  @POST
  @Requires(Action.WRITE_EVENTS)
  @Path("api/v2/write")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Append points in InfluxDB's line protocol",
      description =
          "As clients of InfluxDB 2 write; those of version 1 do the same at /write. A measurement is the stream of that name; organisation"
              + " and bucket mean nothing here. Points that do not fit are refused by line, the"
              + " others are kept; then the answer is 400.",
      operationId = "writePoints",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.TEXT_PLAIN,
                      schema = @Schema(type = "string"),
                      examples =
                          @ExampleObject(
                              "telemetry,machine=press-7 temperature=61.5 1772357400000000000"))))
  @ApiResponse(responseCode = "204", description = "Every point is in the log")
  @ApiResponse(
      responseCode = "400",
      description = "Some points, or all of them, are refused",
      content = @Content(schema = @Schema(implementation = LineProtocolAnswer.class)))
  @ApiResponse(
      responseCode = "503",
      description = "The log cannot take the points, or has not confirmed them",
      content = @Content(schema = @Schema(implementation = LineProtocolAnswer.class)))
  public Response write(
      @Parameter(
              description = "What a timestamp counts: ns, us, ms, s; v1 clients also n, u, m, h",
              example = "ms")
          @QueryParam("precision")
          String precision,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
      @Parameter(hidden = true) @Context Caller caller,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    TimestampUnit unit = TimestampUnit.of(precision);
    if (unit == null) {
      throw new ApiException(
          400,
          new ApiError(
              "invalid",
              "precision is none of ns, us, ms, s, m, h",
              "Nothing of this request is stored.",
              "Leave it out for nanoseconds."));
    }
    try (BodyBytes bytes = intake.bodies().read(body, encoding)) {
      return append(bytes, unit, caller);
    }
  }

  @POST
  @Requires(Action.WRITE_EVENTS)
  @Path("write")
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response writeAsVersion1(
      @QueryParam("precision") String precision,
      @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
      @Context Caller caller,
      InputStream body)
      throws IOException {
    return write(precision, encoding, caller, body);
  }

  private Response append(BodyBytes body, TimestampUnit unit, Caller caller) {
    if (lineEnds(body) > EventRanges.MAX_EVENTS) {
      throw EventRanges.tooMany();
    }
    LineProtocolReader points =
        new LineProtocolReader(
            body.bytes(),
            body.length(),
            new LineTargets(intake, caller),
            unit,
            System.currentTimeMillis());
    Intake taken = intake.begin(caller);
    int firstWrong = 0;
    for (int i = 0; points.next(); i++) {
      int rejected = taken.answer().rejected();
      if (points.rejection() != null) {
        taken.reject(i, points.streamName(), points.rejection());
      } else if (!taken.add(
          i, points.target().check(), points.json().bytes(), 0, points.json().length())) {
        break;
      }
      if (firstWrong == 0 && taken.answer().rejected() > rejected) {
        firstWrong = points.line();
      }
    }
    return answer(taken.answer(), taken.await(), firstWrong);
  }

  private static int lineEnds(BodyBytes body) {
    int count = 0;
    for (int i = 0; i < body.length(); i++) {
      if (body.bytes()[i] == '\n') {
        count++;
      }
    }
    return count;
  }

  private static Response answer(
      AnswerBuilder answer, EventAppender.Outcome outcome, int firstWrong) {
    if (outcome.failure() != null) {
      ApiError why = answer.unavailable(outcome);
      String message = why.message() + ": " + why.detail();
      return Response.status(503)
          .header(HttpHeaders.RETRY_AFTER, AnswerBuilder.RETRY_SECONDS)
          .entity(new LineProtocolAnswer("unavailable", message, message, null, null))
          .build();
    }
    if (answer.rejected() == 0) {
      return Response.status(NO_CONTENT).build();
    }
    EventError first = answer.errors().get(0);
    String message =
        "%s: line %d: %s. %s dropped=%d"
            .formatted(
                outcome.confirmed() > 0 ? "partial write" : "nothing is written",
                firstWrong,
                first.message(),
                first.hint(),
                answer.rejected());
    return Response.status(400)
        .entity(new LineProtocolAnswer("invalid", message, message, firstWrong, answer.errors()))
        .build();
  }
}
