package io.thalweg.app.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.app.server.http.RunningPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project begins with nothing in it, and grows from there. */
class EmptyProjectTest {

  private static final List<String> LISTS =
      List.of(
          "/api/v1/pipelines",
          "/api/v1/quality",
          "/api/v1/streams",
          "/api/v1/tables",
          "/api/v1/topics",
          "/api/v1/dashboards",
          "/api/v1/project",
          "/api/v1/project/catalog",
          "/api/v1/status");

  @TempDir Path folder;

  @Test
  void everyListIsThereAndTheFirstStreamTakesEvents() throws Exception {
    try (RunningPlatform platform = RunningPlatform.empty(folder)) {
      for (String list : LISTS) {
        platform.json(list);
      }
      assertThat(platform.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(platform.json("/api/v1/pipelines").path("pipelines")).isEmpty();
      assertThat(platform.json("/api/v1/topics").path("topics")).isEmpty();

      String stream =
          """
          stream: telemetry
          fields: {machine: {type: string}, time: {type: timestamp}, temperature: {type: double}}
          key: machine
          event_time: {field: time}
          """;
      assertThat(
              platform
                  .send(
                      platform
                          .request("/api/v1/project/files/streams/telemetry.yaml")
                          .header("Content-Type", "application/yaml")
                          .PUT(BodyPublishers.ofString(stream)))
                  .statusCode())
          .isEqualTo(201);
      platform.postReadings(0, 10);
      for (String list : LISTS) {
        platform.json(list);
      }
      assertThat(platform.json("/api/v1/topics").at("/topics/0/records").asLong()).isEqualTo(10);
    }
  }
}
