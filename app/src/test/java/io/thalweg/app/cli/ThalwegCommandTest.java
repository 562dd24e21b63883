package io.thalweg.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ThalwegCommandTest {

  @Test
  void withoutACommandItListsTheCommands() {
    CommandRun run = CommandRun.of();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("new", "check", "up", "demo", "query", "explain", "token", "test");
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHasHelpWithExamples() {
    return Stream.of("new", "check", "up", "demo", "query", "explain", "token", "test")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      CommandRun run = CommandRun.of(name, "--help");
                      assertThat(run.exit()).isZero();
                      assertThat(run.out()).contains("Usage: thalweg " + name, "Examples:");
                      assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
                    }));
  }

  @Test
  void aMisspeltCommandIsAnsweredWithTheOneThatWasMeant() {
    CommandRun run = CommandRun.of("chekc");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("chekc", "check", "Try `thalweg --help`.");
  }

  @Test
  void anUnheardOfFormatIsRefusedWithTheOnesThatAre() {
    CommandRun run = CommandRun.of("query", "SELECT 1", "--format", "xml");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).containsIgnoringCase("table, json, csv");
  }

  @Test
  void checkOfAFolderThatIsNoProjectSaysSo(@TempDir Path folder) {
    CommandRun run = CommandRun.of("check", folder);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("is no project: it has no thalweg.yaml", "thalweg new");
  }

  @Test
  void checkOfAFolderThatIsNotThereSaysSo(@TempDir Path folder) {
    CommandRun run = CommandRun.of("check", folder.resolve("plant"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("there is no folder", "plant");
  }

  @Test
  void aQueryWithoutARunningPlatformSaysHowToStartOne(@TempDir Path folder) {
    CommandRun run = CommandRun.of("query", "SELECT 1", "--data", folder);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("no platform runs over the data folder", "thalweg up");
  }

  @Test
  void aPlatformThatDoesNotAnswerIsNamed() {
    CommandRun run =
        CommandRun.of("query", "SELECT 1", "--url", "http://127.0.0.1:1", "--token", "t");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("no platform answers at http://127.0.0.1:1");
  }

  @Test
  void aTokenWithoutARoleIsNotMade() {
    CommandRun run = CommandRun.of("token", "--device", "press-1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("what the token may do is missing", "--role");
    CommandRun list = CommandRun.of("token", "list", "--help");
    assertThat(list.out()).contains("Usage: thalweg token list", "Examples:");
    CommandRun revoke = CommandRun.of("token", "revoke");
    assertThat(revoke.exit()).isEqualTo(2);
    assertThat(revoke.err()).contains("ID");
  }

  @Test
  void theTestsAreTheLaunchersBusiness() {
    CommandRun run = CommandRun.of("test");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("./thalweg test");
  }
}
