package io.thalweg.app.server.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.app.server.http.EventStream;
import io.thalweg.app.server.http.RunningPlatform;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of a pipeline's table by pages and live, over HTTP. */
class TableRowsTest {

  private static final String ROWS = "/api/v1/tables/minute_average/rows";

  @TempDir static Path folder;
  private static RunningPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = new RunningPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void rowsAreFollowedAsTheyComeAndReadByPages() throws Exception {
    List<JsonNode> live = new ArrayList<>();
    String last = null;
    try (EventStream rows = platform.follow(ROWS)) {
      // Ten machines, each with a reading a minute: the minutes that are over become rows.
      for (int i = 0; i < 1_000; i += 100) {
        platform.postReadings(i, i + 100, Duration.ofSeconds(6));
      }
      for (int i = 0; i < 30; i++) {
        EventStream.Event event = rows.next();
        live.add(event.data());
        last = event.id();
      }
    }
    try (EventStream rows = platform.follow(ROWS, "Last-Event-ID", last)) {
      for (int i = 0; i < 30; i++) {
        live.add(rows.next().data());
      }
    }
    assertThat(live).doesNotHaveDuplicates();

    List<JsonNode> paged = new ArrayList<>();
    String cursor = "";
    // Rows of one transaction have any order, so that those looked for below may come behind.
    while (paged.size() < 60 || ofMachineFour(paged).size() < 2) {
      JsonNode page = platform.json(ROWS + "?limit=7" + cursor);
      page.path("rows").forEach(paged::add);
      cursor = "&cursor=" + page.path("next").asText();
    }
    assertThat(paged.subList(0, 60)).isEqualTo(live);

    JsonNode newest = platform.json(ROWS + "?order=newest&limit=5&fields=machine,window_start");
    assertThat(newest.path("rows")).hasSize(5);
    assertThat(newest.at("/rows/0").fieldNames())
        .toIterable()
        .containsExactly("machine", "window_start");
    JsonNode older =
        platform.json(ROWS + "?order=newest&limit=5&cursor=" + newest.path("next").asText());
    assertThat(older.at("/rows/0/window_start").asText())
        .isLessThanOrEqualTo(newest.at("/rows/4/window_start").asText());

    // Of one machine the minutes 2 and 3; the cursor goes over the rows of the others.
    String some = ROWS + "?key=m4&from=2026-01-01T08:02:00Z&to=2026-01-01T08:04:00Z";
    JsonNode first = platform.json(some + "&limit=1");
    assertThat(first.path("more").asBoolean()).isTrue();
    JsonNode second = platform.json(some + "&limit=1&cursor=" + first.path("next").asText());
    assertThat(second.path("more").asBoolean()).isFalse();
    assertThat(List.of(first.at("/rows/0"), second.at("/rows/0"))).isEqualTo(ofMachineFour(paged));
    assertThat(platform.json(some + "&order=newest&limit=1").path("rows"))
        .containsExactly(second.at("/rows/0"));
    try (EventStream rows = platform.follow(some + "&fields=window_start")) {
      String both = rows.next().data().toString() + rows.next().data();
      assertThat(both).contains("08:02:00", "08:03:00").doesNotContain("machine");
    }
  }

  /** Its rows of the minutes 2 and 3. */
  private static List<JsonNode> ofMachineFour(List<JsonNode> rows) {
    return rows.stream()
        .filter(row -> row.path("machine").asText().equals("m4"))
        .filter(row -> row.path("window_start").asText().matches(".*08:0[23]:00.*"))
        .toList();
  }

  @Test
  void whatIsAskedForWronglyIsNamed() throws Exception {
    for (String wrong :
        List.of(
            "?limit=0", "?fields=x", "?order=up", "?from=soon", "?cursor=r.1", "?cursor=rzz.1")) {
      HttpResponse<String> answer = platform.get(ROWS + wrong);
      assertThat(answer.statusCode()).as("%s: %s", wrong, answer.body()).isEqualTo(400);
    }
    HttpResponse<String> none = platform.get(ROWS.replace("average", "averag"));
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("UNKNOWN_TABLE", "minute_average");
  }
}
