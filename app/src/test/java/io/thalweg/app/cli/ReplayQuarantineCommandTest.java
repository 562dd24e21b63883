package io.thalweg.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayQuarantineCommandTest {

  @TempDir Path folder;

  private void rule(String check) throws Exception {
    Path streams = folder.resolve("plant/streams");
    Files.createDirectories(streams);
    Files.writeString(folder.resolve("plant/thalweg.yaml"), "name: plant\n");
    Files.writeString(
        streams.resolve("readings.yaml"),
        """
        stream: readings
        fields: {temperature: double}
        quality: [{check: %s, otherwise: quarantine}]
        """
            .formatted(check));
  }

  @Test
  void whatStaysIsListedAndWhatIsGoodByTheNewRuleIsLetIn() throws Exception {
    DataFolder data = new DataFolder(folder.resolve("data"));
    rule("temperature < 250");
    try (Platform platform = start(data)) {
      HttpRequest event =
          HttpRequest.newBuilder(platform.url().resolve("/api/v1/streams/readings/events"))
              .header("Authorization", "Bearer " + data.readToken().orElseThrow())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"temperature\": 300}"))
              .build();
      HttpClient.newHttpClient().send(event, BodyHandlers.ofString());
      CommandRun stays = CommandRun.of("replay-quarantine", "readings", "--data", data.path());
      assertThat(stays.exit()).as(stays.err()).isEqualTo(1);
      assertThat(stays.out())
          .contains("QUALITY_RULE", "temperature < 250", "0 replayed, 1 stayed in quarantine");
      CommandRun unknown = CommandRun.of("replay-quarantine", "reading", "--data", data.path());
      assertThat(unknown.exit()).isEqualTo(1);
      assertThat(unknown.err()).contains("there is no stream \"reading\"");
    }
    rule("temperature < 500");
    try (Platform platform = start(data)) {
      for (String other : List.of("--to=2026-01-01", "--from=2222-01-01", "--offsets=0:7-9")) {
        CommandRun none =
            CommandRun.of("replay-quarantine", "readings", other, "--data", data.path());
        assertThat(none.out()).as(other).contains("0 replayed, 0 stayed in quarantine");
      }
      CommandRun replayed =
          CommandRun.of(
              "replay-quarantine", "readings", "--reason", "QUALITY_RULE", "--data", data.path());
      assertThat(replayed.exit()).as(replayed.err()).isZero();
      assertThat(replayed.out()).contains("1 replayed, 0 stayed in quarantine");
      CommandRun query =
          CommandRun.of("query", "SELECT temperature FROM readings", "--data", data.path());
      assertThat(query.out()).contains("300");
    }
  }

  private Platform start(DataFolder data) {
    return Platform.start(ProjectLoader.load(folder.resolve("plant")), data, OptionalInt.of(0));
  }
}
