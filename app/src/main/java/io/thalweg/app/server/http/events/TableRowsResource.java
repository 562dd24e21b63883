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
import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.connect.http.Requires;
import io.thalweg.definitions.Table;
import io.thalweg.identity.Action;
import io.thalweg.process.api.TableChanges;
import io.thalweg.process.api.TableReader;
import io.thalweg.process.api.TableReader.Order;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The rows of tables, and those that come into pipelines' tables. Safe for use by many threads. */
@Path("api/v1/tables/{table}/rows")
@Tag(name = "tables", description = "What pipelines write, and reference tables")
public final class TableRowsResource {

  private static final int MAX_LIMIT = 10_000;
  private static final long PAGE_BYTES = 8L << 20;

  private final NamedTables tables;
  private final TableReader reader;
  private final TableChanges changes;
  private final LiveConnections connections;

  /**
   * @param project that runs
   */
  public TableRowsResource(
      Supplier<CheckedProject> project,
      TableReader reader,
      TableChanges changes,
      LiveConnections connections) {
    this.tables = new NamedTables(project, reader);
    this.reader = reader;
    this.changes = changes;
    this.connections = connections;
  }

  /** A page of rows. */
  @Schema(name = "RowsPage", description = "A page of rows")
  record RowsPage(
      @Schema(
              description = "The columns asked for, of each row",
              example = "[{\"machine\": \"press-1\", \"temperature\": 61.5}]")
          List<Map<String, Object>> rows,
      @Schema(description = "The cursor of the next page", example = "r1.60") String next,
      @Schema(description = "Whether there were more rows when the page was read") boolean more,
      @Schema(description = "The cursor to follow a pipeline's table from", example = "r1.60")
          String live) {}

