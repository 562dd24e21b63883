package io.thalweg.app.server.http.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
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
import io.thalweg.process.api.EventRequest.Backward;
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.EventRequest.Place;
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
@Tag(name = "events")
public final class StreamEventsResource {

  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";
  private static final String EVENT_STREAM = "text/event-stream";

  private static final int MAX_LIMIT = 10_000;
  private static final double MAX_RATE = 1_000;
  private static final long PAGE_BYTES = 8L << 20;

  private final Supplier<CheckedProject> project;
  private final EventReader history;
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
              + " text/event-stream the same address sends events as they come.")
  @ApiResponse(
      responseCode = "200",
      description =
          "A page. In NDJSON and CSV its cursor stands in the headers Thalweg-Next-Cursor and"
              + " Thalweg-More",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventsPage.class)),
        @Content(mediaType = NDJSON, schema = @Schema(type = "string")),
        @Content(mediaType = CSV, schema = @Schema(type = "string"))
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
                place(stream, parameters.cursor, order),
                limit,
                PAGE_BYTES));
    return PageAnswer.of(stream, choice.fields(), page).response(request, headers, uri);
  }

  private Place place(Stream stream, String cursor, String order) {
    boolean newest = "newest".equals(order);
    if (order != null && !newest && !order.equals("oldest")) {
      throw EventChoice.invalid("there is no order \"" + order + "\"", "Use oldest or newest.");
    }
    if (cursor == null) {
      return newest
          ? new Backward(end(stream), Optional.empty())
          : new Forward(Offsets.zero(stream.partitions()));
    }
    if (cursor.equals("start") || cursor.equals("end")) {
      Offsets at = cursor.equals("end") ? end(stream) : Offsets.zero(stream.partitions());
      return newest ? new Backward(at, Optional.empty()) : new Forward(at);
    }
    Place place = EventCursor.parse(stream, cursor);
    if (order != null && place instanceof Backward != newest) {
      throw EventChoice.invalid(
          "the cursor is of the other order", "Leave order out behind the first page.");
    }
    return place;
  }

  /** Events as they come. */
  @GET
  @Requires(Action.READ)
  @Produces(EVENT_STREAM + ";qs=0.5")
  @Operation(
      operationId = "followEvents",
      summary = "Follow the events of a stream",
      description =
          "Server-sent events: first those behind the cursor, if one is given, then new ones as they"
              + " come, none missing and none twice. Each carries the cursor behind it as its id, so"
              + " that a client that comes back with Last-Event-ID goes on where it was. An event"
              + " named skipped says how many were left out because of max_rate, one named error"
              + " why no more follow. A comment comes every ten seconds where nothing else does.")
  @ApiResponse(
      responseCode = "200",
      description = "Events without end",
      content = @Content(mediaType = EVENT_STREAM, schema = @Schema(type = "string")))
  public void follow(
      @Parameter(description = "The stream's name", example = "telemetry") @PathParam("stream")
          String name,
      @BeanParam EventParameters parameters,
      @Parameter(description = "The id of the last event received; goes before cursor")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Parameter(
              description =
                  "Events a second at most, up to 1,000; what is more is left out, not delayed, and"
                      + " the latest event always comes",
              example = "20")
          @QueryParam("max_rate")
          Double maxRate,
      @Suspended AsyncResponse suspended,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    Stream stream = find(name);
    EventChoice choice = EventChoice.of(stream, parameters);
    if (maxRate != null && !(maxRate > 0 && maxRate <= MAX_RATE)) {
      throw EventChoice.invalid(
          "max_rate is " + maxRate, "It is more than 0 and at most %,.0f.".formatted(MAX_RATE));
    }
    Optional<Offsets> from = start(stream, parameters, lastEventId);
    connections.admit();
    connections.serve(
        request,
        response,
        connection ->
            maxRate == null
                ? new LiveEventSource(stream, choice, from, live, history, connections, connection)
                : new SampledEventSource(
                    stream, choice, maxRate, from, live, connections, connection));
  }

  private Optional<Offsets> start(Stream stream, EventParameters parameters, String lastEventId) {
    String cursor = lastEventId != null && !lastEventId.isEmpty() ? lastEventId : parameters.cursor;
    if (cursor == null && parameters.from == null || "end".equals(cursor)) {
      return Optional.of(end(stream));
    }
    if (cursor == null || cursor.equals("start")) {
      return Optional.of(Offsets.zero(stream.partitions()));
    }
    if (!(EventCursor.parse(stream, cursor) instanceof Forward forward)) {
      throw EventChoice.invalid(
          "the cursor goes back in time", "Follow from the cursor that a page gives as live.");
    }
    if (!forward.position().isAtMost(end(stream))) {
      throw EventChoice.invalid(
          "the cursor is behind the end of stream \"%s\"".formatted(stream.name()),
          "It comes from another data folder. Leave it out to begin anew.");
    }
    return Optional.of(forward.position());
  }

  private EventPage read(EventRequest request) {
    try {
      return history.read(request);
    } catch (QueryException e) {
      throw QueryErrors.toApi(e);
    }
  }

  private Offsets end(Stream stream) {
    try {
      return history.end(stream.name());
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
