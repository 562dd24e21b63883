package io.thalweg.app.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.server.http.RunningPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a pipeline, with the rows that each of its nodes makes of real events. */
class PipelinePlanTest {

  private static final String PLAN = "/api/v1/pipelines/minute_average/plan";

  @TempDir static Path folder;
  private static RunningPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = new RunningPlatform(folder);
    platform.postReadings(0, 600, Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void eachNodeSaysHowManyRowsItGivesFromTheScanToTheRoot() throws Exception {
    assertThat(Files.readString(platform.project().resolve("pipelines/minute_average.yaml")))
        .contains("INTERVAL '1' MINUTE");
    JsonNode plan = platform.json(PLAN);
    JsonNode nodes = plan.path("nodes");
    JsonNode root = nodes.get(0);
    // Ten machines in ten minutes.
    assertThat(root.path("rows").asInt()).isEqualTo(100);
    JsonNode scan = nodes.get(nodes.size() - 1);
    assertThat(scan.path("operator").asText()).isEqualTo("Scan");
    assertThat(scan.path("text").asText()).isEqualTo("stream telemetry");
    assertThat(scan.path("rows").asInt()).isEqualTo(600);
    assertThat(scan.path("inputs")).isEmpty();
    assertThat(nodes.findValuesAsText("operator")).contains("Tumble", "Aggregate");
    assertThat(plan.at("/read/0/events").asInt()).isEqualTo(600);
    // Every node but the root flows into exactly one other.
    assertThat(nodes.findValues("inputs").stream().mapToInt(JsonNode::size).sum())
        .isEqualTo(nodes.size() - 1);
  }

  @Test
  void itCountsOverAsManyEventsAsAreAskedForAndRefusesTheRest() throws Exception {
    JsonNode nodes = platform.json(PLAN + "?events=100").path("nodes");
    assertThat(nodes.get(nodes.size() - 1).path("rows").asInt()).isBetween(1, 100);
    assertThat(platform.get(PLAN + "?events=0").statusCode()).isEqualTo(400);
    assertThat(platform.get(PLAN + "?events=100001").statusCode()).isEqualTo(400);
    assertThat(platform.get("/api/v1/pipelines/nothing/plan").statusCode()).isEqualTo(404);
  }
}
