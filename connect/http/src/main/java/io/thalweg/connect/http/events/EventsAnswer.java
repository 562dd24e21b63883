package io.thalweg.connect.http.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.connect.http.RefusalBody;
import java.util.List;

/**
 * What became of the events of a request. Where the request as a whole is an error, the parts of
 * {@link io.thalweg.connect.http.ApiError} stand before it; otherwise they are null.
 *
 * @param accepted events that are in the log
 * @param rejected events that are refused
 * @param errors of the refused ones, the first hundred
 * @param omitted refused ones that {@code errors} does not list; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "EventsAnswer", description = "What became of the events of a request")
public record EventsAnswer(
    @Schema(
            description = "Only where the request as a whole is an error, as the next three",
            example = "LOG_UNAVAILABLE")
        String code,
    @Schema(example = "the log does not take events now") String message,
    @Schema(example = "The first 200 events are stored.") String detail,
    @Schema(example = "Send the events from number 200 on again.") String hint,
    @Schema(
            description = "Events that are in the log",
            example = "998",
            requiredMode = Schema.RequiredMode.REQUIRED)
        int accepted,
    @Schema(
            description = "Events that are refused",
            example = "1",
            requiredMode = Schema.RequiredMode.REQUIRED)
        int rejected,
    @Schema(
            description = "The first hundred of the refused ones",
            requiredMode = Schema.RequiredMode.REQUIRED)
        List<EventError> errors,
    @Schema(description = "Refused ones that errors does not list", example = "12") Integer omitted)
    implements RefusalBody {

  public EventsAnswer {
    errors = List.copyOf(errors);
  }

  @Override
  public String refusalCode() {
    return code;
  }
}
