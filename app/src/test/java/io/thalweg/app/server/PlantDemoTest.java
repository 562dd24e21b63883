package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.examples.DemoContext;
import io.thalweg.examples.client.PlatformClient;
import io.thalweg.examples.plant.PlantDemo;
import io.thalweg.sql.dashboard.CompiledDashboard;
import io.thalweg.sql.dashboard.CompiledDashboard.CompiledPanel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plant on a whole platform: it lives, every panel has rows, and it goes on after a restart.
 */
class PlantDemoTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final PlantDemo demo = new PlantDemo();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private PlatformClient client;

  @TempDir Path folder;

  /** The demo in a thread of its own, until it is closed. */
  private final class Running implements AutoCloseable {
    private final Platform platform;
    private final String token;
    private final Thread thread;
    private volatile Throwable failure;

    Running() {
      DataFolder data = new DataFolder(folder.resolve("data"));
      CheckedProject project = ProjectLoader.load(folder.resolve("project"));
      assertThat(project.problems()).isEmpty();
      platform = Platform.start(project, data, OptionalInt.of(0));
      token = data.readToken().orElseThrow();
      client = new PlatformClient(platform.url(), token, Duration.ofSeconds(120));
      thread =
          new Thread(
              () -> {
                try {
                  demo.run(
                      new DemoContext(
                          platform.url(),
                          token,
                          folder,
                          new PrintStream(out, true),
                          false,
                          Map.of("history", "20m", "every", "2s")));
                } catch (InterruptedException stopped) {
                  // as it should be
                } catch (Exception | AssertionError e) {
                  failure = e;
                }
              });
      thread.start();
    }

    /** Waits until a query gives at least so much. */
    void await(String sql, long least) throws Exception {
      long giveUp = System.nanoTime() + PATIENCE.toNanos();
      long found = 0;
      while (found < least && System.nanoTime() < giveUp) {
        assertThat(failure).isNull();
        found = client.query(sql).value().asLong();
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(found).as(sql).isGreaterThanOrEqualTo(least);
    }

    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      thread.join();
      platform.close();
    }
  }

  private JsonNode rows(Running running, CompiledDashboard dashboard, CompiledPanel panel)
      throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        running
                            .platform
                            .url()
                            .resolve(
                                "/api/v1/dashboards/%s/panels/%s/data"
                                    .formatted(
                                        dashboard.definition().name(), panel.definition().name())))
                    .header("Authorization", "Bearer " + running.token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode body = new ObjectMapper().readTree(answer.body());
    assertThat(body.has("error")).as(answer.body()).isFalse();
    return body.path("rows");
  }

  @Test
  void thePlantLivesAndGoesOnAfterARestart() throws Exception {
    demo.writeProject(folder.resolve("project"));
    Instant stopped;
    try (Running running = new Running()) {
      running.await(
          "SELECT COUNT(DISTINCT machine) FROM telemetry WHERE time > CURRENT_TIMESTAMP - INTERVAL '30' SECOND",
          190);
      // a slow machine leaves out a part of the past
      running.await("SELECT COUNT(*) FROM line_minute", 20 * 2);
      running.await("SELECT COUNT(*) FROM vibration_bands", 1);
      int withRows = 0;
      int panels = 0;
      for (CompiledDashboard dashboard :
          ProjectLoader.load(folder.resolve("project")).dashboards()) {
        for (CompiledPanel panel : dashboard.panels()) {
          panels++;
          withRows += rows(running, dashboard, panel).isEmpty() ? 0 : 1;
        }
      }
      // nothing need be broken, silent or an alarm in such a short time
      assertThat(withRows).isGreaterThanOrEqualTo(panels - 6);
      assertThat(out.toString()).contains("100 %");
      stopped = newest();
    }

    try (Running running = new Running()) {
      running.await(
          "SELECT COUNT(*) FROM telemetry WHERE time > TIMESTAMP '%s' + INTERVAL '5' SECOND"
              .formatted(stopped.toString().replace("T", " ").replace("Z", "")),
          400);
      assertThat(newest()).isAfter(stopped);
    }
  }

  private Instant newest() throws Exception {
    return Instant.parse(client.query("SELECT MAX(time) FROM telemetry").value().asText());
  }
}
