package io.thalweg.app.server.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryLimits;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.parameters.Parameter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers queries.
 *
 * <p>An answer starts when the first row is there, or after a second without one; what goes wrong
 * before has its HTTP status. What goes wrong later stands as {@code error} behind the rows of a
 * JSON answer, and in every format the connection breaks off before the answer's end, so that no
 * client takes a part for the whole.
 */
@Path("/api/v1/query")
@Tag(name = "queries", description = "SQL over streams and tables")
public final class QueryResource implements AutoCloseable {

  private static final long WAIT_FOR_FIRST_ROW_MILLIS = 1000;
  private static final int TIMER_THREADS = 4;
  private static final MediaType CSV = Formats.CSV;
  static final List<MediaType> FORMATS = List.of(MediaType.APPLICATION_JSON_TYPE, CSV);

  private final QueryEngine engine;
  private final ExecutorService firstRows = Executors.newCachedThreadPool(threads("query"));
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(TIMER_THREADS, threads("query-clients"));

  public QueryResource(QueryEngine engine) {
    this.engine = engine;
  }

  /**
   * A query.
   *
   * @param sql one SELECT
   * @param parameters the values of its named parameters
   */
  @Schema(name = "Query")
  public record Question(
      @Schema(
              description = "One SELECT in portable SQL",
              example =
                  "SELECT time, temperature FROM telemetry WHERE machine = :machine AND time > :from")
          String sql,
      @Schema(
              description =
                  "The values of the parameters, :name in the SQL: text, a number, true or false, or"
                      + " {\"type\", \"value\"} with a type of stream's fields and its value as text",
              example =
                  "{\"machine\": \"press-1\", \"from\": {\"type\": \"timestamp\", \"value\":"
                      + " \"2026-03-01T09:00:00Z\"}}")
          Map<String, Object> parameters) {}

  /** Runs a query and streams its rows. */
  @POST
  @Requires(Action.READ)
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  @Operation(
      operationId = "query",
      summary = "Run a query over streams and tables",
      description =
          "One SELECT in portable SQL, for 60 seconds and 100,000 rows at most. What goes wrong after"
              + " the answer has begun stands as error behind the rows of a JSON answer, and in"
              + " every format the connection breaks off.")
  @ApiResponse(
      responseCode = "200",
      description = "The rows",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = QueryAnswer.class)),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = "string", example = QueryAnswer.CSV))
      })
  @ApiResponse(responseCode = "422", ref = QueryAnswer.REFUSED)
  public Response query(Question question, @Context HttpHeaders headers) {
    if (question == null || question.sql() == null || question.sql().isBlank()) {
      throw new ApiException(
          400,
          new ApiError(
              "QUERY_MISSING",
              "the request holds no query",
              null,
              "Send {\"sql\": \"SELECT …\"}."));
    }
    return start(
        question.sql(),
        ParameterValues.of(question.parameters()),
        Formats.choose(headers, FORMATS));
  }

  /** Starts a query, whose answer is sent in one of its formats. */
  Response start(String sql, Map<String, Parameter> parameters, MediaType format) {
    QueryResult result = null;
    try {
      result = engine.query(sql, parameters, QueryLimits.DEFAULT);
      Future<Boolean> firstRow = firstRows.submit(result::next);
      QueryCalls.isBackWithin(firstRow, WAIT_FOR_FIRST_ROW_MILLIS);
      return Response.ok(stream(result, firstRow, format), format).build();
    } catch (QueryException e) {
      close(result);
      throw QueryErrors.toApi(e);
    } catch (RejectedExecutionException e) {
      close(result);
      throw QueryErrors.toApi(
          new QueryException(QueryException.Kind.CANCELLED, "the platform is stopping"));
    } catch (RuntimeException | Error e) {
      close(result);
      throw e;
    }
  }

  private StreamingOutput stream(QueryResult result, Future<Boolean> firstRow, MediaType format) {
    return out -> {
      AnswerWriter writer =
          format.isCompatible(CSV)
              ? new CsvAnswer(out, result.columns())
              : new JsonAnswer(out, result.columns());
      new AnswerStream(result, firstRow, writer).send(timer);
    };
  }

  private static void close(QueryResult result) {
    if (result != null) {
      result.close();
    }
  }

  /** Ends the threads; to be called when no request is under way any more. */
  @Override
  public void close() {
    timer.shutdownNow();
    firstRows.shutdownNow();
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
