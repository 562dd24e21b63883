package io.thalweg.app.server.http;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Collectors;

/** In which format a client wants its answer. */
public final class Formats {

  /** RFC 4180. */
  public static final MediaType CSV = new MediaType("text", "csv", "utf-8");

  /** One JSON text a line. */
  public static final MediaType NDJSON = new MediaType("application", "x-ndjson");

  private Formats() {}

  /**
   * The first of what the client takes that there is.
   *
   * @param formats that there are; the first for a client without wishes
   * @throws ApiException 406 when it takes none of them
   */
  public static MediaType choose(HttpHeaders headers, List<MediaType> formats) {
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      for (MediaType format : formats) {
        if (accepted.isCompatible(format)) {
          return format;
        }
      }
    }
    throw new ApiException(
        406,
        new ApiError(
            "NOT_ACCEPTABLE",
            formats.stream()
                .map(format -> format.getType() + "/" + format.getSubtype())
                .collect(Collectors.joining(" or ", "answers come as ", "")),
            null,
            "Send one of them as Accept."));
  }
}
