package io.thalweg.definitions.internal.document;

import static io.thalweg.definitions.internal.shape.Key.optional;
import static io.thalweg.definitions.internal.shape.Key.required;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.QualityRule;
import io.thalweg.definitions.QualityRule.Otherwise;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Stream.UnknownFields;
import io.thalweg.definitions.internal.document.FieldTypeShape.FieldType;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.ChoiceShape;
import io.thalweg.definitions.internal.shape.FlagShape;
import io.thalweg.definitions.internal.shape.IntegerShape;
import io.thalweg.definitions.internal.shape.Key;
import io.thalweg.definitions.internal.shape.ListShape;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.MappingShape;
import io.thalweg.definitions.internal.shape.ShortFormShape;
import io.thalweg.definitions.internal.shape.SqlShape;
import io.thalweg.definitions.internal.shape.TextShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file {@code streams/NAME.yaml}. */
public final class StreamDocument {

  /** More partitions than this on one machine cost memory and bring nothing. */
  static final int MAX_PARTITIONS = 1_000;

  static final Key<String> STREAM =
      required("stream", Names.DEFINITION, "The stream's name, which is the file's too")
          .withExample("telemetry");

  static final Key<String> DESCRIPTION =
      optional("description", TextShape.ANY, "What it is, for people");

  static final Key<FieldType> TYPE =
      required("type", FieldTypeShape.TYPE, "What the field holds").withExample("double");

  static final Key<List<MapShape.Entry<Bound>>> ROW_FIELDS =
      optional("fields", InnerFieldsShape.FIELDS, "Of a row, or an array of rows: what a row holds")
          .withExample("{lat: double, lon: double}");

  static final Key<Boolean> REQUIRED =
      optional(
              "required",
              FlagShape.FLAG,
              "Whether an event without the field, or with null for it, is refused; the key, the"
                  + " event time and the id always are")
          .withDefault(false, false);

  static final Key<String> UNIT =
      optional("unit", TextShape.ANY, "The unit of its values, for people").withExample("°C");

  static final Key<List<MapShape.Entry<Bound>>> DEEPER_FIELDS =
      optional(
          "fields", InnerFieldsShape.DEEPER, "Of a row, or an array of rows: what a row holds");

  static final ShortFormShape<FieldType> FIELD = field(ROW_FIELDS);

  static final Key<List<MapShape.Entry<Bound>>> FIELDS =
      required(
              "fields",
              fields(ROW_FIELDS),
              "What an event holds: names, each with its type, in the order of the columns in SQL")
          .withExample("{machine: string, time: timestamp, temperature: double}");

  static final Key<String> KEY =
      optional(
              "key",
              Names.FIELD,
              "The field that decides an event's partition: events of one key stay in order")
          .withExample("machine");

  static final Key<String> EVENT_TIME_FIELD =
      required("field", Names.FIELD, "The field, of type timestamp, that windows go by")
          .withExample("time");

  static final Key<Duration> LATENESS =
      optional(
              "lateness",
              Durations.DURATION,
              "How far an event may lie behind the largest event time before it in its partition")
          .withDefault(Duration.ZERO, "0s")
          .withExample("10s");

  static final Key<Duration> IDLENESS =
      optional(
              "idleness",
              Durations.POSITIVE,
              "How long a partition may be silent before windows no longer wait for it")
          .withDefault(EventTime.DEFAULT_IDLENESS, EventTime.DEFAULT_IDLENESS.toSeconds() + "s")
          .withExample("30s");

  static final Key<Duration> AHEAD =
      optional(
              "ahead",
              Durations.DURATION,
              "How far an event's time may lie in the future when the log gets it; one further"
                  + " ahead is refused, and quarantined where nobody can be told")
          .withDefault(EventTime.DEFAULT_AHEAD, EventTime.DEFAULT_AHEAD.toHours() + "h")
          .withExample("1h");

  static final Key<Bound> EVENT_TIME =
      optional(
              "event_time",
              new MappingShape("\"event_time\"", EVENT_TIME_FIELD, LATENESS, IDLENESS, AHEAD),
              "When an event happened; a stream without it cannot be windowed")
          .withExample("{field: time, lateness: 10s}");

  static final Key<String> PROCESSING_TIME =
      optional(
              "processing_time",
              Names.FIELD,
              "Instead of an event time: the name of a column with the time at which the log got the"
                  + " event, which no event has itself; windows go by it")
          .withExample("arrived");

  static final Key<Integer> PARTITIONS =
      optional(
              "partitions",
              new IntegerShape(1, MAX_PARTITIONS),
              "Partitions of its topic, fixed when the topic is created")
          .withDefault(Stream.DEFAULT_PARTITIONS, Stream.DEFAULT_PARTITIONS)
          .withExample("4");

  static final Key<UnknownFields> UNKNOWN_FIELDS =
      optional(
              "unknown_fields",
              new ChoiceShape<>(UnknownFields.class),
              "What happens to an event with a field that is not listed")
          .withDefault(UnknownFields.REFUSE, "refuse")
          .withExample("ignore");

  static final Key<Duration> RETENTION =
      optional(
              "retention",
              Durations.POSITIVE,
              "How old events may become, by their event time, before they are removed; the"
                  + " project's retention without it")
          .withExample("90d");
  static final Key<SourceText> CHECK =
      required(
              "check",
              SqlShape.SQL,
              "A condition over the stream's fields, in SQL; an event for which it is false breaks"
                  + " the rule")
          .withExample("temperature BETWEEN -50 AND 250");

