package io.thalweg.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.plant.PlantDemo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plant's pipelines say of a quarter of an hour that is known reading by reading. */
class PlantPipelinesTest {

  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private static final int MINUTES = 15;

  /** Enough of them that each partition has some. */
  private static final int OTHERS = 20;

  private static final double CALM = 2;

  @TempDir static Path folder;
  private static Platform platform;
  private static PlatformClient client;

  @BeforeAll
  static void aQuarterOfAnHour() throws Exception {
    new PlantDemo().writeProject(folder.resolve("project"));
    DataFolder data = new DataFolder(folder.resolve("data"));
    platform =
        Platform.start(ProjectLoader.load(folder.resolve("project")), data, OptionalInt.of(0));
    client =
        new PlatformClient(platform.url(), data.readToken().orElseThrow(), Duration.ofSeconds(60));
    for (int minute = 0; minute < MINUTES; minute++) {
      StringBuilder events = new StringBuilder();
      for (int i = 0; i < OTHERS; i++) {
        add(events, minute, "other-" + i, CALM);
      }
      double[] rough = {3, 3, 4, 5, 4, 4.6, 3.2};
      add(events, minute, "rough", minute < rough.length ? rough[minute] : CALM);
      add(events, minute, "restless", minute < 5 ? 4 : CALM);
      if (minute < 5 || minute > 7) {
        add(events, minute, "silent", CALM);
      }
      client.post("telemetry", events.toString().getBytes(UTF_8));
    }
  }

  private static void add(StringBuilder events, int minute, String machine, double vibration) {
    for (int second : new int[] {10, 40}) {
      events.append(
          "{\"machine\":\"%s\",\"plant\":\"kassel\",\"line\":\"kassel-1\",\"time\":\"%s\",\"temperature\":50,\"vibration\":%s,\"load\":50,\"power\":10}\n"
              .formatted(machine, START.plusSeconds(minute * 60L + second), vibration));
    }
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  /** The rows once there are so many. */
  private static List<String> rows(String sql, int wanted) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    List<String> rows = new ArrayList<>();
    while (rows.size() < wanted && System.nanoTime() < giveUp) {
      rows.clear();
      for (List<JsonNode> row : client.query(sql).rows()) {
        rows.add(String.join(" ", row.stream().map(JsonNode::asText).toList()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return rows;
  }

  @Test
  void anAlarmIsRaisedAboveTheUpperThresholdAndClearedBelowTheLowerOne() throws Exception {
    assertThat(
            rows(
                "SELECT window_start, alarm FROM alarms WHERE machine = 'rough' AND window_start < TIMESTAMP '2026-01-01 08:08:00' ORDER BY window_start",
                6))
        .containsExactly(
            "2026-01-01T08:00:00Z cleared",
            "2026-01-01T08:01:00Z cleared",
            "2026-01-01T08:03:00Z raised",
            "2026-01-01T08:05:00Z raised",
            "2026-01-01T08:06:00Z cleared",
            "2026-01-01T08:07:00Z cleared");
    assertThat(
            rows(
                "SELECT alarm FROM alarms WHERE machine = 'restless' AND window_start < TIMESTAMP '2026-01-01 08:06:00'",
                1))
        .containsExactly("cleared");
  }

  @Test
  void anAlarmThatIsOverIsOneRowHoweverItWentBetweenTheThresholds() throws Exception {
    assertThat(rows("SELECT machine, raised, cleared, vibration FROM past_alarms", 1))
        .containsExactly("rough 2026-01-01T08:03:00Z 2026-01-01T08:06:00Z 5");
  }

  @Test
  void whoFallsSilentIsSaidToBeSoAndToBeBack() throws Exception {
    assertThat(rows("SELECT time, state FROM offline WHERE machine = 'silent' ORDER BY time", 3))
        .containsExactly(
            "2026-01-01T08:00:00Z back",
            "2026-01-01T08:05:00Z silent",
            "2026-01-01T08:08:00Z back");
    assertThat(rows("SELECT COUNT(*) FROM offline WHERE state = 'silent'", 1)).containsExactly("1");
  }
}
