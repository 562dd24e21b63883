package io.thalweg.testing.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import java.net.DatagramSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real collectd writes to the platform as it would to InfluxDB. */
class CollectdTest {

  private static final Path COLLECTD = Path.of("/usr/sbin/collectd");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void collectdWritesItsLoadAndMemory() throws Exception {
    assumeTrue(Files.isExecutable(COLLECTD), "skipped: there is no " + COLLECTD);
    int port = freePort();
    DataFolder data = new DataFolder(folder.resolve("data"));
    try (Platform platform =
        Platform.start(ProjectLoader.load(project(port)), data, OptionalInt.of(0))) {
      Process collectd = collectd(port);
      try {
        JsonNode load = await(platform, data, "SELECT host, shortterm, time FROM load LIMIT 1");
        assertThat(load.get(0).asText()).isEqualTo("press-host");
        assertThat(load.get(1).asDouble()).isNotNegative();
        assertThat(Instant.parse(load.get(2).asText()))
            .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(5));
        JsonNode memory =
            await(
                platform,
                data,
                "SELECT SUM(\"value\") FROM memory WHERE type_instance = 'free'"
                    + " HAVING COUNT(*) > 0");
        assertThat(memory.get(0).asDouble()).isPositive();
      } finally {
        collectd.destroy();
        collectd.waitFor(30, TimeUnit.SECONDS);
      }
    }
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Path project(int port) throws Exception {
    Path project = folder.resolve("plant");
    Path streams = Files.createDirectories(project.resolve("streams"));
    Files.writeString(
        project.resolve("thalweg.yaml"),
        "name: plant\nudp: {port: %d, precision: ms}\n".formatted(port));
    Files.writeString(
        streams.resolve("load.yaml"),
        """
        stream: load
        fields: {host: string, type: string, time: timestamp, shortterm: double, midterm: double, longterm: double}
        key: host
        event_time: {field: time}
        """);
    Files.writeString(
        streams.resolve("memory.yaml"),
        """
        stream: memory
        fields: {host: string, type: string, type_instance: string, time: timestamp, value: double}
        key: host
        event_time: {field: time}
        """);
    return project;
  }

  private Process collectd(int port) throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("collectd.conf"),
            """
            Hostname "press-host"
            FQDNLookup false
            BaseDir "%1$s"
            PIDFile "%1$s/collectd.pid"
            TypesDB "/usr/share/collectd/types.db"
            Interval 1
            LoadPlugin load
            LoadPlugin memory
            LoadPlugin write_influxdb_udp
            <Plugin write_influxdb_udp>
              Server "127.0.0.1" "%2$d"
            </Plugin>
            """
                .formatted(folder, port));
    return new ProcessBuilder(COLLECTD.toString(), "-f", "-C", settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("collectd.log").toFile())
        .start();
  }

  /** The first row of a query, once it has one. */
  private JsonNode await(Platform platform, DataFolder data, String sql) throws Exception {
    Instant deadline = Instant.now().plusSeconds(120);
    while (true) {
      String answer =
          CLIENT
              .send(
                  HttpRequest.newBuilder(platform.url().resolve("/api/v1/query"))
                      .timeout(Duration.ofSeconds(120))
                      .header("Authorization", "Bearer " + data.readToken().orElseThrow())
                      .header("Content-Type", "application/json")
                      .POST(
                          BodyPublishers.ofString(
                              JSON.createObjectNode().put("sql", sql).toString()))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      JsonNode row = JSON.readTree(answer).at("/rows/0");
      if (!row.isMissingNode()) {
        return row;
      }
      assertThat(Instant.now())
          .as(answer + Files.readString(folder.resolve("collectd.log")))
          .isBefore(deadline);
      Thread.sleep(100);
    }
  }
}
