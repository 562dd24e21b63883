package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;
import static io.thalweg.definitions.internal.shape.Key.required;

import io.thalweg.definitions.Emit;
import io.thalweg.definitions.Guarantee;
import io.thalweg.definitions.Late;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.ChoiceShape;
import io.thalweg.definitions.internal.shape.IntegerShape;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.ListShape;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.SqlShape;
import io.thalweg.definitions.internal.shape.TextShape;
import io.thalweg.definitions.internal.shape.VariantShape;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file {@code pipelines/NAME.yaml}. */
public final class PipelineDocument {

  static final Key<String> PIPELINE =
      required("pipeline", Names.DEFINITION, "The pipeline's name, which is the file's too")
          .withExample("minute_average");

  static final Key<String> DESCRIPTION =
      optional("description", TextShape.ANY, "What it is, for people");

  static final Key<Guarantee> GUARANTEE =
      optional(
              "guarantee",
              new ChoiceShape<>(Guarantee.class),
              "How often the effect of each event is seen in the outputs, whatever fails")
          .withDefault(Guarantee.EXACTLY_ONCE, "exactly-once")
          .withExample("exactly-once");

  static final Key<Emit> EMIT =
      optional(
              "emit",
              new ChoiceShape<>(Emit.class),
              "When results come out: once they are final, or early and again with each change")
          .withDefault(Emit.FINAL, "final")
          .withExample("changes");

  static final Key<Late> LATE =
      optional(
              "late",
              new ChoiceShape<>(Late.class),
              "What becomes of rows that come when their window is closed; they are counted always")
          .withDefault(Late.KEEP, "keep")
          .withExample("correct");

  static final Key<Duration> RETENTION =
      optional(
              "retention",
              Durations.POSITIVE,
              "How far apart in time the rows of a join may lie whose condition does not say so")
          .withExample("7d");

  static final Key<SourceText> SQL =
      required("sql", SqlShape.SQL, "One SELECT over streams and tables")
          .withExample("SELECT machine, temperature FROM telemetry");

  static final Key<String> TABLE =
      required("table", Names.DEFINITION, "A serving table of the platform")
          .withExample("minute_average");

  static final Key<String> TOPIC =
      required("topic", Names.TOPIC, "A topic of the log, which other pipelines read as a stream")
          .withExample("minute-average");

  /** Any text: a column may be named with quotes in SQL; the compiler knows the columns. */
  static final Key<String> TOPIC_KEY =
      optional("key", TextShape.ANY, "The column that decides a row's partition")
          .withExample("machine");

  static final Key<Integer> PARTITIONS =
      optional(
              "partitions",
              new IntegerShape(1, StreamDocument.MAX_PARTITIONS),
              "Partitions of the topic, fixed when the topic is created")
          .withDefault(Stream.DEFAULT_PARTITIONS, Stream.DEFAULT_PARTITIONS)
          .withExample("4");

  static final Key<List<Located<Bound>>> TO =
      required(
              "to",
              new ListShape<>(
                  "output",
                  new VariantShape(
                      "an output",
                      List.of(
                          new MappingShape("table", TABLE),
                          new MappingShape("topic", TOPIC, TOPIC_KEY, PARTITIONS)))),
              "Where the results go: tables and topics, at least one")
          .withExample("[{table: minute_average}, {topic: minute-average, key: machine}]");

  /** The description that reading and the JSON Schema share. */
  public static final MappingShape SHAPE =
      new MappingShape(
          "pipeline", PIPELINE, DESCRIPTION, GUARANTEE, EMIT, LATE, RETENTION, SQL, TO);

  private PipelineDocument() {}

  /** The pipeline that a document without problems holds. */
  static Pipeline pipeline(Bound document) {
    return new Pipeline(
        document.get(PIPELINE),
        document.location(),
        document.value(DESCRIPTION),
        document.get(GUARANTEE),
        document.get(EMIT),
        document.get(LATE),
        document.value(RETENTION),
        document.get(SQL),
        document.get(TO).stream().map(PipelineDocument::output).toList(),
        keys(document));
  }

  /**
   * As much of a pipeline as a document with problems holds, for a checker of its SQL: what is
   * wrong is left out, or has its default. Empty where the name or the SQL cannot be read.
   */
  static Optional<Pipeline> partly(Bound document) {
    return document
        .value(SQL)
        .flatMap(
            sql ->
                document
                    .value(PIPELINE)
                    .map(
                        name ->
                            new Pipeline(
                                name,
                                document.location(),
                                Optional.empty(),
                                document.get(GUARANTEE),
                                document.get(EMIT),
                                document.get(LATE),
                                document.value(RETENTION),
                                sql,
                                document.value(TO).orElse(List.of()).stream()
                                    .filter(PipelineDocument::isNamed)
                                    .map(PipelineDocument::output)
                                    .toList(),
                                keys(document))));
  }

  /** Where the values stand that the SQL may not go together with. */
  private static Map<String, Location> keys(Bound document) {
    Map<String, Location> keys = new HashMap<>();
    for (Key<?> key : List.of(EMIT, LATE, RETENTION)) {
      document.find(key).ifPresent(found -> keys.put(key.name(), found.location()));
    }
    return keys;
  }

  private static boolean isNamed(Located<Bound> output) {
    return output.value().find(TABLE).isPresent() || output.value().find(TOPIC).isPresent();
  }

  private static Output output(Located<Bound> output) {
    Bound bound = output.value();
    return bound
        .value(TABLE)
        .<Output>map(table -> new Output.Table(table, Optional.of(output.location())))
        .orElseGet(
            () ->
                new Output.Topic(
                    bound.get(TOPIC),
                    bound.value(TOPIC_KEY),
                    bound.get(PARTITIONS),
                    Optional.of(output.location())));
  }
}
