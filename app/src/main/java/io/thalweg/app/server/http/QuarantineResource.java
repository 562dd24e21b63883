package io.thalweg.app.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.connect.http.events.EventIntake;
import io.thalweg.identity.Action;
import io.thalweg.identity.Caller;
import io.thalweg.process.api.quality.QuarantineStore;
import io.thalweg.process.api.quality.QuarantineStore.Count;
import io.thalweg.process.api.quality.QuarantineStore.Entry;
import io.thalweg.process.api.quality.QuarantineStore.Selection;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** What was not let into streams: to look at, to mend, and to throw away. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quarantine", description = "What was kept out of streams")
public final class QuarantineResource {

  private static final int MAX_PAGE = 1_000;

  private final QuarantineStore store;
  private final QuarantineReplay replay;

  public QuarantineResource(QuarantineStore store, EventIntake intake) {
    this.store = store;
    this.replay = new QuarantineReplay(store, intake);
  }

  /** Counts by stream and reason. */
  @Schema(name = "QualityCounts")
  public record Counts(
      @Schema(
              example =
                  "[{\"stream\": \"telemetry\", \"outcome\": \"waiting\", \"rule\": \"\", \"code\":"
                      + " \"WRONG_TYPE\", \"events\": 2}]")
          List<Count> counts) {}

  /** Some records in quarantine. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "QuarantinePage")
  public record Page(
      List<Record> records,
      @Schema(
              description = "Where the next page begins: give it as \"after\"; missing on the last",
              example = "2-1041")
          String next) {}

  /** A record in quarantine. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "QuarantinedRecord")
  public record Record(
      @Schema(description = "partition-offset, its place in the log", example = "2-1041") String id,
      @Schema(description = "When the log got it", example = "2026-03-01T09:30:00Z")
          String appended,
      @Schema(
              description = "The quality rule that it breaks; missing if it is no event at all",
              example = "temperature BETWEEN -50 AND 250")
          String rule,
      @Schema(example = "QUALITY_RULE") String code,
      @Schema(example = "the event breaks a rule of the stream") String message,
      @Schema(example = "Correct the event, or the rule.") String hint,
      @Schema(
              description = "The record as text",
              example = "{\"machine\": \"press-1\", \"temperature\": 999}")
          String event) {}

  /**
   * What to replay.
   *
   * @param reason the name of a rule, or a code
   * @param ids of records
   * @param from the first time of arrival
   * @param to the time of arrival behind the last one
   * @param offsets of a partition
   * @param events corrected events, by the ids of the records they stand for
   */
  @Schema(name = "QuarantineReplay")
  public record Request(
      @Schema(description = "The name of a rule, or a code", example = "QUALITY_RULE")
          String reason,
      @Schema(description = "Only these records", example = "[\"2-1041\"]") List<String> ids,
      @Schema(
              description =
                  "Only records that came at this time or later: ISO-8601, a day, or milliseconds"
                      + " since 1970",
              example = "2026-03-01T09:00:00Z")
          String from,
      @Schema(
              description = "Only records that came before this time",
              example = "2026-03-01T10:00:00Z")
          String to,
      @Schema(
              description = "Only records of a partition from the first to the last offset",
              example = "2:1000-1999")
          String offsets,
      @Schema(
              description = "Corrected events, by the ids of the records that they replace",
              example =
                  "{\"2-1041\": {\"machine\": \"press-1\", \"time\": \"2026-03-01T09:30:00Z\", \"temperature\": 61.5}}")
          Map<String, CorrectedEvent> events) {}

  /** How many were thrown away. */
  @Schema(name = "Discarded")
  public record Discarded(@Schema(example = "1") long discarded) {}

  /** What happened to events by the quality of their streams. */
  @GET
  @Path("quality")
  @Requires(Action.READ)
  @Operation(
      operationId = "qualityCounts",
      summary = "Events by stream, outcome and reason",
      description =
          "outcome is waiting for those that are in quarantine now, quarantined or warned for all that ever were.")
  public Counts counts() {
    return new Counts(store.counts());
  }

