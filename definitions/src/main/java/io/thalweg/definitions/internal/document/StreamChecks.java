package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventId;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.document.FieldTypeShape.FieldType;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.Reading;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold between the parts of a stream. */
final class StreamChecks {

  private static final Set<FieldType> ID_TYPES =
      Set.of(single(Primitive.STRING), single(Primitive.INT), single(Primitive.LONG));

  private final Reading reading;
  private final FieldChecks fields;

  private StreamChecks(Reading reading, List<MapShape.Entry<Bound>> fields) {
    this.reading = reading;
    this.fields = new FieldChecks("stream", reading, fields);
  }

  private static FieldType single(Primitive type) {
    return new FieldType(0, Optional.of(type));
  }

  /** Reports what is wrong, as far as the parts are there to be compared. */
  static void check(Bound stream, Reading reading) {
    stream
        .find(StreamDocument.STREAM)
        .flatMap(name -> Names.reserved("stream", name))
        .ifPresent(reading::report);
    stream
        .find(StreamDocument.RETENTION)
        .filter(retention -> stream.find(StreamDocument.EVENT_TIME).isEmpty())
        .filter(retention -> stream.find(StreamDocument.PROCESSING_TIME).isEmpty())
        .ifPresent(
            retention ->
                reading.report(
                    ProblemCode.RETENTION_WITHOUT_EVENT_TIME
                        .at(
                            retention.location(),
                            "the stream has a retention and no event time to go by")
                        .withHint("Add event_time or processing_time, or remove the retention.")));
    stream
        .find(StreamDocument.PROCESSING_TIME)
        .filter(column -> stream.find(StreamDocument.EVENT_TIME).isPresent())
        .ifPresent(
            column ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(column.location(), "the stream has an event_time and a processing_time")
                        .withDetail("Its windows can go by one of them only.")
                        .withHint("Remove one of them.")));
    deduplication(stream, reading);
    rulesDiffer(stream, reading);
    if (stream.find(StreamDocument.FIELDS).isEmpty()) {
      return;
    }
    StreamChecks checks = new StreamChecks(reading, stream.get(StreamDocument.FIELDS));
    checks.fields.differ();
    checks.fields.types();
    stream.find(StreamDocument.KEY).ifPresent(checks.fields::key);
    stream.find(StreamDocument.ID).ifPresent(checks::id);
    stream.find(StreamDocument.PROCESSING_TIME).ifPresent(checks::processingTime);
    stream
        .value(StreamDocument.EVENT_TIME)
        .flatMap(time -> time.find(StreamDocument.EVENT_TIME_FIELD))
        .ifPresent(checks::eventTime);
  }

  private static void deduplication(Bound stream, Reading reading) {
    Optional<Located<Duration>> within = stream.find(StreamDocument.DEDUPLICATE_WITHIN);
    within
        .filter(written -> stream.find(StreamDocument.ID).isEmpty())
        .ifPresent(
            written ->
                reading.report(
                    ProblemCode.DEDUPLICATION_WITHOUT_ID
                        .at(
                            written.location(),
                            "the stream has deduplicate_within and no id that duplicates share")
                        .withHint("Add id, or remove deduplicate_within.")));
    within
        .filter(written -> written.value().compareTo(EventId.LONGEST) > 0)
        .ifPresent(
            written ->
                reading.report(
                    ProblemCode.OUT_OF_RANGE
                        .at(
                            written.location(),
                            "deduplicate_within is more than %dd"
                                .formatted(EventId.LONGEST.toDays()))
                        .withDetail(
                            "The ids of all that time are kept in memory, and read from the log"
                                + " again at each start.")
                        .withHint("Write how long senders go on to repeat an event, such as 1h.")));
  }

  private void id(Located<String> name) {
    fields
        .named("id", name)
        .flatMap(MapShape.Entry::value)
        .flatMap(field -> field.value(StreamDocument.TYPE))
        .filter(type -> !ID_TYPES.contains(type))
        .ifPresent(
            type ->
                reading.report(
                    ProblemCode.ID_TYPE
                        .at(
                            name.location(),
                            "id \"%s\" is a field of type %s, not string, int or long"
                                .formatted(name.value(), type))
                        .withHint(
                            "Name a field that tells the events of one key apart, such as a number"
                                + " that counts them.")));
  }

  private static void rulesDiffer(Bound stream, Reading reading) {
    Set<String> names = new HashSet<>();
    for (Located<Bound> rule : stream.value(StreamDocument.QUALITY).orElse(List.of())) {
      StreamDocument.ruleName(rule.value())
          .filter(name -> !names.add(name))
          .ifPresent(
              name ->
                  reading.report(
                      ProblemCode.RULES_OF_ONE_NAME
                          .at(
                              rule.location(),
                              "two quality rules are called %s".formatted(Reading.quote(name)))
                          .withDetail("A rule without a name is called by its check.")
                          .withHint("Remove one of them, or give it another name.")));
    }
  }

  private void processingTime(Located<String> column) {
    fields
        .find(column.value())
        .ifPresent(
            field ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(
                            column.location(),
                            "processing time \"%s\" has the name of a field"
                                .formatted(column.value()))
                        .withDetail(
                            "It is the time at which the log gets the event, which no event carries"
                                + " itself; names are compared without case.")
                        .withHint(
                            "Write another name, or event_time: {field: %s} for the field's time."
                                .formatted(field.name().value()))));
  }

  private void eventTime(Located<String> name) {
    Optional<FieldType> type =
        fields
            .named("event time", name)
            .flatMap(MapShape.Entry::value)
            .flatMap(f -> f.value(StreamDocument.TYPE));
    if (type.isPresent() && !type.get().equals(single(Primitive.TIMESTAMP))) {
      reading.report(
          ProblemCode.EVENT_TIME_NOT_TIMESTAMP
              .at(
                  name.location(),
                  "event time \"%s\" is a field of type %s, not timestamp"
                      .formatted(name.value(), type.get()))
              .withHint("Name a field of type timestamp, or make this one a timestamp."));
    }
  }
}
