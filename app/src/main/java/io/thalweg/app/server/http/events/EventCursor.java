package io.thalweg.app.server.http.events;

import io.thalweg.buffer.Offsets;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventRequest.Backward;
import io.thalweg.process.api.EventRequest.Forward;
import io.thalweg.process.api.EventRequest.Place;
import io.thalweg.process.api.EventRequest.Seen;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Places in a stream as the text that clients keep: the position in each partition of the log, so
 * that what a cursor stands for never changes, and one from a page goes on live and back. A sign of
 * the stream's name keeps it from being used with another.
 */
final class EventCursor {

  private static final int RADIX = 36;

  private EventCursor() {}

  static String of(Stream stream, Place place) {
    if (place instanceof Forward forward) {
      return of(stream, forward.position().toArray());
    }
    Backward backward = (Backward) place;
    String end = "b" + sign(stream) + offsets(backward.end().toArray());
    return backward
        .before()
        .map(seen -> end + "~" + text(seen.micros(), seen.partition(), seen.offset()))
        .orElse(end);
  }

  /** A place to go forward from. */
  static String of(Stream stream, long[] position) {
    return "f" + sign(stream) + offsets(position);
  }

  private static String offsets(long[] offsets) {
    return "." + text(offsets);
  }

  private static String text(long... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> Long.toString(number, RADIX))
        .collect(Collectors.joining("."));
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws ApiException 400 when it is something else, or of another stream
   */
  static Place parse(Stream stream, String cursor) {
    try {
      String start = cursor.isEmpty() ? "" : cursor.substring(1);
      String sign = sign(stream) + ".";
      if (!start.startsWith(sign)) {
        throw new IllegalArgumentException();
      }
      String[] parts = start.substring(sign.length()).split("~", -1);
      Offsets offsets = Offsets.of(numbers(parts[0], stream.partitions()));
      if (cursor.charAt(0) == 'f' && parts.length == 1) {
        return new Forward(offsets);
      } else if (cursor.charAt(0) == 'b' && parts.length <= 2) {
        return new Backward(
            offsets, parts.length == 1 ? Optional.empty() : Optional.of(seen(parts[1])));
      }
      throw new IllegalArgumentException();
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          400,
          new ApiError(
              "INVALID_CURSOR",
              "\"%s\" is no cursor of stream \"%s\"".formatted(shortened(cursor), stream.name()),
              "Cursors come from answers of the same stream and are used as they are.",
              "Leave it out to begin anew, or use start or end."));
    }
  }

  private static Seen seen(String text) {
    long[] numbers = numbers(text, 3);
    return new Seen(numbers[0], Math.toIntExact(numbers[1]), numbers[2]);
  }

  private static long[] numbers(String text, int count) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != count) {
      throw new IllegalArgumentException();
    }
    return Arrays.stream(parts).mapToLong(part -> Long.parseLong(part, RADIX)).toArray();
  }

  private static String sign(Stream stream) {
    return Integer.toString(stream.name().hashCode() & 0xfffff, RADIX);
  }

  private static String shortened(String cursor) {
    return cursor.length() > 64 ? cursor.substring(0, 64) + "…" : cursor;
  }
}
