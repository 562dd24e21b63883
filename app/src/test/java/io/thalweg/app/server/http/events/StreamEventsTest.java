package io.thalweg.app.server.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.server.http.EventStream;
import io.thalweg.app.server.http.RunningPlatform;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a stream and what follows it, over HTTP, while events come and are archived. */
class StreamEventsTest {

  private static final String EVENTS = "/api/v1/streams/telemetry/events";
  private static final AtomicInteger NEXT = new AtomicInteger();

  @TempDir static Path folder;
  private static RunningPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = new RunningPlatform(folder);
    post(1_000);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  /** Posts so many readings with numbers that no other has. */
  private static synchronized void post(int count) throws Exception {
    int first = NEXT.getAndAdd(count);
    platform.postReadings(first, first + count);
  }

  private static List<Integer> numbers(JsonNode page) {
    List<Integer> numbers = new ArrayList<>();
    page.path("events").forEach(event -> numbers.add(event.path("temperature").asInt()));
    return numbers;
  }

  @Test
  void pagesHoldEachEventOnceWhileOthersComeAndAreArchived() throws Exception {
    for (String order : List.of("oldest", "newest")) {
      List<Integer> seen = new ArrayList<>();
      String cursor = "";
      boolean more = true;
      while (more) {
        int before = NEXT.get();
        JsonNode page = platform.json(EVENTS + "?limit=173&order=" + order + cursor);
        seen.addAll(numbers(page));
        cursor = "&cursor=" + page.path("next").asText();
        more = page.path("more").asBoolean();
        if (before < 3_000) {
          post(100);
        }
      }
      assertThat(new HashSet<>(seen)).as(order).hasSize(seen.size());
      assertThat(seen).contains(IntStream.range(0, 1_000).boxed().toArray(Integer[]::new));
    }
  }

