package io.thalweg.app.server.http;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Problem;
import io.thalweg.process.api.QueryException;
import java.util.Map;
import java.util.stream.Collectors;

/** How a failed query is reported over HTTP. */
public final class QueryErrors {

  private static final Map<String, String> SOON = Map.of("Retry-After", "1");

  private QueryErrors() {}

  /** What answers the request, where no byte of an answer has been sent yet. */
  public static ApiException toApi(QueryException failure) {
    return switch (failure.kind()) {
      case INVALID -> new ApiException(400, invalid(failure));
      case DATA, LIMIT -> new ApiException(422, error(failure, null));
      case BUSY -> new ApiException(503, error(failure, "Try again soon."), SOON);
      case CANCELLED -> new ApiException(503, error(failure, null), SOON);
      case INTERNAL -> new ApiException(500, error(failure, null));
    };
  }

  /** The error's code. */
  static String code(QueryException.Kind kind) {
    return "QUERY_" + kind;
  }

  private static ApiError error(QueryException failure, String hint) {
    return new ApiError(code(failure.kind()), failure.getMessage(), null, hint);
  }

  /** The first mistake in the error's own fields, the others in its detail. */
  private static ApiError invalid(QueryException failure) {
    if (failure.problems().isEmpty()) {
      return error(failure, null);
    }
    Problem first = failure.problems().get(0);
    String others =
        failure.problems().stream()
            .skip(1)
            .map(problem -> " Also: %s at %s.".formatted(problem.message(), place(problem)))
            .collect(Collectors.joining());
    String detail = (first.detail().orElse("") + others).strip();
    return new ApiError(
        first.code(),
        "%s (at %s)".formatted(first.message(), place(first)),
        detail.isEmpty() ? null : detail,
        first.hint().orElse(null));
  }

  private static String place(Problem problem) {
    return "line %d, column %d".formatted(problem.location().line(), problem.location().column());
  }
}
