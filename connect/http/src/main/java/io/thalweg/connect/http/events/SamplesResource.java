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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes a sample of events for which there is no stream yet, and gives it to who makes one of it.
 * It comes into no log. Safe for use by many threads.
 */
@Path("api/v1/samples/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "streams", description = "What comes in")
public final class SamplesResource {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{16,64}");
  private static final String ID_MEANING =
      "16 to 64 letters, digits, - and _ that nobody guesses, chosen by who will read the sample";
  private static final String ID_EXAMPLE = "5f0c9b7a1e3d4c2f8a6b";
  private static final String EVENTS =
      "{\"machine\": \"press-7\", \"time\": \"2026-03-01T09:30:00Z\", \"temperature\": 61.5}";

  private final SampleShelf shelf = new SampleShelf(InstantSource.system());
  private final EventIntake intake;

  /**
   * @param intake whose guards of bodies hold here too
   */
  public SamplesResource(EventIntake intake) {
    this.intake = intake;
  }

  /** A sample that is kept. */
  @Schema(name = "KeptSample")
  public record Kept(
      @Schema(example = "84") int bytes,
      @Schema(description = "When it is forgotten", example = "2026-03-01T09:45:00Z")
          String until) {}

  /** Keeps a sample. */
  @POST
  @Requires(Action.OPERATE)
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "postSample",
      summary = "Send a sample of events, of which a stream is to be made",
      description =
          "It is kept in memory for 15 minutes, as it is, and comes into no stream. Another one"
              + " under the same id replaces it; of more than 32 the oldest is forgotten.",
      requestBody =
          @RequestBody(
              required = true,
              description = "At most 256 KiB, whatever its Content-Type; gzip, deflate or zstd too",
              content =
                  @Content(
                      mediaType = MediaType.TEXT_PLAIN,
                      schema = @Schema(type = "string"),
                      examples = @ExampleObject(EVENTS))))
  @ApiResponse(
      responseCode = "200",
      description = "It is kept",
      content = @Content(schema = @Schema(implementation = Kept.class)))
  @ApiResponse(
      responseCode = "400",
      description = "SAMPLE_EMPTY, INVALID_PARAMETER",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @ApiResponse(
      responseCode = "413",
      description = "SAMPLE_TOO_LARGE",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Kept post(
      @Parameter(description = ID_MEANING, example = ID_EXAMPLE) @PathParam("id") String id,
      @Context HttpHeaders headers,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    check(id);
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    byte[] sample;
    try (BodyBytes read = intake.bodies().read(body, encoding)) {
      if (read.length() > SampleShelf.MAX_BYTES) {
        throw new ApiException(
            413,
            new ApiError(
                "SAMPLE_TOO_LARGE",
                "the sample has %,d bytes".formatted(read.length()),
                null,
                "Send %,d bytes at most; some events are enough."
                    .formatted(SampleShelf.MAX_BYTES)));
      }
      sample = Arrays.copyOf(read.bytes(), read.length());
    }
    if (sample.length == 0) {
      throw new ApiException(
          400,
          new ApiError(
              "SAMPLE_EMPTY",
              "the sample is empty",
              null,
              "Send an event as its body, or some of them."));
    }
    return new Kept(sample.length, shelf.put(id, sample).toString());
  }

  /** The sample. */
  @GET
  @Requires(Action.OPERATE)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "sample", summary = "A sample that was sent, as it came")
  @ApiResponse(
      responseCode = "200",
      description = "The sample",
      content =
          @Content(
              mediaType = MediaType.TEXT_PLAIN,
              schema = @Schema(type = "string", example = EVENTS)))
  @ApiResponse(responseCode = "204", description = "There is none yet, or none any more")
  public Response read(
      @Parameter(description = ID_MEANING, example = ID_EXAMPLE) @PathParam("id") String id) {
    check(id);
    Optional<byte[]> sample = shelf.find(id);
    return (sample.isPresent()
            ? Response.ok(sample.get(), MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
            : Response.noContent())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static void check(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ApiException(
          400,
          new ApiError(
              "INVALID_PARAMETER",
              "the id of a sample has %,d characters, or others than it may".formatted(id.length()),
              null,
              "It has 16 to 64 letters, digits, - and _."));
    }
  }
}
