package io.thalweg.testing.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.testing.crash.PlatformProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A platform on a file system of 420 MB that somebody else fills while events come: up to the space
 * that is to stay free, and up to the last byte. Needs the right to mount one.
 */
class FullDiskTest {

  private static final long MEGABYTE = 1_000_000;
  private static final int LOG_FAILED = 75;
  private static final int FAILED = 1;
  private static final int EVENTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  private PlatformProcess platform;
  private Path data;
  private long sent;
  private long accepted;

  @Test
  void eventsAreRefusedForWantOfSpaceAndNoneThatWasAcceptedIsLost() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("disk"), 420);
    assumeTrue(mounted.isPresent(), "skipped: only root may mount the file system that it fills");
    try (SmallDisk disk = mounted.get()) {
      data = disk.folder().resolve("data");
      try {
        platform = start();
        platform.ready().join();
        refusesWhileLittleIsFree(disk);
        endsWhenNothingIsFree(disk);
        goesOnAfterwards(disk);
      } finally {
        platform.close();
      }
    }
  }

  private PlatformProcess start() throws IOException {
    Path project = folder.resolve("plant");
    Files.createDirectories(project.resolve("streams"));
    Files.createDirectories(project.resolve("pipelines"));
    Files.writeString(project.resolve("thalweg.yaml"), "name: plant\ndisk: {free: 100MB}\n");
    Files.writeString(
        project.resolve("streams/telemetry.yaml"),
        "stream: telemetry\nfields: {machine: string, id: long, note: string}\nkey: machine\n");
    Files.writeString(
        project.resolve("pipelines/copies.yaml"),
        "pipeline: copies\nsql: SELECT id, machine FROM telemetry\nto: [table: copies]\n");
    return PlatformProcess.start(
        project, data, folder.resolve("messages"), List.of("-Dthalweg.pace=20"));
  }

  private void refusesWhileLittleIsFree(SmallDisk disk) throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(send().statusCode()).isEqualTo(200);
    }
    disk.fill(60 * MEGABYTE);
    HttpResponse<String> refused = awaitStatus(503);
    JsonNode error = JSON.readTree(refused.body());
    assertThat(error.path("code").asText()).isEqualTo("DISK_FULL");
    assertThat(error.path("message").asText()).startsWith("the disk has only ");
    assertThat(error.path("detail").asText()).isEqualTo("Nothing is stored.");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(count("telemetry")).as("queries go on").isEqualTo(accepted);
    disk.clear();
    awaitStatus(200);
    assertThat(platform.isAlive()).isTrue();
  }

  private void endsWhenNothingIsFree(SmallDisk disk) throws Exception {
    Thread filling = new Thread(() -> fill(disk), "fill");
    filling.start();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (platform.isAlive()) {
      try {
        assertThat(send().statusCode()).isIn(200, 503);
      } catch (IOException itEndsMeanwhile) {
        // Nobody knows of these events.
      }
      assertThat(Instant.now()).isBefore(deadline);
    }
    filling.join();
    assertThat(platform.exitCode()).isEqualTo(LOG_FAILED);
    assertThat(Files.readString(folder.resolve("messages")))
        .contains("is full: the log cannot go on", "Nothing that was accepted is lost.");
    platform = start();
    assertThat(platform.awaitEnd(PATIENCE)).isTrue();
    assertThat(platform.exitCode()).isEqualTo(FAILED);
    assertThat(Files.readString(folder.resolve("messages"))).contains("MB left");
  }

  private static void fill(SmallDisk disk) {
    try {
      disk.fill(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void goesOnAfterwards(SmallDisk disk) throws Exception {
    disk.clear();
    platform = start();
    platform.ready().join();
    awaitStatus(200);
    long kept = count("telemetry");
    assertThat(kept).isBetween(accepted, sent);
    assertThat(rows("SELECT COUNT(DISTINCT id) FROM telemetry")).isEqualTo(kept);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (count("copies") < kept) {
      assertThat(Instant.now()).isBefore(deadline);
    }
    assertThat(rows("SELECT COUNT(DISTINCT id) FROM copies")).isEqualTo(count("copies"));
    platform.stop();
  }

  /** Sends events, each with a number that no other has. */
  private HttpResponse<String> send() throws Exception {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      body.append(
          "{\"machine\": \"m%d\", \"id\": %d, \"note\": \"%s\"}\n"
              .formatted(i % 7, sent + i, "x".repeat(200)));
    }
    sent += EVENTS;
    HttpResponse<String> answer =
        post("/api/v1/streams/telemetry/events", "application/x-ndjson", body.toString());
    if (answer.statusCode() == 200) {
      accepted += EVENTS;
    }
    return answer;
  }

  private HttpResponse<String> awaitStatus(int status) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      HttpResponse<String> answer = send();
      if (answer.statusCode() == status) {
        return answer;
      }
      assertThat(answer.statusCode()).isIn(200, 503);
      assertThat(Instant.now()).as(answer.body()).isBefore(deadline);
    }
  }

  private long count(String table) throws Exception {
    return rows("SELECT COUNT(*) FROM " + table);
  }

  private long rows(String sql) throws Exception {
    String question = JSON.createObjectNode().put("sql", sql).toString();
    HttpResponse<String> answer = post("/api/v1/query", "application/json", question);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).at("/rows/0/0").asLong();
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    String token = Files.readString(data.resolve("admin.token")).strip();
    return CLIENT.send(
        HttpRequest.newBuilder(platform.ready().join().resolve(path))
            .timeout(Duration.ofSeconds(120))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
