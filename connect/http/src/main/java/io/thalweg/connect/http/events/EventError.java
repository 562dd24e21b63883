package io.thalweg.connect.http.events;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Why one event of a request is refused.
 *
 * @param index of the event in its request, from 0; blank lines do not count
 */
@Schema(description = "Why one event is refused")
public record EventError(
    @Schema(
            description = "Place of the event in the request, from 0; blank lines do not count",
            example = "17")
        int index,
    @Schema(example = "WRONG_TYPE") String code,
    @Schema(example = "field \"temperature\" is no double") String message,
    @Schema(example = "Send a number.") String hint) {}
