package io.thalweg.app.server.http;

import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.process.api.quality.QuarantineStore.Range;
import io.thalweg.process.api.quality.QuarantineStore.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which records in quarantine a request means. */
final class QuarantineChoice {

  private static final Pattern OFFSETS = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");
  private static final int MAX_QUOTED = 64;

  private QuarantineChoice() {}

  /**
   * Whatever is null does not matter.
   *
   * @throws ApiException 400 when something is not what it should be
   */
  static Selection of(
      String reason, List<ReplayMark> places, String from, String to, String offsets) {
    return new Selection(
        Optional.ofNullable(reason),
        Optional.ofNullable(places),
        Optional.ofNullable(from).map(text -> time("from", text)),
        Optional.ofNullable(to).map(text -> time("to", text)),
        Optional.ofNullable(offsets).map(QuarantineChoice::range));
  }

  static Selection of(QuarantineParameters asked, List<ReplayMark> places) {
    return of(asked.reason, places, asked.from, asked.to, asked.offsets);
  }

  /** The places of ids; null of null. */
  static List<ReplayMark> places(List<String> ids) {
    return ids == null ? null : ids.stream().map(QuarantineChoice::place).toList();
  }

  static ReplayMark place(String id) {
    return ReplayMark.parse(id)
        .orElseThrow(
            () ->
                invalid(
                    "\"%s\" is no id of a record".formatted(quoted(id)),
                    "An id is partition-offset, for example 2-1041."));
  }

  private static Instant time(String parameter, String text) {
    try {
      return TimeText.instant(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw invalid("%s is no time: \"%s\"".formatted(parameter, quoted(text)), TimeText.HINT);
    }
  }

  private static Range range(String text) {
    Matcher matcher = OFFSETS.matcher(text);
    if (!matcher.matches()) {
      throw invalid(
          "\"%s\" are no offsets".formatted(quoted(text)),
          "Write partition:first-last, for example 2:1000-1999.");
    }
    return new Range(
        Integer.parseInt(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)) + 1);
  }

  private static String quoted(String text) {
    return text.substring(0, Math.min(text.length(), MAX_QUOTED));
  }

  static ApiException invalid(String message, String hint) {
    return new ApiException(400, new ApiError("INVALID_REQUEST", message, null, hint));
  }
}
