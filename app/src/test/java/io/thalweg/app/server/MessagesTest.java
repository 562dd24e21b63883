package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of what a platform tells its operator. */
class MessagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void everyMessageIsALineOfJsonInTheFileAndALineOfTextOnTheStandardError() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    System.setProperty("thalweg.messages", folder.resolve("platform.log").toString());
    LoggerContext context =
        new LoggerContext(
            "platform", null, Messages.class.getResource("/log4j2-platform.xml").toURI());
    try {
      context.start();
      ThreadContext.put("pipeline", "minute_average");
      Exception cause = new IllegalStateException("a sum is\ntoo large");
      context.getLogger("io.thalweg.Part").error("pipeline \"{}\"\nstopped", "x", cause);
      ThreadContext.clearAll();
      context.getLogger("io.thalweg.Part").info("for the file");
      context.getLogger("org.apache.kafka.Part").warn("Performing controller activation. …");
      context.getLogger("org.apache.kafka.Part").warn("for the file too");
    } finally {
      context.stop();
      System.setErr(before);
      System.clearProperty("thalweg.messages");
    }

    List<String> lines = Files.readAllLines(folder.resolve("platform.log"));
    assertThat(lines).hasSize(3);
    JsonNode error = JSON.readTree(lines.get(0));
    assertThat(Instant.parse(error.path("@timestamp").asText())).isBefore(Instant.now());
    assertThat(error.path("log.level").asText()).isEqualTo("ERROR");
    assertThat(error.path("message").asText()).isEqualTo("pipeline \"x\"\nstopped");
    assertThat(error.path("thalweg.pipeline").asText()).isEqualTo("minute_average");
    assertThat(error.has("thalweg.stream")).isFalse();
    assertThat(error.path("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.path("error.message").asText()).isEqualTo("a sum is\ntoo large");
    assertThat(error.path("error.stack_trace").asText()).contains("at io.thalweg.app.server");
    assertThat(error.path("log.logger").asText()).isEqualTo("io.thalweg.Part");
    assertThat(error.path("process.thread.name").asText())
        .isEqualTo(Thread.currentThread().getName());
    assertThat(JSON.readTree(lines.get(1)).path("log.level").asText()).isEqualTo("INFO");
    assertThat(JSON.readTree(lines.get(1)).has("error.type")).isFalse();
    assertThat(JSON.readTree(lines.get(2)).path("message").asText()).isEqualTo("for the file too");

    assertThat(console.toString(StandardCharsets.UTF_8).strip())
        .matches("\\S+Z ERROR pipeline \"x\"\\\\nstopped: a sum is\\\\ntoo large");
  }
}
