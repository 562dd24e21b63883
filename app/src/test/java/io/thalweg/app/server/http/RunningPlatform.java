package io.thalweg.app.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A platform over the project of {@code thalweg new}, and a client of it. */
public final class RunningPlatform implements AutoCloseable {

  public static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

  private final DataFolder data;
  private final Platform platform;

  public RunningPlatform(Path folder) throws IOException {
    this(folder, ProjectTemplate::write);
  }

  /** Over a project without streams. */
  public static RunningPlatform empty(Path folder) throws IOException {
    return new RunningPlatform(
        folder,
        project -> {
          Files.createDirectories(project);
          Files.writeString(project.resolve("thalweg.yaml"), "name: empty\n");
        });
  }

  private interface Writer {
    void write(Path project) throws IOException;
  }

  private RunningPlatform(Path folder, Writer writer) throws IOException {
    Path project = folder.resolve("plant");
    writer.write(project);
    data = new DataFolder(folder.resolve("data"));
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
  }

  /** The project's folder. */
  public Path project() {
    return data.path().resolveSibling("plant");
  }

  public URI url() {
    return platform.url();
  }

  public String token() {
    return data.readToken().orElseThrow();
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(platform.url().resolve(path))
        .header("Authorization", "Bearer " + token());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.timeout(Duration.ofSeconds(120)).build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  /** The JSON of an answer with status 200. */
  public JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** Posts readings, a millisecond apart, whose temperature is their number. */
  public void postReadings(int from, int to) throws Exception {
    postReadings(from, to, Duration.ofMillis(1));
  }

  /**
   * Posts readings whose temperature is their number, each of machine m0 to m9 in turn.
   *
   * @param apart the time from one number to the next
   */
  public void postReadings(int from, int to, Duration apart) throws Exception {
    String events =
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    "{\"machine\":\"m%d\",\"time\":\"%s\",\"temperature\":%d}"
                        .formatted(i % 10, START.plus(apart.multipliedBy(i)), i))
            .collect(Collectors.joining("\n"));
    HttpResponse<String> answer =
        send(
            request("/api/v1/streams/telemetry/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(events)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Begins to follow an address. */
  public EventStream follow(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new EventStream(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
  }

  @Override
  public void close() {
    platform.close();
  }
}
