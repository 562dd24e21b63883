package io.thalweg.connect.http.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Suggestion;
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
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes events in: each is checked by itself against its stream's contract, the good ones are
 * appended to the log, and the answer comes when the log has them.
 *
 * <p>Safe for use by many threads. Its owner closes it when no more requests come, before the log.
 */
@Path("api/v1/streams/{stream}/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventsResource implements AutoCloseable {

  static final String NDJSON = "application/x-ndjson";

  /** The bodies of all requests under way; two of the largest, hundreds of usual ones. */
  static final long MAX_BYTES_UNDER_WAY = 32L * 1024 * 1024;

  private static final int MAX_QUOTED_NAME = 64;

  private final Map<String, Stream> streams;
  private final Set<String> derivedTopics;
  private final EventAppender appender;
  private final ByteBudget budget = new ByteBudget(MAX_BYTES_UNDER_WAY);

  /**
   * @param streams that take events; their topics exist
   * @param derivedTopics that only pipelines write to
   */
  public EventsResource(Log log, Collection<Stream> streams, Collection<String> derivedTopics) {
    this.streams = streams.stream().collect(Collectors.toMap(Stream::name, Function.identity()));
    this.derivedTopics = Set.copyOf(derivedTopics);
    this.appender = new EventAppender(log);
  }

  @POST
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
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    return append(name, headers, body, EventRanges::ofJson);
  }

  @POST
  @Consumes(NDJSON)
  @Operation(hidden = true)
  public Response appendLines(
      @PathParam("stream") String name, @Context HttpHeaders headers, InputStream body)
      throws IOException {
    return append(name, headers, body, EventRanges::ofLines);
  }

  private interface Cutter {
    EventRanges cut(byte[] body, int length);
  }

  private Response append(String name, HttpHeaders headers, InputStream in, Cutter cutter)
      throws IOException {
    Stream stream = find(name);
    checkEncoding(headers);
    try (BodyBytes body = BodyBytes.read(in, budget)) {
      EventRanges events = cutter.cut(body.bytes(), body.length());
      return append(stream, body.bytes(), events);
    }
  }

  private Response append(Stream stream, byte[] body, EventRanges events) {
    EventDecoder decoder = new EventDecoder(stream);
    KeyText key = new KeyText(stream);
    AnswerBuilder answer = new AnswerBuilder();
    EventAppender.Appending appending = appender.begin(stream.name());
    for (int i = 0; i < events.count(); i++) {
      int start = events.start(i);
      int length = events.length(i);
      Optional<Rejection> rejection = decoder.decode(body, start, length, key);
      if (rejection.isPresent()) {
        answer.reject(i, rejection.get());
      } else if (!appending.append(key.key(), CompactJson.copy(body, start, length))) {
        answer.notTakenFrom(i);
        break;
      }
    }
    return answer.build(appending.await());
  }

  private Stream find(String name) {
    Stream stream = streams.get(name);
    if (stream != null) {
      return stream;
    }
    if (derivedTopics.contains(name)) {
      throw new ApiException(
          405,
          new ApiError(
              "DERIVED_TOPIC",
              "topic \"%s\" takes no events".formatted(name),
              "A pipeline writes it, and nobody else.",
              "Post to the stream that the pipeline reads."),
          Map.of(HttpHeaders.ALLOW, ""));
    }
    boolean isLong = name.length() > MAX_QUOTED_NAME;
    Optional<String> meant = isLong ? Optional.empty() : Suggestion.of(name, streams.keySet());
    throw new ApiException(
        404,
        new ApiError(
            "UNKNOWN_STREAM",
            "there is no stream \"%s\""
                .formatted(isLong ? name.substring(0, MAX_QUOTED_NAME) + "…" : name),
            null,
            meant
                .map("Did you mean \"%s\"?"::formatted)
                .orElse("Define it in the project's streams folder.")));
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

  /** Bytes of bodies under way, for tests. */
  long bytesUnderWay() {
    return budget.taken();
  }

  @Override
  public void close() {
    appender.close();
  }
}
