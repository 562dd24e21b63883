package io.thalweg.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Guarantee;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Project;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.QualityRule.Otherwise;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the definitions of a project become; its mistakes are in {@link ProjectCorpusTest}. */
class ProjectReaderTest {

  private static final Path PLANT = Path.of("src/test/resources/projects/good/plant");

  @TempDir Path directory;

  private Project plant() {
    return ProjectReader.read(PLANT).project().orElseThrow();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aProjectIsReadAsItWouldBeWithFilesChanged() throws IOException {
    write("thalweg.yaml", "name: plant\n");
    write("streams/kept.yaml", "stream: kept\nfields: {a: {type: int}}\n");
    write("streams/gone.yaml", "this is no stream");
    byte[] added = "stream: added\nfields: {b: {type: int}}\n".getBytes(StandardCharsets.UTF_8);
    byte[] changed = "stream: kept\nfields: {c: {type: int}}\n".getBytes(StandardCharsets.UTF_8);
    byte[] board = "dashboard: other\n".getBytes(StandardCharsets.UTF_8);

    assertThat(ProjectReader.read(directory).project()).isEmpty();
    Project project =
        ProjectReader.read(
                directory,
                Map.of(
                    "streams/gone.yaml", Optional.empty(),
                    "streams/kept.yaml", Optional.of(changed),
                    "streams/added.yaml", Optional.of(added)))
            .project()
            .orElseThrow();
    assertThat(project.streams()).extracting(Stream::name).containsExactly("added", "kept");
    assertThat(project.streams().get(1).fields()).extracting(Field::name).containsExactly("c");

    assertThat(
            ProjectReader.read(
                    directory,
                    Map.of(
                        "streams/gone.yaml", Optional.empty(),
                        "dashboards/machine.yaml", Optional.of(board)))
                .problems())
        .extracting(problem -> problem.location().file())
        .containsOnly("dashboards/machine.yaml");
    assertThat(directory.resolve("dashboards")).doesNotExist();
  }

  @Test
  void theSettingsAreRead() {
    assertThat(plant().settings())
        .isEqualTo(
            new Settings(
                "plant",
                0,
                new Settings.Buffer(
                    Optional.of("one:9092,two:9092"),
                    Durability.PROCESS,
                    Optional.of(Duration.ofDays(2)),
                    Optional.of(Duration.ZERO),
                    Optional.empty()),
                Optional.of(Duration.ofDays(365)),
                new Settings.Disk(Optional.of(20_000_000_000L), 1_000_000_000),
                Optional.of(new Settings.Udp("127.0.0.1", 0, Settings.Precision.MS))));
  }

  @Test
  void settingsThatAreNotWrittenHaveTheirDefaults() throws IOException {
    write("thalweg.yaml", "name: plant");

    assertThat(ProjectReader.read(directory).project().orElseThrow().settings())
        .isEqualTo(
            new Settings("plant", 8420, new Settings.Buffer(Optional.empty(), Durability.DISK)));
  }

  @Test
  void aListenerHasItsUsualPortAndKeepsToThisMachineUnlessItSaysOtherwise() throws IOException {
    write("thalweg.yaml", "name: plant\nbuffer: {listener: {}}");
    assertThat(listener()).contains(new Settings.Listener("127.0.0.1", 9092, "127.0.0.1"));

    write(
        "thalweg.yaml",
        "name: plant\nbuffer: {listener: {port: 0, host: 0.0.0.0, advertised: plant.example.org}}");
    assertThat(listener()).contains(new Settings.Listener("0.0.0.0", 0, "plant.example.org"));
  }

  @Test
  void aListenerThatIsSwitchedOffIsNoneWhateverElseItSays() throws IOException {
    write("thalweg.yaml", "name: plant\nbuffer: {listener: {enabled: false, port: 9093}}");
    assertThat(listener()).isEmpty();

    write("thalweg.yaml", "name: plant\nbuffer: {listener: {enabled: true, port: 9093}}");
    assertThat(listener()).contains(new Settings.Listener("127.0.0.1", 9093, "127.0.0.1"));
  }

  private Optional<Settings.Listener> listener() {
    return ProjectReader.read(directory).project().orElseThrow().settings().buffer().listener();
  }

  @Test
  void streamsComeByNameWithAllTheySay() {
    List<Stream> streams = plant().streams();

    assertThat(streams).extracting(Stream::name).containsExactly("heartbeat", "telemetry");
    Stream telemetry = streams.get(1);
    assertThat(telemetry.description()).contains("Readings of the machines in all plants");
    assertThat(telemetry.key()).contains("machine");
    assertThat(telemetry.eventTime())
        .contains(
            new EventTime(
                "time",
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Optional.of(Duration.ofDays(1))));
    assertThat(telemetry.retention()).contains(Duration.ofDays(90));
    assertThat(streams.get(0).retention()).isEmpty();
    assertThat(telemetry.partitions()).isEqualTo(8);
    assertThat(telemetry.unknownFields()).isEqualTo(UnknownFields.IGNORE);
    assertThat(telemetry.fields())
        .extracting(Field::name)
        .containsExactly(
            "machine",
            "time",
            "temperature",
            "vibration",
            "price",
            "cost",
            "day",
            "count",
            "total",
            "running");
    assertThat(telemetry.fields())
        .extracting(field -> field.type().toString())
        .containsExactly(
            "string",
            "timestamp",
            "double",
            "double",
            "decimal(10,2)",
            "decimal(38,0)",
            "date",
            "int",
            "long",
            "boolean");
    assertThat(telemetry.fields().get(3))
        .isEqualTo(
            new Field(
                "vibration",
                DataType.Primitive.DOUBLE,
                false,
                Optional.of("mm/s"),
                Optional.of("Root mean square")));
  }

  @Test
  void theKeyAndTheEventTimeAreRequiredWithoutSayingSo() {
    assertThat(plant().streams().get(1).fields().stream().filter(Field::required))
        .extracting(Field::name)
        .containsExactly("machine", "time", "temperature");
  }

  @Test
  void aStreamOfFieldsAloneHasTheDefaultsOfTheRest() {
    assertThat(plant().streams().get(0))
        .isEqualTo(
            new Stream(
                "heartbeat",
                Optional.empty(),
                List.of(new Field("id", DataType.Primitive.LONG, false)),
                Optional.empty(),
                Optional.empty(),
                Stream.DEFAULT_PARTITIONS,
                UnknownFields.REFUSE));
  }

  @Test
  void anEventTimeHasNoLatenessThirtySecondsOfIdlenessAndAnHourAheadUnlessWritten()
      throws IOException {
    write("thalweg.yaml", "name: plant");
    write("streams/a.yaml", "stream: a\nfields: {time: timestamp}\nevent_time: {field: time}\n");

    Project project = ProjectReader.read(directory).project().orElseThrow();
    assertThat(project.streams().get(0).eventTime())
        .contains(
            new EventTime(
                "time", Duration.ZERO, Duration.ofSeconds(30), Optional.of(Duration.ofHours(1))));
  }

  @Test
  void aQualityRuleIsCalledByItsNameOrElseByItsCheck() {
    assertThat(plant().streams().get(1).quality())
        .extracting(QualityRule::name, rule -> rule.check().text(), QualityRule::otherwise)
        .containsExactly(
            tuple("plausible", "temperature BETWEEN -50 AND 250", Otherwise.QUARANTINE),
            tuple("vibration >= 0", "vibration >= 0", Otherwise.REFUSE),
            tuple(
                "count IS NULL OR total >= count",
                "count IS NULL\n  OR total >= count\n",
                Otherwise.WARN));
  }

  @Test
  void pipelinesComeByNameWithTheirOutputsInOrder() {
    List<Pipeline> pipelines = plant().pipelines();

    assertThat(pipelines).extracting(Pipeline::name).containsExactly("hot", "minute_average");
    Pipeline hot = pipelines.get(0);
    String file = "pipelines/hot.yaml";
    assertThat(hot.guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
    assertThat(hot.location()).isEqualTo(new Location(file, 1, 1));
    assertThat(hot.description()).contains("Readings that somebody should look at");
    assertThat(hot.to())
        .containsExactly(
            new Output.Topic(
                "plant.hot", Optional.of("machine"), 1, Optional.of(new Location(file, 5, 5))));
    Pipeline average = pipelines.get(1);
    assertThat(average.guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
    assertThat(average.to())
        .extracting(Output::name)
        .containsExactly("minute_average", "minute-average");
    assertThat(average.sql().text()).startsWith("SELECT window_start").endsWith("machine\n");
    assertThat(average.sql().locate(2, 3))
        .isEqualTo(new Location("pipelines/minute_average.yaml", 5, 5));
  }

  @Test
  void whatHasNoProblemIsThereAlsoWhenSomethingElseHas() throws IOException {
    write("thalweg.yaml", "name: plant");
    write("streams/a.yaml", "stream: a\nfields: {id: long}\n");
    write("streams/b.yaml", "stream: b\nfields: {id: lng}\n");
    write("streams/c.yaml", "stream: c\nfields: {");
    write("pipelines/d.yaml", "pipeline: d\nsql: SELECT id FROM a\nto: [{table: d}]\n");
    write("pipelines/e.yaml", "pipeline: e\nsql: SELECT id FROM a\nto: [{topic: e-e, x: 1}]\n");
    write("pipelines/f.yaml", "pipeline: f\nsql: 'SELECT\nto:\n  - table: g\n");

    ReadResult result = ProjectReader.read(directory);

    assertThat(result.project()).isEmpty();
    assertThat(result.streams()).extracting(Stream::name).containsExactly("a");
    assertThat(result.pipelines()).extracting(Pipeline::name).containsExactly("d");
    assertThat(result.partialPipelines()).extracting(Pipeline::name).containsExactly("e");
    assertThat(result.doubtfulNames()).contains("b", "c", "e-e", "g").doesNotContain("a", "d");
  }

  @Test
  void aFolderThatIsNotThereIsAProblem() {
    assertThat(ProjectReader.read(directory.resolve("plnt")).problems())
        .extracting(Problem::code)
        .containsExactly("PROJECT_NOT_FOUND");
  }
}
