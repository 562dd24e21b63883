package io.thalweg.connect.http.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.buffer.LogException;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.table.RowDecoder;
import io.thalweg.buffer.table.TableRow;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.connect.http.body.BodyBytes;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.Table;
import io.thalweg.identity.Action;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;

/** Takes rows of reference tables in, by the contract of events. Safe for use by many threads. */
@Path("api/v1/tables/{table}/rows")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tables", description = "What pipelines write, and reference tables")
public final class RowsResource {

  private static final int MAX_KEYS = 1_000;

  private static final String NAME = "The table's name";
  private static final String EXAMPLE = "thresholds";
  private static final String LINE = "{\"machine\": \"press-7\", \"most\": 80.0}";
  private static final String ROWS = "[" + LINE + "]";
  private static final String CELLS = "machine,most\npress-7,80.0";
  private static final String STORED = "At least one row is stored, or none was sent";
  private static final String REFUSED = "Every row is refused";
  private static final String HAS_A_SOURCE =
      "TABLE_HAS_A_SOURCE: the rows come from a file or a query";

  private final EventIntake intake;
  private final Supplier<List<Table>> definitions;
  private final BiConsumer<String, List<TableRow>> changes;
  private final ToIntBiFunction<String, List<String>> deletions;

  /**
   * @param intake whose guards hold here too
   * @param definitions all of them, those too that take no rows over HTTP
   * @param changes changes rows of a table as {@code ReferenceTables} does
   * @param deletions deletes the rows of some keys, as {@code ReferenceTables} does
   */
  public RowsResource(
      EventIntake intake,
      Supplier<List<Table>> definitions,
      BiConsumer<String, List<TableRow>> changes,
      ToIntBiFunction<String, List<String>> deletions) {
    this.intake = intake;
    this.definitions = definitions;
    this.changes = changes;
    this.deletions = deletions;
  }

  /** How many rows are gone. */
  @Schema(name = "DeletedRows")
  public record Deleted(
      @Schema(description = "Rows that there were of the keys given", example = "1") int deleted) {}

