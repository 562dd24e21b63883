package io.thalweg.buffer.quality;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Where a record stood that was quarantined and stands in the log once more, corrected or judged by
 * other rules. The new record carries it in a header: whoever reads the log knows from it that the
 * old record is done with, whatever failed in between.
 *
 * @param partition of the old record, in the same topic
 * @param offset of the old record
 */
public record ReplayMark(int partition, long offset) {

  private static final String HEADER = "thalweg.replayed";
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  /** The mark of a text {@code partition-offset}; empty where it is none. */
  public static Optional<ReplayMark> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ReplayMark(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** The mark that a record carries, if any. */
  public static Optional<ReplayMark> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null
        ? Optional.empty()
        : parse(new String(header.value(), StandardCharsets.US_ASCII));
  }

  /** The header to write. */
  public Header header() {
    return new RecordHeader(HEADER, toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** {@code partition-offset}. */
  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
