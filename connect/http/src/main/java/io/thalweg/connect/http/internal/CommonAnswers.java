package io.thalweg.connect.http.internal;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.thalweg.connect.http.ApiError;
import java.util.ArrayList;
import java.util.List;

/**
 * The errors that any call can have, described once. What is particular to an operation stands at
 * it, and goes before these.
 */
enum CommonAnswers {
  BAD_REQUEST(
      400,
      "The request is not understood, or a parameter or the body is wrong",
      new ApiError("INVALID_BODY", "the body is not the JSON that this call takes", null, null)),
  UNAUTHORIZED(401, "No valid token or session", StatusErrors.of(401, "GET", "/api/v1/streams")),
  FORBIDDEN(
      403,
      "The caller's role may not do this, or the session's X-CSRF-Token is missing",
      new ApiError(
          "FORBIDDEN",
          "the role viewer may not do this",
          null,
          "Use a token or user whose role may; an administrator can make one.")),
  NOT_FOUND(
      404,
      "There is nothing of this name",
      new ApiError(
          "UNKNOWN_STREAM",
          "there is no stream \"telemetri\"",
          null,
          "Did you mean \"telemetry\"?")),
  CONFLICT(
      409,
      "It does not go together with what there is",
      new ApiError("USER_EXISTS", "there is a user \"anna\" already", null, null)),
  QUERY_REFUSED(
      422,
      "The data do not fit the query, it took too long, or it gave too many rows",
      new ApiError("QUERY_DATA", "\"x\" is no number", null, null)),
  TOO_SLOW(408, "The body came too slowly", StatusErrors.of(408, "POST", "/")),
  TOO_LARGE(413, "The body is larger than the platform takes", StatusErrors.of(413, "POST", "/")),
  WRONG_TYPE(
      415,
      "The body's type, charset or compression is not taken here",
      StatusErrors.of(415, "POST", "/api/v1/query")),
  TOO_OFTEN(429, "The token calls more often than it may", AccessHandler.TOO_OFTEN),
  UNAVAILABLE(503, "The platform cannot do this now; try again", StatusErrors.of(503, "GET", "/")),
  OTHER(0, "Any other error, for example a failure of the platform", StatusErrors.of(500, "", ""));

  private static final String REF = "#/components/responses/";

  private final int status;
  private final String description;
  private final ApiError example;

  CommonAnswers(int status, String description, ApiError example) {
    this.status = status;
    this.description = description;
    this.example = example;
  }

  /** {@code BadRequest}, {@code TooLarge}, … */
  private String title() {
    StringBuilder title = new StringBuilder();
    for (String word : name().split("_")) {
      title.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return title.toString();
  }

  private String code() {
    return status == 0 ? ApiResponses.DEFAULT : Integer.toString(status);
  }

  static void addTo(Components components) {
    ModelConverters.getInstance().read(ApiError.class).forEach(components::addSchemas);
    for (CommonAnswers answer : values()) {
      ApiResponse response =
          new ApiResponse()
              .description(answer.description)
              .content(
                  new Content()
                      .addMediaType(
                          "application/json",
                          new MediaType()
                              .schema(new Schema<>().$ref("#/components/schemas/Error"))
                              .example(answer.example)));
      if (answer == TOO_OFTEN || answer == UNAVAILABLE) {
        response.addHeaderObject(
            "Retry-After",
            new Header()
                .description("Seconds to wait before the next try; may be missing")
                .schema(new IntegerSchema()));
      }
      components.addResponses(answer.title(), response);
    }
  }

  /** Adds those that fit an operation and that it does not describe itself. */
  static void addTo(Operation operation, String path, boolean open) {
    List<CommonAnswers> fitting = new ArrayList<>();
    boolean body = operation.getRequestBody() != null;
    if (body || operation.getParameters() != null) {
      fitting.add(BAD_REQUEST);
    }
    if (!open) {
      fitting.addAll(List.of(UNAUTHORIZED, FORBIDDEN, TOO_OFTEN));
    }
    if (path.contains("{")) {
      fitting.add(NOT_FOUND);
    }
    if (body) {
      fitting.addAll(List.of(TOO_SLOW, TOO_LARGE, WRONG_TYPE));
    }
    fitting.addAll(List.of(UNAVAILABLE, OTHER));
    ApiResponses all = operation.getResponses();
    for (CommonAnswers answer : fitting) {
      if (!all.containsKey(answer.code())) {
        all.addApiResponse(answer.code(), new ApiResponse().$ref(REF + answer.title()));
      }
    }
    ApiResponses sorted = new ApiResponses();
    all.entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(entry -> sorted.addApiResponse(entry.getKey(), entry.getValue()));
    operation.setResponses(sorted);
  }
}
