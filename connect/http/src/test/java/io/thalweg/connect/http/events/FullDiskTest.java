package io.thalweg.connect.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Room;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

  private static final String EVENT =
      "{\"machine\": \"a\", \"time\": \"2026-01-01T00:00:00Z\", \"temperature\": 1.5}";

  @TempDir Path directory;

  @Test
  void eventsAreRefusedWithTheReasonWhileThereIsNoRoomAndTakenAgainAfterwards() throws Exception {
    Stream stream = Platform.stream("telemetry", Primitive.STRING);
    try (Platform platform = new Platform(directory, Durability.PROCESS, stream)) {
      platform.events.limitTo(
          () -> Optional.of(new Room.Shortage("it is full", "Make room.", Duration.ofSeconds(10))));
      Platform.Answer refused = platform.post("telemetry", Platform.JSON, EVENT);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("DISK_FULL");
      assertThat(refused.body().path("message").asText()).isEqualTo("it is full");
      assertThat(refused.body().path("hint").asText()).isEqualTo("Make room.");
      assertThat(refused.http().headers().firstValue("Retry-After")).contains("10");

      platform.events.limitTo(Room.UNLIMITED);
      assertThat(platform.post("telemetry", Platform.JSON, EVENT).accepted()).isEqualTo(1);
      assertThat(platform.records("telemetry")).hasSize(1);
    }
  }
}
