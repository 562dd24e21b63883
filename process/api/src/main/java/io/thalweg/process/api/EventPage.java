package io.thalweg.process.api;

import io.thalweg.buffer.Offsets;
import java.util.List;

/**
 * A page of a stream's events. Its rows do not change.
 *
 * @param rows of values as {@link QueryResult#value} gives them, one for each field asked for
 * @param next where the page behind this one begins
 * @param more whether the page ended before the events that there were did
 * @param end of the log that the page was read up to: every event before it has been taken into
 *     account, none behind it
 */
public record EventPage(List<Object[]> rows, EventRequest.Place next, boolean more, Offsets end) {}
