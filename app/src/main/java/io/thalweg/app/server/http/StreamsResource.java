package io.thalweg.app.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Supplier;

/** What streams there are and what their events hold. */
@Path("/api/v1/streams")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "streams", description = "What comes in")
public final class StreamsResource {

  private final Supplier<CheckedProject> project;

  /**
   * @param project that runs
   */
  public StreamsResource(Supplier<CheckedProject> project) {
    this.project = project;
  }

  /** All streams. */
  @Schema(name = "Streams")
  public record All(List<Description> streams) {}

  /** A stream as its definition says it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Stream")
  public record Description(
      @Schema(example = "telemetry") String name,
      @Schema(example = "Readings of the machines") String description,
      List<Column> fields,
      @Schema(description = "The field that decides an event's partition", example = "machine")
          String key,
      @Schema(
              description = "The field that tells the events of one key apart; each counts once",
              example = "reading")
          String id,
      @Schema(
              description = "For how long an id counts as seen, in seconds; with an id",
              example = "3600")
          Double deduplicateWithinSeconds,
      @Schema(description = "The field that windows go by", example = "time") String eventTime,
      @Schema(description = "Of its log", example = "4") int partitions) {}

  /** A field of a stream's events. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Field")
  public record Column(
      @Schema(example = "temperature") String name,
      @Schema(example = "double") String type,
      @Schema(description = "Whether every event has it", example = "false") boolean required,
      @Schema(example = "°C") String unit,
      @Schema(example = "Of the oil") String description) {}

  /** The streams in the order of their names. */
  @GET
  @Requires(Action.READ)
  @Operation(operationId = "streams", summary = "The streams and their fields")
  public All all() {
    return new All(project.get().streams().stream().map(StreamsResource::describe).toList());
  }

  /** A field as its definition says it. */
  public static Column describe(Field field) {
    return new Column(
        field.name(),
        field.type().toString(),
        field.required(),
        field.unit().orElse(null),
        field.description().orElse(null));
  }

  private static Description describe(Stream stream) {
    return new Description(
        stream.name(),
        stream.description().orElse(null),
        stream.fields().stream().map(StreamsResource::describe).toList(),
        stream.key().orElse(null),
        stream.id().map(EventId::field).orElse(null),
        stream.id().map(id -> id.within().toMillis() / 1e3).orElse(null),
        stream.eventTime().map(time -> time.field()).orElse(null),
        stream.partitions());
  }
}
