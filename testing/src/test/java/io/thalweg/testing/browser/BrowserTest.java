package io.thalweg.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.testing.house.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs what {@code visualize/ui/e2e} says with Playwright in Chromium, each of its tests as one of
 * these. They start the platform themselves, on this program's class path. One that fails is tried
 * once more; one that passed only then says so in its name and on the console.
 */
class BrowserTest {

  private static final Path FOLDER = Checkout.ROOT.resolve("visualize/ui");
  private static final Path REPORT = FOLDER.resolve("target/e2e.json");
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** How a test of Playwright went. */
  private record Outcome(String name, boolean passed, String error) {}

  @TestFactory
  Stream<DynamicTest> theWebInterfaceDoesWhatItsTestsSay() throws Exception {
    Files.deleteIfExists(REPORT);
    int exitCode = runPlaywright();
    assertThat(REPORT)
        .as("Playwright ended with %d and without a report".formatted(exitCode))
        .exists();
    List<Outcome> outcomes = read(new ObjectMapper().readTree(REPORT.toFile()));
    assertThat(outcomes).as("tests that Playwright has run").isNotEmpty();
    return outcomes.stream()
        .map(
            outcome ->
                DynamicTest.dynamicTest(
                    outcome.name(),
                    () -> assertThat(outcome.passed()).as(outcome.error()).isTrue()));
  }

  private static int runPlaywright() throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder("node", "node_modules/@playwright/test/cli.js", "test")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("target/e2e.log").toFile());
    command
        .environment()
        .put(
            "THALWEG_TEST_JAVA",
            Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.environment().put("THALWEG_TEST_CLASSPATH", System.getProperty("java.class.path"));
    Process playwright = command.start();
    if (!playwright.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      playwright.destroy();
      throw new AssertionError(
          "Playwright did not end within %s; see visualize/ui/target/e2e.log".formatted(PATIENCE));
    }
    return playwright.exitValue();
  }

  private static List<Outcome> read(JsonNode report) {
    List<Outcome> outcomes = new ArrayList<>();
    report.path("errors").forEach(error -> outcomes.add(failed("before the tests", error)));
    report.path("suites").forEach(suite -> read(suite, "", outcomes));
    return outcomes;
  }

  private static void read(JsonNode suite, String above, List<Outcome> outcomes) {
    String name = above + suite.path("title").asText() + ": ";
    for (JsonNode spec : suite.path("specs")) {
      String title = name + spec.path("title").asText();
      Outcome failure = failed(title, spec.findPath("error"));
      if (!spec.path("ok").asBoolean()) {
        outcomes.add(failure);
      } else if (spec.findValuesAsText("status").contains("flaky")) {
        System.out.printf(
            "BrowserTest: \"%s\" passed only in its second try. The first: %s%n",
            title, failure.error());
        outcomes.add(new Outcome(title + " (only in its second try)", true, ""));
      } else {
        outcomes.add(new Outcome(title, true, ""));
      }
    }
    suite.path("suites").forEach(inner -> read(inner, name, outcomes));
  }

  private static Outcome failed(String title, JsonNode error) {
    return new Outcome(title, false, error.path("message").asText("it says no reason"));
  }
}
