package io.thalweg.connect.http.events;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.Room;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Arrivals;
import io.thalweg.connect.http.Refusals;
import io.thalweg.connect.http.body.BodyReader;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Suggestion;
import io.thalweg.identity.Caller;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all resources that take events share: the streams, the way into the log, and the memory for
 * bodies.
 *
 * <p>Safe for use by many threads. Its owner closes it when no more requests come, before the log.
 */
public final class EventIntake implements AutoCloseable {

  private static final int MAX_QUOTED_NAME = 64;

  private final EventAppender appender;
  private final Refusals refusals;
  private final BodyReader bodies = new BodyReader();
  private volatile Room room = Room.UNLIMITED;
  private volatile Arrivals arrivals = Arrivals.NONE;
  private volatile Known known;

  /** What there is at a time. */
  private record Known(
      Map<String, Stream> streams, Map<String, EventQuality> quality, Set<String> derivedTopics) {}

  /**
   * @param streams that take events; their topics exist
   * @param derivedTopics that only pipelines write to
   * @param refusals hears of the events that are refused
   */
  public EventIntake(
      Log log, Collection<Stream> streams, Collection<String> derivedTopics, Refusals refusals) {
    this(log, streams, Map.of(), derivedTopics, refusals);
  }

  /**
   * @param streams that take events; their topics exist
   * @param quality of streams, by their names; streams that are not there have none
   * @param derivedTopics that only pipelines write to
   * @param refusals hears of the events that are refused
   */
  public EventIntake(
      Log log,
      Collection<Stream> streams,
      Map<String, EventQuality> quality,
      Collection<String> derivedTopics,
      Refusals refusals) {
    serve(streams, quality, derivedTopics);
    this.appender = new EventAppender(log);
    this.refusals = refusals;
  }

  /**
   * Takes events of these streams from now on; requests under way end as they began.
   *
   * @param streams that take events; their topics exist
   * @param quality of streams, by their names; streams that are not there have none
   * @param derivedTopics that only pipelines write to
   */
  public final void serve(
      Collection<Stream> streams,
      Map<String, EventQuality> quality,
      Collection<String> derivedTopics) {
    known =
        new Known(
            streams.stream()
                .collect(Collectors.toUnmodifiableMap(Stream::name, Function.identity())),
            Map.copyOf(quality),
            Set.copyOf(derivedTopics));
  }

  /** Has requests refused from now on while there is no room for their events. */
  public void limitTo(Room limit) {
    room = limit;
  }

  /** Has the events counted that come from now on. */
  public void countWith(Arrivals counter) {
    arrivals = counter;
  }

  /**
   * What checks the events that a caller sends to a stream, for one thread.
   *
   * @throws ApiException as {@link #find}; 403 when no event of the stream can be the caller's
   */
  StreamCheck check(String name, Caller caller) {
    Stream stream = find(name);
    return new StreamCheck(stream, known.quality().getOrDefault(name, EventQuality.NONE), caller);
  }

  /**
   * Begins to append quarantined events of a stream once more.
   *
   * @throws ApiException as for any events of the stream
   */
  public Replay replay(String stream, Caller caller) {
    return new Replay(check(stream, caller), appender.begin());
  }

  /**
   * Begins a request's events.
   *
   * @throws ApiException 429 when the caller has no events left now
   */
  Intake begin(Caller caller) {
    return new Intake(appender, refusals, arrivals, caller);
  }

  /** Reads bodies by the limits that all requests share. */
  BodyReader bodies() {
    return bodies;
  }

  /**
   * The stream that takes events under this name.
   *
   * @throws ApiException 404 when there is none, 405 when only pipelines write it, 503 when there
   *     is no room for its events
   */
  Stream find(String name) {
    Known now = known;
    Stream stream = now.streams().get(name);
    if (stream != null) {
      checkRoom();
      return stream;
    }
    if (now.derivedTopics().contains(name)) {
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
    Optional<String> meant =
        isLong ? Optional.empty() : Suggestion.of(name, now.streams().keySet());
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

  /**
   * To be asked before anything is stored.
   *
   * @throws ApiException 503 when there is no room
   */
  void checkRoom() {
    room.shortage().ifPresent(EventIntake::refuse);
  }

  private static void refuse(Room.Shortage shortage) {
    throw new ApiException(
        503,
        new ApiError("DISK_FULL", shortage.message(), "Nothing is stored.", shortage.hint()),
        Map.of(HttpHeaders.RETRY_AFTER, Long.toString(shortage.retryAfter().toSeconds())));
  }

  @Override
  public void close() {
    appender.close();
  }
}