  @Test
  void theNewestComeInTheOrderOfTheirTime() throws Exception {
    List<Integer> numbers = numbers(platform.json(EVENTS + "?order=newest&limit=500"));
    assertThat(numbers).hasSize(500).isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void aStreamWithoutAnEventTimeHasPagesToo() throws Exception {
    HttpResponse<String> made =
        platform.send(
            platform
                .request("/api/v1/project/files/streams/untimed.yaml")
                .header("Content-Type", "application/yaml")
                .header("If-None-Match", "*")
                .PUT(BodyPublishers.ofString("stream: untimed\nfields: {id: string}\nkey: id\n")));
    assertThat(made.statusCode()).as(made.body()).isBetween(200, 201);
    String events = "/api/v1/streams/untimed/events";
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> sent =
          platform.send(
              platform
                  .request(events)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("[{\"id\":\"a\"},{\"id\":\"b\"}]")));
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    }
    for (String order : List.of("oldest", "newest")) {
      JsonNode first = platform.json(events + "?limit=4&order=" + order);
      JsonNode rest =
          platform.json(
              events + "?limit=4&order=" + order + "&cursor=" + first.path("next").asText());
      assertThat(first.path("events")).as(order).hasSize(4);
      assertThat(rest.path("events")).as(order).hasSize(2);
    }
  }

  @Test
  void aPageHasTheKeyTheTimesAndTheFieldsThatAreAskedFor() throws Exception {
    JsonNode page =
        platform.json(
            EVENTS
                + "?key=m3&from=2026-01-01T08:00:00.100Z&to=2026-01-01T08:00:00.200Z"
                + "&fields=temperature,machine,_offset");
    assertThat(numbers(page))
        .containsExactlyElementsOf(
            IntStream.range(100, 200).filter(i -> i % 10 == 3).boxed().toList());
    assertThat(page.path("events").get(0).fieldNames())
        .toIterable()
        .containsExactly("temperature", "machine", "_offset");
    assertThat(page.path("more").asBoolean()).isFalse();
  }

  @Test
  void aPageComesAsJsonAsNdjsonAndAsCsv() throws Exception {
    String path = EVENTS + "?key=m7&limit=2&fields=machine,temperature";
    HttpResponse<String> lines =
        platform.send(platform.request(path).header("Accept", "application/x-ndjson"));
    assertThat(lines.body())
        .isEqualTo(
            "{\"machine\":\"m7\",\"temperature\":7.0}\n{\"machine\":\"m7\",\"temperature\":17.0}\n");
    HttpResponse<String> csv = platform.send(platform.request(path).header("Accept", "text/csv"));
    assertThat(csv.body()).isEqualTo("machine,temperature\r\nm7,7.0\r\nm7,17.0\r\n");
    JsonNode json = platform.json(path);
    for (HttpResponse<String> answer : List.of(lines, csv)) {
      assertThat(answer.headers().firstValue("Thalweg-Next-Cursor"))
          .hasValue(json.path("next").asText());
      assertThat(answer.headers().firstValue("Thalweg-More")).hasValue("true");
      assertThat(answer.headers().firstValue("Link").orElseThrow()).contains("rel=\"next\"");
    }
    assertThat(platform.send(platform.request(path).header("Accept", "image/png")).statusCode())
        .isEqualTo(406);
  }

  @Test
  void aPageThatIsStillTheSameIsNotSentAgain() throws Exception {
    String path = EVENTS + "?limit=10";
    String tag = platform.get(path).headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = platform.send(platform.request(path).header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<String> other =
        platform.send(platform.request(EVENTS + "?limit=11").header("If-None-Match", tag));
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsAskedForWronglyIsNamed() throws Exception {
    for (String wrong :
        List.of(
            "?limit=0",
            "?limit=ten",
            "?limit=10001",
            "?from=yesterday",
            "?to=2026-13-01",
            "?fields=temprature",
            "?fields=",
            "?order=sideways",
            "?cursor=f",
            "?cursor=zzz",
            "?cursor=fxx.1.2.3.4",
            "?cursor=" + "9".repeat(500))) {
      HttpResponse<String> answer = platform.get(EVENTS + wrong);
      assertThat(answer.statusCode()).as("%s: %s", wrong, answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"hint\"");
      assertThat(platform.follow(EVENTS + wrong.replace("limit", "max_rate")).status())
          .as(wrong)
          .isEqualTo(wrong.contains("order") ? 200 : 400);
    }
    HttpResponse<String> unknown = platform.get(EVENTS.replace("telemetry", "telemetri"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("UNKNOWN_STREAM", "telemetry");
  }

  @Test
  void aLiveClientGetsTheOldEventsAndThenTheNewOnesEachOnce() throws Exception {
    String cursor = platform.json(EVENTS + "?limit=100").path("next").asText();
    int before = NEXT.get();
    Set<Integer> seen = new HashSet<>();
    String last = null;
    Thread posting =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 20; i++) {
                  post(50);
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    // Comes back again and again, by the id of the event that it had last.
    posting.start();
    int expected = before - 100 + 1_000;
    while (seen.size() < expected) {
      String[] headers = last == null ? new String[0] : new String[] {"Last-Event-ID", last};
      try (EventStream live = platform.follow(EVENTS + "?cursor=" + cursor, headers)) {
        assertThat(live.status()).isEqualTo(200);
        assertThat(live.header("Content-Type")).startsWith("text/event-stream");
        for (int i = 0; i < 397 && seen.size() < expected; i++) {
          EventStream.Event event = live.next();
          assertThat(seen.add(event.data().path("temperature").asInt())).isTrue();
          last = event.id();
        }
      }
    }
    posting.join();
    assertThat(seen).hasSize(expected);
  }

  @Test
  void aLiveClientGetsOnlyTheKeyAndTheFieldsThatItWants() throws Exception {
    try (EventStream live = platform.follow(EVENTS + "?key=m4&fields=temperature")) {
      int first = NEXT.get();
      post(100);
      for (int i = 0; i < 10; i++) {
        JsonNode data = live.next().data();
        assertThat(data.size()).isEqualTo(1);
        assertThat(data.path("temperature").asInt() % 10).isEqualTo(4);
        assertThat(data.path("temperature").asInt()).isGreaterThanOrEqualTo(first);
      }
    }
  }

  @Test
  void aClientWithARateIsToldWhatWasLeftOutAndGetsTheLatest() throws Exception {
    try (EventStream live = platform.follow(EVENTS + "?key=m5&max_rate=10")) {
      int first = NEXT.get();
      post(10_000);
      int last = IntStream.range(first, first + 10_000).filter(i -> i % 10 == 5).max().getAsInt();
      long skipped = 0;
      int got = 0;
      for (EventStream.Event event = live.next(); ; event = live.next()) {
        if (event.name().equals("skipped")) {
          skipped += event.data().path("events").asLong();
          continue;
        }
        got++;
        if (event.data().path("temperature").asInt() >= last) {
          break;
        }
      }
      assertThat(got).isLessThan(100);
      assertThat(got + skipped).isGreaterThanOrEqualTo(1_000);
    }
  }

  /** What comes between the page and the connection is in no memory yet. */
  @Test
  void aClientWithARateGetsWhatCameSinceItsCursor() throws Exception {
    for (int behind : new int[] {1, 12_000}) {
      String cursor = platform.json(EVENTS + "?order=newest&limit=1").path("live").asText();
      int first = NEXT.get();
      post(behind);
      try (EventStream live =
          platform.follow(EVENTS + "?fields=temperature&max_rate=50&cursor=" + cursor)) {
        Set<Integer> seen = new HashSet<>();
        long skipped = 0;
        while (seen.size() + skipped < behind) {
          EventStream.Event event = live.next();
          if (event.name().equals("skipped")) {
            skipped += event.data().path("events").asLong();
          } else {
            assertThat(seen.add(event.data().path("temperature").asInt())).isTrue();
          }
        }
        assertThat(seen.size() + skipped).isEqualTo(behind);
        assertThat(seen).isNotEmpty().allMatch(number -> number >= first);
      }
    }
  }

  @Test
  void idleClientsHoldNoThreads() throws Exception {
    List<EventStream> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        clients.add(platform.follow(EVENTS + "?fields=temperature"));
      }
      assertThat(platform.get("/api/v1/health").statusCode()).isEqualTo(200);
      post(10);
      for (EventStream client : clients) {
        assertThat(client.next().data().path("temperature").isNumber()).isTrue();
      }
    } finally {
      for (EventStream client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsNobodyUp() throws Exception {
    try (Socket deaf = new Socket(platform.url().getHost(), platform.url().getPort());
        EventStream reader = platform.follow(EVENTS + "?fields=temperature")) {
      deaf.setReceiveBufferSize(4_096);
      OutputStream out = deaf.getOutputStream();
      out.write(
          ("GET %s?cursor=start HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(EVENTS, platform.token()))
              .getBytes(StandardCharsets.US_ASCII));
      int first = NEXT.get();
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < 10; i++) {
        post(2_000);
      }
      int last = NEXT.get();
      while (seen.size() < last - first) {
        int number = reader.next().data().path("temperature").asInt();
        if (number >= first && number < last) {
          assertThat(seen.add(number)).isTrue();
        }
      }
    }
  }

  @Test
  void theStatusComesEverySecond() throws Exception {
    try (EventStream live = platform.follow("/api/v1/status/live")) {
      JsonNode first = live.next().data();
      post(500);
      JsonNode status = live.next().data();
      while (status.at("/streams/0/eventsPerSecond").asDouble() == 0) {
        status = live.next().data();
      }
      assertThat(status.at("/streams/0/name").asText()).isEqualTo("telemetry");
      assertThat(status.at("/streams/0/events").asLong())
          .isGreaterThan(first.at("/streams/0/events").asLong());
      assertThat(status.at("/pipelines/0/state").asText()).isEqualTo("RUNNING");
      assertThat(status.path("liveConnections").asInt()).isPositive();
    }
    assertThat(platform.json("/api/v1/status").at("/pipelines/0/name").asText())
        .isEqualTo("minute_average");
  }
}
