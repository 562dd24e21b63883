package io.thalweg.connect.http.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.connect.http.RefusalBody;
import java.util.List;

/**
 * An error as clients of InfluxDB read it.
 *
 * @param code of InfluxDB 2: {@code invalid}, {@code unavailable}, …
 * @param message what is wrong, with the number of points that were dropped
 * @param error the same, where clients of InfluxDB 1 look for it
 * @param line of the first point that is refused, from 1; null when it is no point's fault
 * @param errors of the refused points, the first hundred; their index is the point's, from 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "LineProtocolError", description = "An error as clients of InfluxDB read it")
public record LineProtocolAnswer(
    @Schema(example = "invalid") String code,
    @Schema(example = "partial write: line 3: there is no stream \"wether\". … dropped=1")
        String message,
    @Schema(
            description = "The same, where clients of InfluxDB 1 look for it",
            example = "partial write: line 3: there is no stream \"wether\". … dropped=1")
        String error,
    @Schema(description = "Of the first point that is refused, from 1", example = "3") Integer line,
    List<EventError> errors)
    implements RefusalBody {

  @Override
  public String refusalCode() {
    return errors == null ? "LOG_UNAVAILABLE" : "PARTIAL_WRITE";
  }
}
