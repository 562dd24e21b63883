package io.thalweg.app.server.project;

import io.thalweg.app.project.ProjectFile;
import io.thalweg.app.server.project.ProjectEditor.Precondition;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a request's If-Match and If-None-Match say about the file it changes, so that nobody
 * overwrites what they have not seen.
 */
final class EditConditions implements Precondition {

  private static final String ANY = "*";

  private final String path;
  private final Optional<String> match;
  private final boolean isToBeNew;

  private EditConditions(String path, Optional<String> match, boolean isToBeNew) {
    this.path = path;
    this.match = match;
    this.isToBeNew = isToBeNew;
  }

  static EditConditions of(String path, HttpHeaders headers) {
    return new EditConditions(
        path,
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.IF_MATCH)),
        ANY.equals(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH)));
  }

  /** The tag of a file's content. */
  static EntityTag tag(ProjectFile file) {
    return new EntityTag(file.version());
  }

  @Override
  public void check(Optional<ProjectFile> current) {
    if (current.isEmpty()) {
      if (match.isPresent()) {
        throw conflict("file \"%s\" is not there any more".formatted(path), current);
      }
      return;
    }
    if (isToBeNew) {
      throw conflict("file \"%s\" is there already".formatted(path), current);
    }
    if (match.isEmpty()) {
      throw new ApiException(
          428,
          new ApiError(
              "PRECONDITION_REQUIRED",
              "file \"%s\" is there, and the request does not say which version it replaces"
                  .formatted(path),
              null,
              "Send the ETag of what you have seen as If-Match, or If-Match: * to replace"
                  + " whatever is there."));
    }
    if (!matches(current.get())) {
      throw conflict("file \"%s\" was changed in the meantime".formatted(path), current);
    }
  }

  private boolean matches(ProjectFile file) {
    String tag = '"' + file.version() + '"';
    return Arrays.stream(match.orElseThrow().split(","))
        .map(String::strip)
        .anyMatch(sent -> sent.equals(ANY) || sent.equals(tag));
  }

  private static ApiException conflict(String message, Optional<ProjectFile> current) {
    return new ApiException(
        412,
        new ApiError(
            "FILE_CHANGED",
            message,
            "Nothing is written.",
            "Read it again, put your change into it, and send that."),
        current.map(file -> Map.of(HttpHeaders.ETAG, '"' + file.version() + '"')).orElse(Map.of()));
  }
}
