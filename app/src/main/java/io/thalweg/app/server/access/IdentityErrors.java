package io.thalweg.app.server.access;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.identity.IdentityException;
import io.thalweg.identity.Role;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers what cannot be done with users and tokens. */
final class IdentityErrors {

  private IdentityErrors() {}

  /** Runs something, with its refusal as an answer. */
  static <T> T answering(Supplier<T> call) {
    try {
      return call.get();
    } catch (IdentityException e) {
      throw toApi(e);
    }
  }

  private static ApiException toApi(IdentityException e) {
    int status =
        switch (e.kind()) {
          case INVALID -> 400;
          case NOT_KNOWN -> 401;
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case TOO_OFTEN -> 429;
        };
    return new ApiException(
        status,
        new ApiError(e.code(), e.getMessage(), null, e.hint()),
        e.retryAfter()
            .map(wait -> Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))))
            .orElse(Map.of()));
  }

  private static long seconds(Duration wait) {
    return wait.plusNanos(999_999_999).toSeconds();
  }

  /**
   * @param text as it was sent, or null
   */
  static Role role(String text) {
    return Role.parse(text)
        .orElseThrow(
            () ->
                text == null
                    ? missing("role")
                    : invalid(
                        "UNKNOWN_ROLE",
                        "there is no role \"%s\"".formatted(text),
                        "There are: %s."
                            .formatted(
                                Arrays.stream(Role.values())
                                    .map(Role::toString)
                                    .collect(Collectors.joining(", ")))));
  }

  /** What was sent, which must be there. */
  static <T> T required(String field, T value) {
    if (value == null) {
      throw missing(field);
    }
    return value;
  }

  private static ApiException missing(String field) {
    return invalid(
        "FIELD_MISSING",
        "the request lacks %s".formatted(field),
        "Send a JSON object with it; GET /openapi.json shows which fields there are.");
  }

  static ApiException invalid(String code, String message, String hint) {
    return new ApiException(400, new ApiError(code, message, null, hint));
  }
}
