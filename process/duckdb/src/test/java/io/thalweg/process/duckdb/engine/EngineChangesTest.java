package io.thalweg.process.duckdb.engine;

import static io.thalweg.process.duckdb.engine.Platform.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import io.thalweg.process.api.EngineChange;
import io.thalweg.process.api.EngineChange.Effect;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.PipelineStatus.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that takes over other definitions while it runs, and starts that come in between. */
class EngineChangesTest {

  @TempDir private Path directory;
  private Log log;
  private Platform platform;

  private final Stream stream =
      new Stream(
          "readings",
          Optional.empty(),
          List.of(
              new Field("machine", Primitive.STRING, true),
              new Field("value", Primitive.LONG, true)),
          Optional.empty(),
          Optional.empty(),
          2,
          UnknownFields.REFUSE);

  @BeforeEach
  void open() {
    log = Platform.openLog(directory.resolve("log"));
    platform = new Platform(log, directory, stream);
  }

  @AfterEach
  void close() {
    platform.close();
    log.close();
  }

  private static Pipeline big(int above, Output... outputs) {
    return pipeline("big", "SELECT machine, value FROM readings WHERE value >= " + above, outputs);
  }

  private EngineProject project(Pipeline... pipelines) {
    return new EngineProject(
        List.of(stream), platform.quality(), platform.compile(pipelines).pipelines());
  }

  private void send(int from, int to) {
    for (int i = from; i < to; i++) {
      platform.send("readings", i % 2, "{\"machine\": \"m\", \"value\": %d}".formatted(i));
    }
  }

  private long count(String table) throws SQLException {
    return Long.parseLong(platform.rows("SELECT count(*) FROM main." + table).get(0));
  }

  @Test
  void aPipelineThatIsToBeginAnewDoesSoAlsoAtAStartThatComesInBetween() throws SQLException {
    platform.start(big(0, new Output.Table("big")));
    send(0, 10);
    platform.awaitRead("big");
    Pipeline changed = big(5, new Output.Table("big"));
    platform.engine().approve(project(changed));
    platform.start(changed);
    platform.awaitRead("big");
    assertThat(count("big")).isEqualTo(5);

    // What nobody has approved does not throw away what is there.
    platform.start(big(7, new Output.Table("big")));
    assertThat(platform.status("big").state()).isEqualTo(State.FAILED);
    platform.start(changed);
    assertThat(platform.status("big").rowsIn()).isEqualTo(10);
  }

  @Test
  void anOutputThatIsRenamedLeavesNothingBehind() throws SQLException {
    platform.start(big(0, new Output.Table("big")));
    send(0, 10);
    platform.awaitRead("big");
    platform.engine().apply(project(big(0, new Output.Table("large"))));
    platform.awaitRead("big");
    assertThat(count("large")).isEqualTo(10);
    assertThat(platform.rows("SELECT table_name FROM information_schema.tables"))
        .contains("large")
        .doesNotContain("big");
    platform.engine().apply(project());
    assertThat(platform.rows("SELECT table_name FROM information_schema.tables"))
        .doesNotContain("large");
    assertThat(platform.engine().pipelines()).isEmpty();
  }

  @Test
  void aTopicOfAPipelineThatBeginsAnewIsWrittenOnWithoutALoss() throws SQLException {
    platform.start(big(0, new Output.Topic("big", Optional.empty(), 1)));
    send(0, 10);
    platform.awaitRead("big");
    Platform.await(() -> log.ends("big").get(0) >= 10);
    long before = log.ends("big").get(0);
    platform.engine().apply(project(big(5, new Output.Topic("big", Optional.empty(), 1))));
    platform.awaitRead("big");
    Platform.await(() -> log.ends("big").get(0) >= before + 5);
  }

  @Test
  void whatMeansTheSameGoesOn() throws SQLException {
    Pipeline first = big(0, new Output.Table("big"));
    platform.start(first);
    Pipeline moved =
        new Pipeline(
            first.name(),
            first.location(),
            Optional.of("All of them"),
            first.guarantee(),
            first.sql(),
            List.of(
                new Output.Table("big", Optional.of(new Location("pipelines/big.yaml", 9, 9)))));
    assertThat(platform.engine().changes(project(moved))).isEmpty();
    Pipeline second = pipeline("all", "SELECT machine FROM readings", new Output.Table("every"));
    assertThat(platform.engine().changes(project(moved, second)))
        .extracting(EngineChange::name, EngineChange::effect)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("all", Effect.ADDED));
  }
}
