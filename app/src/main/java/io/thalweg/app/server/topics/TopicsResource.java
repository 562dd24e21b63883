package io.thalweg.app.server.topics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.buffer.Log;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.LogRecord;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Suggestion;
import io.thalweg.identity.Action;
import io.thalweg.process.api.StreamEngine;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The topics of the log and their records, for people who look. Safe for use by many threads. */
@Path("/api/v1/topics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "topics", description = "The log itself")
public final class TopicsResource {

  private static final int MAX_LIMIT = 1_000;
  private static final long PAGE_BYTES = 4L << 20;

  /** Each of them holds connections to the log and what it fetches. */
  private static final int MOST_AT_ONCE = 8;

  private static final String BEGINNING = "beginning";
  private static final String END = "end";

  private final TopicSampler sampler;
  private final Log log;
  private final Supplier<CheckedProject> project;
  private final Optional<Settings.Listener> listener;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  /**
   * @param project that runs; now that with which the log was opened
   */
  public TopicsResource(Supplier<CheckedProject> project, Log log, StreamEngine engine) {
    this.sampler = new TopicSampler(project, log, engine);
    this.project = project;
    this.listener = listener(project.get());
    this.log = log;
  }

  private static Optional<Settings.Listener> listener(CheckedProject project) {
    return project.settings().buffer().listener();
  }

  /** What the settings say of the listener now, where that is not how the log was opened. */
  private Optional<Topic.NextListener> next() {
    return Optional.of(listener(project.get()))
        .filter(wanted -> !wanted.equals(listener))
        .map(Topic.NextListener::of);
  }

  /** All topics. */
  @GET
  @Requires(Action.READ)
  @Operation(
      operationId = "topics",
      summary = "The topics of the log with their sizes, and who reads them how far behind",
      description =
          "The topics of the project's streams and of its pipelines' results, by name. Besides, where"
              + " Kafka clients come in, if they do, and the outside cluster, if there is one.")
  public Topic.All all() {
    return asking(
        () ->
            new Topic.All(
                log.outsideAddress()
                    .map(address -> Topic.Listener.at(address, log.outsideMechanisms()))
                    .orElse(null),
                next().orElse(null),
                log.isEmbedded() ? null : log.bootstrap(),
                sampler.all()));
  }

  /** One topic. */
  @GET
  @Requires(Action.READ)
  @Path("{topic}")
  @Operation(operationId = "topic", summary = "A topic with its sizes and its readers")
  @ApiResponse(
      responseCode = "200",
      description = "The topic",
      content = @Content(schema = @Schema(implementation = Topic.class)))
  @ApiResponse(
      responseCode = "404",
      description = "UNKNOWN_TOPIC",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Topic one(
      @Parameter(description = "The topic's name", example = "telemetry") @PathParam("topic")
          String name) {
    find(name);
    return asking(() -> sampler.one(name));
  }

  /** Records of a partition. */
  @GET
  @Requires(Action.READ)
  @Path("{topic}/records")
  @Operation(
      operationId = "topicRecords",
      summary = "Records of a partition, as they stand in the log",
      description =
          "Also those that are no events of the stream. Go on from next; an answer without records"
              + " says that there are none yet.")
  @ApiResponse(
      responseCode = "200",
      description = "Records in the order of their offsets",
      content = @Content(schema = @Schema(implementation = TopicRecords.class)))
  @ApiResponse(
      responseCode = "400",
      description = "INVALID_PARAMETER, OFFSET_OUT_OF_RANGE",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @ApiResponse(
      responseCode = "404",
      description = "UNKNOWN_TOPIC",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @ApiResponse(
      responseCode = "503",
      description = "TOPICS_BUSY, LOG_SILENT; try again after Retry-After seconds",
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public TopicRecords records(
      @Parameter(description = "The topic's name", example = "telemetry") @PathParam("topic")
          String name,
      @Parameter(description = "The partition, from 0", example = "0")
          @QueryParam("partition")
          @DefaultValue("0")
          int partition,
      @Parameter(
              description =
                  "The first record's: beginning, end, an offset, a negative number for so many"
                      + " before the end, or a time for the first record since then",
              example = "-20")
          @QueryParam("offset")
          @DefaultValue(BEGINNING)
          String offset,
      @Parameter(description = "Records at most, 1 to 1,000", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          int limit) {
    find(name);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw invalid(
          "INVALID_PARAMETER",
          "limit is %,d".formatted(limit),
          "It may be 1 to %,d.".formatted(MAX_LIMIT));
    }
    return asking(() -> read(name, partition, offset, limit));
  }

  private TopicRecords read(String name, int partition, String offset, int limit) {
    var ends = log.ends(name);
    if (partition < 0 || partition >= ends.partitions()) {
      throw invalid(
          "INVALID_PARAMETER",
          "topic \"%s\" has no partition %d".formatted(name, partition),
          "Its partitions are 0 to %d.".formatted(ends.partitions() - 1));
    }
    long beginning = log.beginnings(name).get(partition);
    long end = ends.get(partition);
    long from =
        time(offset)
            .map(since -> Math.max(beginning, Math.min(end, log.at(name, since).get(partition))))
            .orElseGet(() -> offset(offset, beginning, end));
    List<LogRecord> found =
        from == end
            ? List.of()
            : log.inspector().read(name, partition, from, end, limit, PAGE_BYTES);
    long next = found.isEmpty() ? from : found.get(found.size() - 1).offset() + 1;
    return new TopicRecords(
        name, partition, beginning, end, next, found.stream().map(TopicRecords.Shown::of).toList());
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static long offset(String text, long beginning, long end) {
    if (text.equals(BEGINNING)) {
      return beginning;
    }
    if (text.equals(END)) {
      return end;
    }
    long asked;
    try {
      asked = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalid(
          "INVALID_PARAMETER",
          "there is no offset \"%s\"".formatted(text),
          "Use beginning, end, an offset, a negative number for so many before the end, or a time"
              + " such as 2026-03-01T09:30:00Z.");
    }
    if (asked < 0) {
      return Math.max(beginning, end + asked);
    }
    if (asked < beginning || asked > end) {
      throw invalid(
          "OFFSET_OUT_OF_RANGE",
          "offset %d is not in the partition".formatted(asked),
          "It holds offsets from %d to %d; use beginning for the first one that is there."
              .formatted(beginning, end));
    }
    return asked;
  }

  private void find(String name) {
    if (!sampler.names().contains(name)) {
      throw new ApiException(
          404,
          new ApiError(
              "UNKNOWN_TOPIC",
              "there is no topic \"%s\"".formatted(name),
              null,
              Suggestion.of(name, sampler.names())
                  .map("Did you mean \"%s\"?"::formatted)
                  .orElse("GET /api/v1/topics lists what there is.")));
    }
  }

  private <T> T asking(Supplier<T> question) {
    if (!places.tryAcquire()) {
      throw unavailable("TOPICS_BUSY", "too many look into the log at once", "Try again soon.");
    }
    try {
      return question.get();
    } catch (LogException e) {
      throw unavailable(
          "LOG_SILENT", e.getMessage(), "Try again soon; see GET /api/v1/ready for more.");
    } finally {
      places.release();
    }
  }

  private static ApiException unavailable(String code, String message, String hint) {
    return new ApiException(
        503, new ApiError(code, message, null, hint), Map.of("Retry-After", "1"));
  }

  private static ApiException invalid(String code, String message, String hint) {
    return new ApiException(400, new ApiError(code, message, null, hint));
  }
}
