package io.thalweg.app.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.definitions.Problem;
import java.util.List;

/** A mistake in a definition, as {@code thalweg check} reports it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem")
public record ProblemJson(
    @Schema(
            description = "Relative to the project's folder",
            example = "pipelines/minute_average.yaml")
        String file,
    @Schema(description = "From 1", example = "4") int line,
    @Schema(description = "From 1, in Unicode characters", example = "10") int column,
    @Schema(description = "Stable, for programs", example = "SQL_UNKNOWN_COLUMN") String code,
    @Schema(
            description = "What is wrong, in one line",
            example = "column \"temprature\" is not found in stream \"telemetry\"")
        String message,
    @Schema(description = "The cause", example = "The stream has no such field.") String detail,
    @Schema(description = "What to do about it", example = "Did you mean \"temperature\"?")
        String hint) {

  static ProblemJson of(Problem problem) {
    return new ProblemJson(
        problem.location().file(),
        problem.location().line(),
        problem.location().column(),
        problem.code(),
        problem.message(),
        problem.detail().orElse(null),
        problem.hint().orElse(null));
  }

  /** All of them, in their order. */
  public static List<ProblemJson> of(List<Problem> problems) {
    return problems.stream().map(ProblemJson::of).toList();
  }
}