  static final Key<Otherwise> OTHERWISE =
      required(
              "otherwise",
              new ChoiceShape<>(Otherwise.class),
              "What happens to an event that breaks the rule")
          .withExample("quarantine");

  static final Key<String> RULE_NAME =
      optional("name", TextShape.ANY, "What messages call the rule; its check if not given");

  static final Key<String> ID =
      optional(
              "id",
              Names.FIELD,
              "The field, of type string, int or long, that tells the events of one key apart: an"
                  + " event that is sent again counts once")
          .withExample("reading");

  static final Key<Duration> DEDUPLICATE_WITHIN =
      optional(
              "deduplicate_within",
              Durations.POSITIVE,
              "How long after an event another one with its id counts as the same, at most 7d; for a"
                  + " stream with an id")
          .withDefault(EventId.DEFAULT_WITHIN, EventId.DEFAULT_WITHIN.toHours() + "h")
          .withExample("1h");

  static final Key<List<Located<Bound>>> QUALITY =
      optional(
              "quality",
              new ListShape<>(
                  "rule",
                  new MappingShape("quality rule", CHECK, OTHERWISE, RULE_NAME, DESCRIPTION)),
              "What must hold for each event")
          .withExample("[{check: temperature BETWEEN -50 AND 250, otherwise: quarantine}]");

  /** The description that reading and the JSON Schema share. */
  public static final MappingShape SHAPE =
      new MappingShape(
          "stream",
          STREAM,
          DESCRIPTION,
          FIELDS,
          KEY,
          EVENT_TIME,
          PROCESSING_TIME,
          PARTITIONS,
          UNKNOWN_FIELDS,
          RETENTION,
          ID,
          DEDUPLICATE_WITHIN,
          QUALITY);

  private StreamDocument() {}

  private static ShortFormShape<FieldType> field(Key<List<MapShape.Entry<Bound>>> inner) {
    return new ShortFormShape<>(
        new MappingShape("field", TYPE, REQUIRED, UNIT, DESCRIPTION, inner), TYPE);
  }

  /** A mapping of names to fields, of which rows have their fields under a key. */
  static MapShape<Bound> fields(Key<List<MapShape.Entry<Bound>>> inner) {
    return new MapShape<>(
        "field", Names.FIELD, field(inner), "temperature: {type: double, unit: °C}");
  }

  /** The stream that a document without problems holds. */
  static Stream stream(Bound document) {
    Optional<String> key = document.value(KEY);
    Optional<EventTime> eventTime =
        document
            .value(EVENT_TIME)
            .map(
                t ->
                    new EventTime(
                        t.get(EVENT_TIME_FIELD), t.get(LATENESS), t.get(IDLENESS), t.value(AHEAD)))
            .or(() -> document.value(PROCESSING_TIME).map(EventTime::ofLog));
    Optional<EventId> id =
        document.value(ID).map(field -> new EventId(field, document.get(DEDUPLICATE_WITHIN)));
    Set<String> needed = new HashSet<>();
    key.ifPresent(needed::add);
    eventTime.map(EventTime::field).ifPresent(needed::add);
    id.map(EventId::field).ifPresent(needed::add);
    List<Field> fields = new ArrayList<>();
    for (MapShape.Entry<Bound> entry : document.get(FIELDS)) {
      String name = entry.name().value();
      fields.add(field(name, entry.value().orElseThrow(), needed.contains(name)));
    }
    document.value(PROCESSING_TIME).map(StreamDocument::processingTime).ifPresent(fields::add);
    return new Stream(
        document.get(STREAM),
        document.value(DESCRIPTION),
        fields,
        key,
        eventTime,
        document.get(PARTITIONS),
        document.get(UNKNOWN_FIELDS),
        document.value(RETENTION),
        document.value(QUALITY).orElse(List.of()).stream().map(rule -> rule(rule.value())).toList(),
        id);
  }

  /** Events that the log got before the stream declared it have none. */
  private static Field processingTime(String column) {
    return new Field(
        column,
        DataType.Primitive.TIMESTAMP,
        false,
        Optional.empty(),
        Optional.of("When the log got the event"));
  }

  private static QualityRule rule(Bound rule) {
    return new QualityRule(
        ruleName(rule).orElseThrow(),
        rule.get(CHECK),
        rule.get(OTHERWISE),
        rule.value(DESCRIPTION));
  }

  /** The name of a rule, as far as it can be read. */
  static Optional<String> ruleName(Bound rule) {
    return rule.value(RULE_NAME)
        .or(() -> rule.value(CHECK).map(check -> check.text().strip().replaceAll("\\s+", " ")));
  }

  /**
   * A field that a document without problems holds.
   *
   * @param needed whether it is required whatever the document says
   */
  static Field field(String name, Bound field, boolean needed) {
    return new Field(
        name,
        type(field),
        needed || field.get(REQUIRED),
        field.value(UNIT),
        field.value(DESCRIPTION));
  }

  private static DataType type(Bound field) {
    return field
        .get(TYPE)
        .with(
            field
                .value(ROW_FIELDS)
                .map(
                    fields ->
                        new DataType.Row(
                            fields.stream()
                                .map(
                                    inner ->
                                        field(
                                            inner.name().value(),
                                            inner.value().orElseThrow(),
                                            false))
                                .toList())));
  }
}
