package io.thalweg.connect.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;

/**
 * The body of every error.
 *
 * @param code stable and upper case
 * @param message one line: the thing and what is wrong with it
 * @param detail the cause, where the message does not say it all; else null
 * @param hint what to do about it, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Error", description = "The body of every error")
public record ApiError(
    @Schema(
            description = "Stable, for programs",
            example = "UNKNOWN_STREAM",
            requiredMode = Schema.RequiredMode.REQUIRED)
        String code,
    @Schema(
            description = "What is wrong, in one line",
            example = "there is no stream \"telemetri\"",
            requiredMode = Schema.RequiredMode.REQUIRED)
        String message,
    @Schema(description = "The cause", example = "It goes wrong at line 1, column 7.")
        String detail,
    @Schema(description = "What to do about it", example = "Did you mean \"telemetry\"?")
        String hint)
    implements RefusalBody {

  public ApiError {
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
  }

  @Override
  public String refusalCode() {
    return code;
  }
}
