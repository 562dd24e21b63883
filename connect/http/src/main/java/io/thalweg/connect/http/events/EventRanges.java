package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import java.util.Arrays;

/**
 * Where the events of a body lie. It is cut by brackets, quotes and line ends alone; whether a
 * piece is an event is the decoder's to say, so that a wrong one does not cost its neighbours.
 */
final class EventRanges implements Events {

  /** Bounds the work that one request can make. */
  static final int MAX_EVENTS = 100_000;

  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private final byte[] body;
  private int count;
  private int current = -1;

  private EventRanges(byte[] body) {
    this.body = body;
  }

  @Override
  public boolean next() {
    return ++current < count;
  }

  @Override
  public byte[] json() {
    return body;
  }

  @Override
  public int start() {
    return starts[current];
  }

  @Override
  public int length() {
    return ends[current] - starts[current];
  }

  /**
   * The elements of an array, or the one event that the body is.
   *
   * @throws ApiException 400 when it is an array that does not end where the body ends: then nobody
   *     can say what its pieces are, and none is taken
   */
  static EventRanges ofJson(byte[] body, int length) {
    EventRanges ranges = new EventRanges(body);
    int first = skipSpace(body, 0, length);
    if (first == length || body[first] != '[') {
      ranges.add(0, length);
      return ranges;
    }
    ranges.readArray(first + 1, length);
    return ranges;
  }

  /** The lines, but for blank ones. */
  static EventRanges ofLines(byte[] body, int length) {
    EventRanges ranges = new EventRanges(body);
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || body[i] == '\n') {
        if (skipSpace(body, start, i) < i) {
          ranges.add(start, i);
        }
        start = i + 1;
      }
    }
    return ranges;
  }

  private void readArray(int from, int length) {
    // One bit a level: whether it was opened by a brace.
    long braces = 0;
    int depth = 0;
    int start = from;
    int i = from;
    while (i < length) {
      byte c = body[i];
      if (c == '"') {
        i = afterText(body, i, length);
        continue;
      }
      if (c == '{' || c == '[') {
        if (++depth > EventDecoder.MAX_DEPTH) {
          throw broken(
              "TOO_DEEP", "the array is nested too deep at byte " + i, "Send flat events.");
        }
        braces = braces << 1 | (c == '{' ? 1 : 0);
      } else if (c == '}' || (c == ']' && depth > 0)) {
        if (depth == 0 || (braces & 1) != (c == '}' ? 1 : 0)) {
          throw broken("brackets do not match at byte " + i);
        }
        depth--;
        braces >>>= 1;
      } else if (c == ',' && depth == 0) {
        add(start, i);
        start = i + 1;
      } else if (c == ']') {
        if (count > 0 || skipSpace(body, start, i) < i) {
          add(start, i);
        }
        if (skipSpace(body, i + 1, length) < length) {
          throw broken("something follows the array at byte " + (i + 1));
        }
        return;
      }
      i++;
    }
    throw broken("the array has no end");
  }

  private static int afterText(byte[] body, int quote, int length) {
    int i = quote + 1;
    while (i < length) {
      if (body[i] == '"') {
        return i + 1;
      }
      i += body[i] == '\\' ? 2 : 1;
    }
    throw broken("a text that begins at byte " + quote + " has no end");
  }

  private void add(int start, int end) {
    if (count == MAX_EVENTS) {
      throw tooMany();
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = skipSpace(body, start, end);
    int last = end;
    while (last > starts[count] && isSpace(body[last - 1])) {
      last--;
    }
    ends[count] = last;
    count++;
  }

  static ApiException tooMany() {
    return new ApiException(
        413,
        new ApiError(
            "TOO_MANY_EVENTS",
            "the request has more than %,d events".formatted(MAX_EVENTS),
            "Nothing of this request is stored.",
            "Send them in several requests."));
  }

  private static int skipSpace(byte[] body, int from, int to) {
    int i = from;
    while (i < to && isSpace(body[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static ApiException broken(String message) {
    return broken("MALFORMED_JSON", message, "Check the body with a JSON parser, or send NDJSON.");
  }

  private static ApiException broken(String code, String message, String hint) {
    return new ApiException(
        400, new ApiError(code, message, "Nothing of this request is stored.", hint));
  }
}
