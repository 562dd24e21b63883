package io.thalweg.connect.http.internal;

import io.thalweg.connect.http.ApiError;

/** The errors that HTTP itself has: nothing there, wrong method, too large. */
final class StatusErrors {

  private StatusErrors() {}

  static ApiError of(int status, String method, String path) {
    return switch (status) {
      case 400 -> error("BAD_REQUEST", "the request is not understood", "Check its syntax.");
      case 401 ->
          error(
              "UNAUTHORIZED",
              "the request carries no valid token or session",
              "Send \"Authorization: Bearer …\" with a token of this platform; the administrator's"
                  + " is in admin.token in the data folder.");
      case 404 ->
          error(
              "NOT_FOUND",
              "there is nothing at %s".formatted(path),
              "GET /openapi.json lists what there is.");
      case 405 ->
          error(
              "METHOD_NOT_ALLOWED",
              "%s is not possible at %s".formatted(method, path),
              "GET /openapi.json lists what is.");
      case 406 ->
          error(
              "NOT_ACCEPTABLE",
              "the answer has none of the types in Accept",
              "Accept application/json, or leave the header out.");
      case 408 ->
          error("REQUEST_TIMEOUT", "the request came too slowly", "Send it again, in one go.");
      case 413 ->
          error(
              "BODY_TOO_LARGE",
              "the body is larger than this platform takes",
              "Send it in several requests.");
      case 414 -> error("URI_TOO_LONG", "the request's address is too long", "Shorten it.");
      case 415 ->
          error(
              "UNSUPPORTED_MEDIA_TYPE",
              "the body is of a type that %s does not take".formatted(path),
              "Set Content-Type to a type that GET /openapi.json lists for it.");
      case 431 -> error("HEADERS_TOO_LARGE", "the request's headers are too large", "Send fewer.");
      case 505 ->
          error("HTTP_VERSION", "the request's version of HTTP is not taken", "Send HTTP/1.1.");
      case 503 ->
          error("UNAVAILABLE", "the platform cannot answer now", "Send the request again later.");
      default ->
          status < 500
              ? error("BAD_REQUEST", "the request is refused", null)
              : error(
                  "INTERNAL",
                  "the platform failed at this request",
                  "It is no mistake of yours; the platform's log says more.");
    };
  }

  private static ApiError error(String code, String message, String hint) {
    return new ApiError(code, message, null, hint);
  }
}
