package io.thalweg.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void makeAProject() {
    project = folder.resolve("plant");
    assertThat(CommandRun.of("new", project).exit()).isZero();
  }

  @Test
  void aNewProjectHasNoMistakes() {
    CommandRun run = CommandRun.of("check", project);
    assertThat(run.exit()).isZero();
    assertThat(run.out() + run.err()).contains("no mistakes in 1 stream and 1 pipeline");
  }

  @Test
  void mistakesOfYamlAndSqlComeInOneGoAlsoFromOneFile() throws IOException {
    Files.writeString(
        project.resolve("pipelines/hot.yaml"),
        """
        pipeline: hot
        guarantee: exactly_once
        sql: |
          SELECT machine, temprature
          FROM telemetry
        to:
          - tabel: hot
        """);
    CommandRun run = CommandRun.of("check", project);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out() + run.err())
        .contains("at pipelines/hot.yaml:2:12", "Write \"exactly-once\"")
        .contains("at pipelines/hot.yaml:4:19", "Did you mean \"temperature\"?")
        .contains("at pipelines/hot.yaml:7:5", "Did you mean \"table\"?")
        .contains("3 mistakes");
  }

  @Test
  void sqlThatReadsWhatHasAMistakeIsNotJudged() throws IOException {
    Path stream = project.resolve("streams/telemetry.yaml");
    Files.writeString(stream, Files.readString(stream).replace("double", "duoble"));
    CommandRun run = CommandRun.of("check", project);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out() + run.err()).contains("streams/telemetry.yaml").doesNotContain("SQL_");
  }

  @Test
  void whatDoesNotGoTogetherWithTheSqlIsNamedAtItsKey() throws IOException {
    for (String key : List.of("emit: changes", "retention: 1h")) {
      Files.writeString(
          project.resolve("pipelines/hot.yaml"),
          """
          pipeline: hot
          sql: SELECT machine FROM telemetry
          to: [{table: hot}]
          """
              + key);
      CommandRun run = CommandRun.of("check", project);
      assertThat(run.out() + run.err())
          .contains(
              "at pipelines/hot.yaml:4:" + (key.indexOf(' ') + 2), "Leave " + key.split(":")[0]);
    }
  }

  @Test
  void anOutputThatTwoPipelinesWriteIsAMistakeLikeOthers() throws IOException {
    Files.writeString(
        project.resolve("pipelines/hot.yaml"),
        """
        pipeline: hot
        sql: SELECT machine FROM telemetry
        to: [{table: minute_average}]
        """);
    CommandRun run = CommandRun.of("check", project);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out() + run.err()).contains("NAME_TAKEN", "1 mistake");
  }
}
