package io.thalweg.app.server.http.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.server.http.QueryErrors;
import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Suggestion;
import io.thalweg.identity.Action;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventReader;
import io.thalweg.process.api.EventRequest;
import io.thalweg.process.api.LiveEvents;
import io.thalweg.process.api.QueryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The events that a stream has had, and those that come. Safe for use by many threads. */
@Path("api/v1/streams/{stream}/events")
@Tag(name = "events", description = "In, out and live")
public final class StreamEventsResource {

  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";
  static final String EVENT_STREAM = "text/event-stream";

  private static final int MAX_LIMIT = 10_000;
  private static final double MAX_RATE = 1_000;
  private static final long PAGE_BYTES = 8L << 20;

  private final Supplier<CheckedProject> project;
  private final EventReader history;
  private final EventPlaces places;
  private final LiveEvents live;
  private final LiveConnections connections;

  /**
   * @param project that runs
   */
  public StreamEventsResource(
      Supplier<CheckedProject> project,
      EventReader history,
      LiveEvents live,
      LiveConnections connections) {
    this.project = project;
    this.history = history;
    this.places = new EventPlaces(history);
    this.live = live;
    this.connections = connections;
  }

  /** A page of events. */
  @GET
  @Requires(Action.READ)
  @Produces({MediaType.APPLICATION_JSON + ";qs=1", NDJSON + ";qs=0.9", CSV + ";qs=0.8"})
  @Operation(
      operationId = "readEvents",
      summary = "Read the events of a stream, page by page",
      description =
          "From the lake and the log, complete up to the moment of the request. Pages follow each"
              + " other by their cursors, in the order in which events came or the latest first; no"
              + " event is missing between two pages and none is on both. With Accept:"
              + " text/event-stream the answer does not end: server-sent events, first those behind"
              + " the cursor, if one is given, then new ones as they come, none missing and none"
              + " twice. Each carries the cursor behind it as its id, so that a client that comes"
              + " back with Last-Event-ID goes on where it was. An event named skipped says how many"
              + " were left out because of max_rate, one named error why no more follow; one without"
              + " data comes every ten seconds where nothing else does.",
      parameters = {
        @Parameter(
            name = "max_rate",
            in = ParameterIn.QUERY,
            description =
                "Live only: events a second at most, up to 1,000; what is more is left out, not"
                    + " delayed, and the latest event always comes",
            schema = @Schema(type = "number", format = "double"),
            example = "20"),
        @Parameter(
            name = "Last-Event-ID",
            in = ParameterIn.HEADER,
            description = "Live only: the id of the last event received; goes before cursor",
            schema = @Schema(type = "string"),
            example = "f2k1.1a.0.9.4"),
        @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "Pages only: the ETag of the page that is known",
            schema = @Schema(type = "string"),
            example = "\"1f4c\"")
      })
  @ApiResponse(
      responseCode = "200",
      description =
          "A page, or events without end. In NDJSON and CSV its cursor stands in the headers Thalweg-Next-Cursor and"
              + " Thalweg-More",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventsPage.class)),
        @Content(
            mediaType = NDJSON,
            schema = @Schema(type = "string"),
            examples = @ExampleObject("{\"machine\": \"press-1\"}\n{\"machine\": \"press-2\"}\n")),
        @Content(
            mediaType = CSV,
            schema = @Schema(type = "string", example = "machine,temperature\npress-1,61.5\n")),
        @Content(
            mediaType = EVENT_STREAM,
            schema =
                @Schema(
                    type = "string",
                    example = "id: f2k1.1a.0.9.4\ndata: {\"machine\": \"press-1\"}\n\n"))
      })
  @ApiResponse(
      responseCode = "304",
      description = "The page is still the one whose ETag If-None-Match names",
      content = @Content)
  public Response page(
      @Parameter(description = "The stream's name", example = "telemetry") @PathParam("stream")
          String name,
      @BeanParam EventParameters parameters,
      @Parameter(description = "Events of the page at most, 1 to 10,000", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          int limit,
      @Parameter(
              description = "oldest: in the order in which events came; newest: the latest first",
              example = "oldest",
              schema =
                  @Schema(
                      allowableValues = {"oldest", "newest"},
                      defaultValue = "oldest"))
          @QueryParam("order")
          String order,
      @Context Request request,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    Stream stream = find(name);
    EventChoice choice = EventChoice.of(stream, parameters);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw EventChoice.invalid(
          "limit is %,d".formatted(limit), "It may be 1 to %,d.".formatted(MAX_LIMIT));
    }
    EventPage page =
        read(
            new EventRequest(
                stream.name(),
                choice.fields(),
                choice.filter(),
                places.of(stream, parameters.cursor, order),
                limit,
                PAGE_BYTES));
    return PageAnswer.of(stream, choice.fields(), page).response(request, headers, uri);
  }

  /** Events as they come. */
  @GET
  @Requires(Action.READ)
  @Produces(EVENT_STREAM + ";qs=0.5")
  @Operation(hidden = true) // the two are one operation, which page describes
  public void follow(
      @PathParam("stream") String name,
      @BeanParam EventParameters parameters,
      @HeaderParam("Last-Event-ID") String lastEventId,
      @QueryParam("max_rate") Double maxRate,
      @Suspended AsyncResponse suspended,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    Stream stream = find(name);
    EventChoice choice = EventChoice.of(stream, parameters);
    if (maxRate != null && !(maxRate > 0 && maxRate <= MAX_RATE)) {
      throw EventChoice.invalid(
          "max_rate is " + maxRate, "It is more than 0 and at most %,.0f.".formatted(MAX_RATE));
    }
    Optional<Offsets> from = places.toFollow(stream, parameters, lastEventId);
    connections.admit();
    connections.serve(
        request,
        response,
        connection ->
            maxRate == null
                ? new LiveEventSource(stream, choice, from, live, history, connections, connection)
                : new SampledEventSource(
                    stream, choice, maxRate, from, live, history, connections, connection));
  }

  private EventPage read(EventRequest request) {
    try {
      return history.read(request);
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }

  private Stream find(String name) {
    Map<String, Stream> streams =
        project.get().readable().stream()
            .collect(Collectors.toMap(Stream::name, Function.identity()));
    Stream stream = streams.get(name);
    if (stream == null) {
      throw new ApiException(
          404,
          new ApiError(
              "UNKNOWN_STREAM",
              "there is no stream \"%s\"".formatted(name),
              null,
              Suggestion.of(name, streams.keySet())
                  .map("Did you mean \"%s\"?"::formatted)
                  .orElse("GET /api/v1/streams lists what there is.")));
    }
    return stream;
  }
}