  /** Reads rows. */
  @GET
  @Requires(Action.READ)
  @Produces({
    MediaType.APPLICATION_JSON + ";qs=1",
    StreamEventsResource.NDJSON + ";qs=0.9",
    StreamEventsResource.CSV + ";qs=0.8"
  })
  @Operation(
      operationId = "readRows",
      summary = "Read the rows of a table, page by page",
      description =
          "Of a pipeline's table in the order in which the pipeline put them out, or the latest"
              + " first; of a reference table by their keys. Of a pipeline's, with Accept:"
              + " text/event-stream the answer does not end: server-sent events, first the rows"
              + " behind the cursor, if one is given, then those that the pipeline puts out, none"
              + " missing and none twice. Each carries the cursor behind it as its id.",
      parameters = {
        @Parameter(
            name = "Last-Event-ID",
            in = ParameterIn.HEADER,
            description = "Live only: the id of the last row received; goes before cursor",
            schema = @Schema(type = "string"),
            example = "r1.60"),
        @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "Pages only: the ETag of the page that is known",
            schema = @Schema(type = "string"),
            example = "\"1f4c\"")
      })
  @ApiResponse(
      responseCode = "200",
      description = "A page, or rows without end",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = RowsPage.class)),
        @Content(
            mediaType = StreamEventsResource.NDJSON,
            schema = @Schema(type = "string"),
            examples = @ExampleObject("{\"machine\": \"press-1\"}\n{\"machine\": \"press-2\"}\n")),
        @Content(
            mediaType = StreamEventsResource.CSV,
            schema = @Schema(type = "string", example = "machine,temperature\npress-1,61.5\n")),
        @Content(
            mediaType = StreamEventsResource.EVENT_STREAM,
            schema =
                @Schema(
                    type = "string",
                    example = "id: r1.60\ndata: {\"machine\": \"press-1\"}\n\n"))
      })
  @ApiResponse(
      responseCode = "304",
      description = "The page is still the one whose ETag If-None-Match names",
      content = @Content)
  public Response page(
      @Parameter(description = "The table's name", example = "minute_average") @PathParam("table")
          String table,
      @BeanParam RowParameters parameters,
      @Parameter(description = "Rows of the page at most, 1 to 10,000", example = "100")
          @QueryParam("limit")
          @DefaultValue("100")
          int limit,
      @Parameter(
              description = "oldest or newest first",
              example = "oldest",
              schema =
                  @Schema(
                      allowableValues = {"oldest", "newest"},
                      defaultValue = "oldest"))
          @QueryParam("order")
          @DefaultValue("oldest")
          String order,
      @Context Request request,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw EventChoice.invalid(
          "limit is %,d".formatted(limit), "It may be 1 to %,d.".formatted(MAX_LIMIT));
    }
    if (!order.equals("oldest") && !order.equals("newest")) {
      throw EventChoice.invalid("there is no order \"" + order + "\"", "Use oldest or newest.");
    }
    boolean newest = order.equals("newest");
    PageAnswer answer =
        tables
            .reference(table)
            .map(reference -> ofReference(reference, parameters, limit, newest))
            .orElseGet(() -> ofPipeline(table, parameters, limit, newest));
    return answer.response(request, headers, uri);
  }

  private PageAnswer ofPipeline(String table, RowParameters parameters, int limit, boolean newest) {
    RowChoice choice = tables.choice(table, parameters);
    String cursor = parameters.cursor;
    long from = newest ? 0 : tables.position(table, cursor, 0);
    long to = newest && cursor != null ? tables.position(table, cursor, 0) : Long.MAX_VALUE;
    TableReader.Page page =
        tables.read(
            new TableReader.Request(
                table,
                choice.columns(),
                choice.conditions(),
                newest ? Order.NEWEST : Order.OLDEST,
                from,
                to,
                limit,
                PAGE_BYTES));
    List<Long> numbers = page.numbers();
    long last = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    long next = newest ? last : numbers.isEmpty() ? Math.max(from, page.end()) : last + 1;
    return new PageAnswer(
        "rows",
        choice.columns(),
        page.rows(),
        page.more(),
        RowCursor.of(table, next),
        RowCursor.of(table, page.end()));
  }

  private PageAnswer ofReference(Table table, RowParameters parameters, int limit, boolean newest) {
    if (newest) {
      throw EventChoice.invalid(
          "table \"%s\" has no newest rows".formatted(table.name()),
          "Its rows come by their keys; leave the order out.");
    }
    RowChoice choice = RowChoice.of(table, parameters);
    Optional<String> after =
        Optional.ofNullable(parameters.cursor)
            .filter(cursor -> !cursor.equals("start"))
            .map(cursor -> RowCursor.parseKey(table.name(), cursor));
    TableReader.KeyedPage page =
        tables.read(
            new TableReader.KeyedRequest(
                table.name(),
                choice.columns(),
                choice.conditions(),
                choice.key(),
                after,
                limit,
                PAGE_BYTES));
    String next =
        page.last().or(() -> after).map(key -> RowCursor.behind(table.name(), key)).orElse("start");
    return new PageAnswer("rows", choice.columns(), page.rows(), page.more(), next, null);
  }

  /** Rows as they come. */
  @GET
  @Requires(Action.READ)
  @Produces(StreamEventsResource.EVENT_STREAM + ";qs=0.5")
  @Operation(hidden = true) // the two are one operation, which page describes
  public void follow(
      @PathParam("table") String table,
      @BeanParam RowParameters parameters,
      @HeaderParam("Last-Event-ID") String lastEventId,
      @Suspended AsyncResponse suspended,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    if (tables.reference(table).isPresent()) {
      throw EventChoice.invalid(
          "table \"%s\" cannot be followed".formatted(table),
          "It is no pipeline's; %s_history has the versions of its rows.".formatted(table));
    }
    RowChoice choice = tables.choice(table, parameters);
    long end = tables.end(table);
    boolean resumes = lastEventId != null && !lastEventId.isEmpty();
    long from =
        tables.position(
            table, resumes ? lastEventId : parameters.cursor, parameters.from == null ? end : 0);
    if (from > end) {
      throw EventChoice.invalid(
          "the cursor is behind the end of table \"%s\"".formatted(table),
          "The table was made anew. Leave the cursor out, or use start.");
    }
    connections.admit();
    connections.serve(
        request,
        response,
        connection ->
            new LiveRowSource(table, choice, from, reader, changes, connections, connection));
  }
}