  /** Puts rows in the place of those with their keys. */
  @PUT
  @Requires(Action.OPERATE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putRows",
      summary = "Insert or replace rows of a reference table",
      description =
          "A body is one row as a JSON object, an array of them, one object a line (NDJSON), or CSV"
              + " whose first row names the fields, by the parameters that events have. Each row"
              + " replaces the one with its key. Rows are checked one by one like events: those that"
              + " do not fit are refused by their place in the request, the others are stored in one"
              + " transaction. The answer comes when the log has them, and the table too: the next"
              + " query and the next batch of each pipeline see them.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(type = "object"),
                    examples = @ExampleObject(ROWS)),
                @Content(
                    mediaType = EventsResource.NDJSON,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(LINE)),
                @Content(
                    mediaType = EventsResource.CSV,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(CELLS))
              }))
  @ApiResponse(
      responseCode = "200",
      description = STORED,
      content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
  @ApiResponse(
      responseCode = "422",
      description = REFUSED,
      content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
  @ApiResponse(
      responseCode = "405",
      description = HAS_A_SOURCE,
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Response put(
      @Parameter(description = NAME, example = EXAMPLE) @PathParam("table") String name,
      @Context HttpHeaders headers,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    return store(writable(name), headers, body, EventRanges::ofJson);
  }

  /** As {@link #put}. */
  @PUT
  @Requires(Action.OPERATE)
  @Consumes(EventsResource.NDJSON)
  @Operation(hidden = true)
  public Response putLines(
      @PathParam("table") String name, @Context HttpHeaders headers, InputStream body)
      throws IOException {
    return store(writable(name), headers, body, EventRanges::ofLines);
  }

  /** As {@link #put}. */
  @PUT
  @Requires(Action.OPERATE)
  @Consumes(EventsResource.CSV)
  @Operation(hidden = true)
  public Response putCsv(
      @PathParam("table") String name,
      @QueryParam("columns") String columns,
      @QueryParam("delimiter") String delimiter,
      @QueryParam("quote") String quote,
      @QueryParam("null") String nullText,
      @Context HttpHeaders headers,
      InputStream body)
      throws IOException {
    Table table = writable(name);
    CsvDialect dialect =
        CsvDialect.of(delimiter, quote, nullText, columns, headers.getMediaType().getParameters());
    return store(
        table,
        headers,
        body,
        (bytes, length) -> CsvEvents.of(bytes, length, dialect, table.rows()));
  }

  /** As {@link #put}. */
  @POST
  @Requires(Action.OPERATE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "postRows",
      summary = "The same as PUT of JSON, for clients that only post",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(type = "object"),
                      examples = @ExampleObject(ROWS))))
  @ApiResponse(
      responseCode = "200",
      description = STORED,
      content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
  @ApiResponse(
      responseCode = "405",
      description = HAS_A_SOURCE,
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  @ApiResponse(
      responseCode = "422",
      description = REFUSED,
      content = @Content(schema = @Schema(implementation = EventsAnswer.class)))
  public Response post(
      @Parameter(description = NAME, example = EXAMPLE) @PathParam("table") String name,
      @Context HttpHeaders headers,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    return put(name, headers, body);
  }

  private Response store(Table table, HttpHeaders headers, InputStream body, Events.Cutter cutter)
      throws IOException {
    intake.checkRoom();
    EventsResource.checkCharset(headers);
    AnswerBuilder answer = new AnswerBuilder("row");
    List<TableRow> rows = new ArrayList<>();
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    try (BodyBytes bytes = intake.bodies().read(body, encoding)) {
      RowDecoder decoder = RowDecoder.ofRows(table);
      Events events = cutter.cut(bytes.bytes(), bytes.length());
      for (int i = 0; events.next(); i++) {
        Optional<Rejection> wrong =
            events.rejection() != null
                ? Optional.of(events.rejection())
                : decoder.decode(events.json(), events.start(), events.length());
        if (wrong.isPresent()) {
          answer.reject(i, wrong.get());
        } else {
          rows.add(decoder.row());
        }
      }
    }
    whileTheLogAnswers(
        () -> {
          changes.accept(table.name(), rows);
          return rows.size();
        });
    return answer.build(new EventAppender.Outcome(rows.size(), rows.size(), null));
  }

  /** Deletes rows. */
  @DELETE
  @Requires(Action.OPERATE)
  @Operation(
      operationId = "deleteRows",
      summary = "Delete rows of a reference table by their keys",
      description = "A key that no row has is no mistake.")
  @ApiResponse(
      responseCode = "200",
      description = "The rows are gone from the log and the table",
      content = @Content(schema = @Schema(implementation = Deleted.class)))
  @ApiResponse(
      responseCode = "405",
      description = HAS_A_SOURCE,
      content = @Content(schema = @Schema(implementation = ApiError.class)))
  public Deleted delete(
      @Parameter(description = NAME, example = EXAMPLE) @PathParam("table") String name,
      @Parameter(
              description =
                  "The key of a row, several times for several rows; a key of several fields is a"
                      + " JSON array of them",
              example = "press-7")
          @QueryParam("key")
          List<String> keys) {
    Table table = writable(name);
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw RowKey.invalid(
          "%,d keys are given".formatted(keys.size()),
          "Name 1 to %,d rows: ?key=….".formatted(MAX_KEYS));
    }
    List<String> parsed = keys.stream().map(key -> RowKey.parse(table, key)).toList();
    return new Deleted(whileTheLogAnswers(() -> deletions.applyAsInt(table.name(), parsed)));
  }

  private static int whileTheLogAnswers(IntSupplier change) {
    try {
      return change.getAsInt();
    } catch (LogException e) {
      throw new ApiException(
          503,
          new ApiError(
              "LOG_UNAVAILABLE",
              e.getMessage(),
              "Some of the rows may be changed already.",
              "Send the request again after the seconds in Retry-After; that changes nothing twice."),
          Map.of(HttpHeaders.RETRY_AFTER, AnswerBuilder.RETRY_SECONDS));
    }
  }

  private Table writable(String name) {
    List<Table> known = definitions.get();
    List<String> names = known.stream().map(Table::name).toList();
    Table table =
        known.stream()
            .filter(any -> any.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ApiException(
                        404,
                        new ApiError(
                            "UNKNOWN_TABLE",
                            "there is no reference table \"%s\"".formatted(name),
                            null,
                            Suggestion.of(name, names)
                                .map("Did you mean \"%s\"?"::formatted)
                                .orElse("Define it in the project's tables folder."))));
    if (!(table.source() instanceof Table.Api)) {
      throw new ApiException(
          405,
          new ApiError(
              "TABLE_HAS_A_SOURCE",
              "table \"%s\" takes no rows over HTTP".formatted(name),
              table.source() instanceof Table.Csv csv
                  ? "Its rows come from %s.".formatted(csv.path())
                  : "Its rows come from its query.",
              "Change them there, or give the table \"api: true\" instead."),
          Map.of(HttpHeaders.ALLOW, "GET"));
    }
    return table;
  }
}
