package io.thalweg.app.server.topics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.buffer.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Records of a partition. */
@Schema(name = "TopicRecords")
public record TopicRecords(
    @Schema(example = "telemetry") String topic,
    @Schema(example = "0") int partition,
    @Schema(description = "The offset of the first record that is there", example = "0")
        long beginning,
    @Schema(description = "The offset behind the last record", example = "30000") long end,
    @Schema(description = "The offset to go on from", example = "100") long next,
    List<Shown> records) {

  /** A record; what is UTF-8 is shown as text, and everything else in base 64. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TopicRecord")
  public record Shown(
      @Schema(example = "42") long offset,
      @Schema(description = "That its producer gave it", example = "2026-03-01T09:30:00Z")
          String timestamp,
      @Schema(description = "Missing for none", example = "press-7") String key,
      @Schema(description = "The key where it is no text", example = "AAE=") String keyBase64,
      @Schema(description = "Missing for none", example = "{\"machine\":\"press-7\"}") String value,
      @Schema(description = "The value where it is no text", example = "AAE=") String valueBase64,
      List<Header> headers) {

    static Shown of(LogRecord record) {
      return new Shown(
          record.offset(),
          Instant.ofEpochMilli(record.timestampMillis()).toString(),
          text(record.key()),
          base64(record.key()),
          text(record.value()),
          base64(record.value()),
          record.headers().stream()
              .map(
                  header -> new Header(header.name(), text(header.value()), base64(header.value())))
              .toList());
    }
  }

  /** A header of a record. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TopicRecordHeader")
  public record Header(
      @Schema(example = "thalweg-pipeline") String name,
      @Schema(example = "minute_average") String value,
      @Schema(description = "The value where it is no text", example = "AAE=")
          String valueBase64) {}

  /** Null where it is no text. */
  private static String text(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Null where it is a text. */
  private static String base64(byte[] bytes) {
    return bytes == null || text(bytes) != null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
