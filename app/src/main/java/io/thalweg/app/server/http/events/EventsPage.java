package io.thalweg.app.server.http.events;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * A page of events as it is described to programs; {@link PageAnswer} writes it.
 *
 * @param events the fields asked for
 * @param next where the next page begins
 * @param more whether there were more events when the page was read
 * @param live where to follow from to get what comes after what was there
 */
@Schema(name = "EventsPage", description = "A page of events")
record EventsPage(
    @Schema(
            description = "The fields asked for, of each event",
            example = "[{\"machine\": \"press-1\", \"temperature\": 61.5}]",
            requiredMode = Schema.RequiredMode.REQUIRED)
        List<Map<String, Object>> events,
    @Schema(
            description = "The cursor of the next page; at the end that of the events to come",
            example = "f2k1.1a.0.9.4",
            requiredMode = Schema.RequiredMode.REQUIRED)
        String next,
    @Schema(
            description = "Whether there were more events when the page was read",
            example = "true",
            requiredMode = Schema.RequiredMode.REQUIRED)
        boolean more,
    @Schema(
            description =
                "The cursor to follow the stream from, to miss nothing that was not there yet",
            example = "f2k1.1a.0.9.4",
            requiredMode = Schema.RequiredMode.REQUIRED)
        String live) {}
