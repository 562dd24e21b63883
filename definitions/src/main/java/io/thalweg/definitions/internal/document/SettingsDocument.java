package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;
import static io.thalweg.definitions.internal.shape.Key.required;

import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.ChoiceShape;
import io.thalweg.definitions.internal.shape.IntegerShape;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.Reading;
import io.thalweg.definitions.internal.shape.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code thalweg.yaml}. */
public final class SettingsDocument {

  private static final String HOST_AND_PORT = "[A-Za-z0-9._-]+:[0-9]{1,5}";

  private static final TextShape<String> SERVERS =
      new TextShape<>(
              "one or more host:port with commas between them",
              HOST_AND_PORT + "(?:, *" + HOST_AND_PORT + ")*",
              2_000,
              ProblemCode.INVALID_VALUE,
              text -> text.replace(" ", ""))
          .withHelp(
              "Kafka's clients need the port too, which is 9092 on most servers.",
              text -> Optional.of(text + ":9092"));

  static final Key<String> NAME =
      required("name", Names.PROJECT, "The project's name").withExample("plant");

  static final Key<Integer> PORT =
      optional(
              "port",
              new IntegerShape(0, 65_535),
              "Where the platform listens on the loopback address; 0 for any free port")
          .withDefault(Settings.DEFAULT_HTTP_PORT, Settings.DEFAULT_HTTP_PORT)
          .withExample("8420");

  static final Key<Bound> HTTP =
      optional("http", new MappingShape("\"http\"", PORT), "The HTTP interface")
          .withExample("{port: 8420}");

  static final Key<String> BOOTSTRAP =
      optional(
              "bootstrap",
              SERVERS,
              "Servers of an outside Kafka cluster; without them the log runs in this process")
          .withExample("\"host:9092\"");

  static final Key<Durability> DURABILITY =
      optional(
              "durability",
              new ChoiceShape<>(Durability.class),
              "What a producer's success means: synced to disk, or safe from the end of the process"
                  + " only")
          .withDefault(Durability.DISK, "disk")
          .withExample("disk");

  static final Key<Duration> KEEP =
      optional(
              "keep",
              Durations.DURATION,
              "How long events stay in the log at least, after they are archived and read: what a"
                  + " new or reset pipeline begins with. 7d without it; an outside cluster is then"
                  + " left alone")
          .withExample("7d");

  static final Key<Duration> KEEP_RESULTS =
      optional(
              "keep_results",
              Durations.DURATION,
              "How long results of pipelines stay in their topics, and until pipelines have read"
                  + " them. 30d without it; an outside cluster is then left alone")
          .withExample("30d");

  static final Key<Bound> LISTENER =
      optional(
              "listener",
              ListenerDocument.SHAPE,
              "Where the log in this process lets Kafka clients in, with the platform's tokens."
                  + " Nowhere without it")
          .withExample("{port: 9092}");

  static final Key<Bound> BUFFER =
      optional(
              "buffer",
              new MappingShape("\"buffer\"", BOOTSTRAP, DURABILITY, KEEP, KEEP_RESULTS, LISTENER),
              "The log")
          .withExample("{durability: disk, keep: 7d}");

  static final Key<Duration> RETENTION =
      optional(
              "retention",
              Durations.POSITIVE,
              "How old events may become, by their event time, before they are removed; for streams"
                  + " that have no retention of their own. For good without it")
          .withExample("90d");

  static final Key<Long> BUDGET =
      optional(
              "budget",
              Sizes.SIZE,
              "What the data folder may take up; when it does, no events are taken until there is"
                  + " room again. The whole disk without it")
          .withExample("20GB");

  static final Key<Long> FREE =
      optional(
              "free",
              Sizes.SIZE,
              "What stays free on the disk; when less is, no events are taken until more is")
          .withDefault(Settings.Disk.DEFAULT.freeBytes(), "500MB")
          .withExample("500MB");

  static final Key<Bound> DISK =
      optional("disk", new MappingShape("\"disk\"", BUDGET, FREE), "The disk")
          .withExample("{budget: 20GB}");

  static final Key<Bound> UDP =
      optional(
              "udp",
              UdpDocument.SHAPE,
              "Where InfluxDB's line protocol comes in by UDP, as collectd sends it, without a token."
                  + " Nowhere without it")
          .withExample("{port: 8089, precision: ms}");

  /** The description that reading and the JSON Schema share. */
  public static final MappingShape SHAPE =
      new MappingShape(
          "project",
          List.of(NAME, HTTP, BUFFER, RETENTION, DISK, UDP),
          Map.of("profile", "profiles"));

  private SettingsDocument() {}

  /** Reports what does not go together. */
  static void check(Bound document, Reading reading) {
    document
        .value(BUFFER)
        .ifPresent(
            buffer ->
                buffer
                    .find(LISTENER)
                    .ifPresent(
                        listener -> {
                          ListenerDocument.check(listener.value(), reading);
                          if (buffer.find(BOOTSTRAP).isPresent()) {
                            reading.report(ListenerDocument.withoutLog(listener.location()));
                          }
                        }));
  }

  /** The settings that a document without problems holds. */
  static Settings settings(Bound document) {
    int port = document.value(HTTP).map(http -> http.get(PORT)).orElse(Settings.DEFAULT_HTTP_PORT);
    Settings.Buffer buffer =
        document
            .value(BUFFER)
            .map(
                b ->
                    new Settings.Buffer(
                        b.value(BOOTSTRAP),
                        b.get(DURABILITY),
                        b.value(KEEP),
                        b.value(KEEP_RESULTS),
                        b.value(LISTENER).flatMap(ListenerDocument::listener)))
            .orElse(new Settings.Buffer(Optional.empty(), Durability.DISK));
    Settings.Disk disk =
        document
            .value(DISK)
            .map(d -> new Settings.Disk(d.value(BUDGET), d.get(FREE)))
            .orElse(Settings.Disk.DEFAULT);
    return new Settings(
        document.get(NAME),
        port,
        buffer,
        document.value(RETENTION),
        disk,
        document.value(UDP).map(UdpDocument::udp));
  }
}
