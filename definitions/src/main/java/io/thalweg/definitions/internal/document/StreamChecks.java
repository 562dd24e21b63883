package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold between the parts of a stream. */
final class StreamChecks {

  private final Reading reading;
  private final FieldChecks fields;

  private StreamChecks(Reading reading, List<MapShape.Entry<Bound>> fields) {
    this.reading = reading;
    this.fields = new FieldChecks("stream", reading, fields);
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
        .ifPresent(
            retention ->
                reading.report(
                    ProblemCode.RETENTION_WITHOUT_EVENT_TIME
                        .at(
                            retention.location(),
                            "the stream has a retention and no event time to go by")
                        .withHint("Add event_time, or remove the retention.")));
    rulesDiffer(stream, reading);
    if (stream.find(StreamDocument.FIELDS).isEmpty()) {
      return;
    }
    StreamChecks checks = new StreamChecks(reading, stream.get(StreamDocument.FIELDS));
    checks.fields.differ();
    stream.find(StreamDocument.KEY).ifPresent(key -> checks.fields.named("key", key));
    stream
        .value(StreamDocument.EVENT_TIME)
        .flatMap(time -> time.find(StreamDocument.EVENT_TIME_FIELD))
        .ifPresent(checks::eventTime);
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

  private void eventTime(Located<String> name) {
    Optional<DataType> type =
        fields
            .named("event time", name)
            .flatMap(MapShape.Entry::value)
            .flatMap(f -> f.value(StreamDocument.TYPE));
    if (type.isPresent() && type.get() != DataType.Primitive.TIMESTAMP) {
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
