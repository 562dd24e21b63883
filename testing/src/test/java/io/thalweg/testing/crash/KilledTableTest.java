package io.thalweg.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.examples.client.PlatformClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform dies when the log has rows of a reference table and the table has not. */
class KilledTableTest {

  @TempDir Path folder;

  @Test
  void whatTheLogHasIsInTheTableAfterTheNextStart() throws Exception {
    Path project = folder.resolve("plant");
    Files.createDirectories(project.resolve("tables"));
    Files.writeString(project.resolve("thalweg.yaml"), "name: plant\n");
    Files.writeString(
        project.resolve("tables/limits.yaml"),
        "table: limits\nfields: {machine: string, most: int}\nkey: machine\n");
    Path data = folder.resolve("data");
    Path messages = folder.resolve("messages");

    try (PlatformProcess dying =
        PlatformProcess.start(
            project, data, messages, List.of("-Dthalweg.fault=BEFORE_TABLE_COMMIT:2"))) {
      URI url = dying.ready().join();
      assertThat(put(url, data, "[{\"machine\": \"a\", \"most\": 1}]")).isEqualTo(200);
      assertThatThrownBy(
              () ->
                  put(
                      url,
                      data,
                      "[{\"machine\": \"a\", \"most\": 2}, {\"machine\": \"b\", \"most\": 3}]"))
          .isInstanceOf(IOException.class);
      assertThat(dying.awaitEnd(Duration.ofSeconds(30))).isTrue();
      assertThat(dying.exitCode()).isEqualTo(137);
    }
    try (PlatformProcess next = PlatformProcess.start(project, data, messages, List.of())) {
      next.ready().join();
      PlatformClient client = next.client();
      assertThat(
              client.query("SELECT machine, most FROM limits ORDER BY machine").rows().toString())
          .isEqualTo("[[\"a\", 2], [\"b\", 3]]");
      assertThat(client.query("SELECT most FROM limits_history ORDER BY most").rows().toString())
          .isEqualTo("[[1], [2], [3]]");
      next.stop();
    }
  }

  private static int put(URI url, Path data, String rows) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url.resolve("/api/v1/tables/limits/rows"))
                .timeout(Duration.ofSeconds(120))
                .header(
                    "Authorization",
                    "Bearer " + Files.readString(data.resolve("admin.token")).strip())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(rows))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }
}
