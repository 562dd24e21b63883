package io.thalweg.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

  @Test
  void aTokenIsMadeListedAndRevoked(@TempDir Path folder) throws Exception {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    DataFolder data = new DataFolder(folder.resolve("data"));
    try (Platform platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0))) {
      CommandRun made =
          CommandRun.of(
              "token",
              "--role",
              "viewer",
              "--name",
              "the reader",
              "--expires",
              "30d",
              "--requests-per-second",
              "50",
              "--data",
              data.path());
      assertThat(made.exit()).as(made.err()).isZero();
      assertThat(made.out()).matches("tw_[A-Za-z0-9_-]{43}\\R");
      assertThat(made.err()).contains("the reader", "role viewer", "shown only now");
      String token = made.out().strip();
      String id = made.err().split("[ ,]")[1];

      CommandRun list = CommandRun.of("token", "list", "--data", data.path());
      assertThat(list.exit()).as(list.err()).isZero();
      assertThat(list.out()).contains(id, "the reader", "admin.token").doesNotContain(token);
      CommandRun json = CommandRun.of("token", "list", "--format", "json", "--data", data.path());
      assertThat(json.out()).contains("\"requestsPerSecond\": 50");

      assertThat(query(platform, token).exit()).isZero();
      CommandRun forbidden =
          CommandRun.of("token", "list", "--url", platform.url(), "--token", token);
      assertThat(forbidden.exit()).isEqualTo(1);
      assertThat(forbidden.err()).contains("the role viewer may not do this");

      CommandRun revoked = CommandRun.of("token", "revoke", id, "--data", data.path());
      assertThat(revoked.exit()).as(revoked.err()).isZero();
      CommandRun refused = query(platform, token);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("does not accept the token");
      CommandRun again = CommandRun.of("token", "revoke", id, "--data", data.path());
      assertThat(again.exit()).isEqualTo(1);
      assertThat(again.err()).contains("there is no token with the id \"" + id + "\"");

      CommandRun wrong = CommandRun.of("token", "--role", "king", "--data", data.path());
      assertThat(wrong.exit()).isEqualTo(1);
      assertThat(wrong.err()).contains("there is no role \"king\"", "viewer");
    }
  }

  private static CommandRun query(Platform platform, String token) {
    return CommandRun.of(
        "query", "SELECT COUNT(*) FROM telemetry", "--url", platform.url(), "--token", token);
  }
}
