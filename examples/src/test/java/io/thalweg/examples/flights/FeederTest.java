package io.thalweg.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.examples.DemoException;
import io.thalweg.examples.feeding.Progress;
import io.thalweg.examples.feeding.RecordingPlatform;
import io.thalweg.examples.feeding.Speed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeederTest {

  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir Path folder;

  @Test
  void everyFlightIsPostedOnceWithAllItsFields() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("flights", 0, NEVER)) {
      Feeder.Sent sent = feed(platform, 5_000, "max");

      assertThat(sent.sent()).isEqualTo(5_000);
      assertThat(sent.accepted()).isEqualTo(5_000);
      assertThat(platform.events().stream().mapToLong(e -> e.get("flight").asLong()).sorted())
          .hasSize(5_000)
          .startsWith(1L)
          .endsWith(5_000L)
          .doesNotHaveDuplicates();
      assertThat(platform.events().stream().map(JsonNode::toString))
          .contains(
              "{\"flight\":1,\"departure\":\"2001-01-01T00:00:00Z\",\"origin\":\"ORD\","
                  + "\"destination\":\"SFO\",\"delay\":-20,\"distance\":100}");
    }
  }

  @Test
  void theFlightsOfAnAirportArriveInOrder() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("flights", 0, NEVER)) {
      feed(platform, 5_000, "max");

      Map<String, Long> last = new HashMap<>();
      for (JsonNode event : platform.events()) {
        long number = event.get("flight").asLong();
        assertThat(number).isGreaterThan(last.getOrDefault(event.get("origin").asText(), 0L));
        last.put(event.get("origin").asText(), number);
      }
      assertThat(last).hasSize(3);
    }
  }

  @Test
  void noFlightArrivesLaterThanTheStreamAllows() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("flights", 0, NEVER)) {
      feed(platform, 5_000, "max");

      Instant latest = Instant.MIN;
      for (JsonNode event : platform.events()) {
        Instant departure = Instant.parse(event.get("departure").asText());
        if (departure.isAfter(latest)) {
          latest = departure;
        }
        assertThat(Duration.between(departure, latest)).isLessThanOrEqualTo(Duration.ofHours(6));
      }
    }
  }

  @Test
  void aPlatformThatIsBusyIsAskedAgain() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("flights", 7, NEVER)) {
      assertThat(feed(platform, 1_000, "max").accepted()).isEqualTo(1_000);
      assertThat(platform.events()).hasSize(1_000);
    }
  }

  @Test
  void aPlatformThatDiesEndsTheFeedWithAClearMessage() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("flights", 0, 5)) {
      assertThatThrownBy(() -> feed(platform, 5_000, "max"))
          .isInstanceOf(DemoException.class)
          .hasMessageStartingWith(
              "the platform is gone in the middle of the demo: http://127.0.0.1:")
          .hasMessageEndingWith("of 5,000 flights were answered)");
    }
  }

  @Test
  void aChosenSpeedIsKept() throws Exception {
    try (RecordingPlatform platform = new RecordingPlatform("flights", 0, NEVER)) {
      long start = System.nanoTime();
      feed(platform, 121, "7200x"); // two hours of flights in one second

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
      assertThat(platform.events()).hasSize(121);
    }
  }

  @Test
  void aSpeedThatIsNoneIsRefused() {
    for (String text : List.of("fast", "0", "-3x", "1e3", "")) {
      assertThatThrownBy(() -> Speed.parse(text))
          .isInstanceOf(DemoException.class)
          .hasMessage(
              "speed \"%s\" is neither \"max\" nor a factor such as \"1000x\"".formatted(text));
    }
  }

  private Feeder.Sent feed(RecordingPlatform platform, int flights, String speed) throws Exception {
    FlightsData data = FewFlights.write(folder, flights);
    PrintStream out = new PrintStream(new ByteArrayOutputStream());
    return new Feeder(platform.client(), data, Speed.parse(speed), 3)
        .feed(new Progress(out, false, "flights", flights));
  }
}