  /** A page of what is in quarantine. */
  @GET
  @Path("streams/{stream}/quarantine")
  @Requires(Action.READ)
  @Operation(
      operationId = "quarantine",
      summary = "Records in quarantine, in the order of their places")
  public Page page(
      @Parameter(description = "The stream's name", example = "telemetry") @PathParam("stream")
          String stream,
      @BeanParam QuarantineParameters asked,
      @Parameter(description = "Behind this record: next of the page before", example = "2-1041")
          @QueryParam("after")
          String after,
      @Parameter(description = "Records of the page at most, 1 to 1,000", example = "100")
          @DefaultValue("100")
          @QueryParam("limit")
          int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw QuarantineChoice.invalid(
          "limit is %d".formatted(limit), "A page has 1 to %,d records.".formatted(MAX_PAGE));
    }
    Optional<ReplayMark> place = Optional.ofNullable(after).map(QuarantineChoice::place);
    Selection selection = QuarantineChoice.of(asked, null);
    List<Entry> entries = found(() -> store.entries(stream, selection, place, limit));
    String next =
        entries.size() < limit ? null : entries.get(entries.size() - 1).place().toString();
    return new Page(entries.stream().map(QuarantineResource::record).toList(), next);
  }

  private static Record record(Entry entry) {
    return new Record(
        entry.place().toString(),
        entry.appended().toString(),
        entry.rule().isEmpty() ? null : entry.rule(),
        entry.code(),
        entry.message(),
        entry.hint(),
        new String(entry.raw(), StandardCharsets.UTF_8));
  }

  /** Replays records. */
  @POST
  @Path("streams/{stream}/quarantine/replay")
  @Requires(Action.OPERATE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "replayQuarantine",
      summary = "Judge records in quarantine anew and append the good ones to the stream",
      description =
          "By the rules as they are now, each as it was or as it is corrected in events. A good one"
              + " is appended to the log once, and is out of quarantine when the call returns; the"
              + " others stay, with their reasons in the answer.")
  public QuarantineReplay.Answer replay(
      @Parameter(description = "The stream's name", example = "telemetry") @PathParam("stream")
          String stream,
      @Parameter(hidden = true) @Context Caller caller,
      Request request)
      throws InterruptedException {
    Request asked = request == null ? new Request(null, null, null, null, null, null) : request;
    Map<ReplayMark, byte[]> corrected = new TreeMap<>(QuarantineReplay.BY_PLACE);
    if (asked.events() != null) {
      asked
          .events()
          .forEach(
              (id, event) ->
                  corrected.put(
                      QuarantineChoice.place(id), event.json().getBytes(StandardCharsets.UTF_8)));
    }
    List<ReplayMark> places = QuarantineChoice.places(asked.ids());
    if (places == null && !corrected.isEmpty()) {
      places = new ArrayList<>(corrected.keySet());
    }
    Selection selection =
        QuarantineChoice.of(asked.reason(), places, asked.from(), asked.to(), asked.offsets());
    return found(() -> replay.run(stream, caller, selection, corrected));
  }

  /** Throws records away. */
  @DELETE
  @Path("streams/{stream}/quarantine")
  @Requires(Action.OPERATE)
  @Operation(
      operationId = "discardQuarantine",
      summary = "Discard records in quarantine",
      description = "They stay in the log. Without anything that chooses it is all of them.")
  public Discarded discard(
      @Parameter(description = "The stream's name", example = "telemetry") @PathParam("stream")
          String stream,
      @BeanParam QuarantineParameters asked,
      @Parameter(
              description = "Only this record; may be given several times",
              example = "[\"2-1041\"]")
          @QueryParam("id")
          List<String> ids) {
    List<String> named = ids == null || ids.isEmpty() ? null : ids;
    Selection selection = QuarantineChoice.of(asked, QuarantineChoice.places(named));
    return new Discarded(found(() -> store.discard(stream, selection)));
  }

  private interface Answering<T> {
    T answer() throws InterruptedException;
  }

  private static <T> T found(Answering<T> answering) {
    try {
      return answering.answer();
    } catch (NoSuchElementException e) {
      throw new ApiException(
          404,
          new ApiError(
              "UNKNOWN_STREAM", "there is " + e.getMessage(), null, "See GET /api/v1/streams."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          503, new ApiError("STOPPING", "the platform is stopping", null, "Try again later."));
    }
  }
}
