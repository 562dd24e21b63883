package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold between the parts of a stream. */
final class StreamChecks {

  private final Reading reading;
  private final List<MapShape.Entry<Bound>> fields;

  private StreamChecks(Reading reading, List<MapShape.Entry<Bound>> fields) {
    this.reading = reading;
    this.fields = fields;
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
    checks.fieldsDiffer();
    stream.find(StreamDocument.KEY).ifPresent(key -> checks.field("key", key));
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

  private void fieldsDiffer() {
    Map<String, Located<String>> seen = new HashMap<>();
    for (MapShape.Entry<Bound> field : fields) {
      String name = field.name().value();
      Located<String> before = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), field.name());
      if (before != null) {
        String message = "fields \"%s\" and \"%s\" differ in case alone";
        reading.report(
            ProblemCode.FIELDS_DIFFER_BY_CASE
                .at(field.name().location(), message.formatted(before.value(), name))
                .withDetail("SQL does not tell them apart.")
                .withHint("Give one of them another name."));
      }
    }
  }

  private void eventTime(Located<String> name) {
    Optional<DataType> type =
        field("event time", name)
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

  /** The field that a role names; reports where there is none, or where it may be absent. */
  private Optional<MapShape.Entry<Bound>> field(String role, Located<String> name) {
    Optional<MapShape.Entry<Bound>> found =
        fields.stream().filter(f -> f.name().value().equals(name.value())).findFirst();
    if (found.isEmpty()) {
      reading.report(notFound(role, name));
    }
    found
        .flatMap(MapShape.Entry::value)
        .flatMap(field -> field.find(StreamDocument.REQUIRED))
        .filter(required -> !required.value())
        .ifPresent(
            required ->
                reading.report(
                    ProblemCode.FIELD_MUST_BE_REQUIRED
                        .at(
                            required.location(),
                            "field \"%s\" is the %s and cannot be left out"
                                .formatted(name.value(), role))
                        .withHint("Remove \"required: false\".")));
    return found;
  }

  private Problem notFound(String role, Located<String> name) {
    List<String> names = fields.stream().map(field -> field.name().value()).toList();
    Problem problem =
        ProblemCode.FIELD_NOT_FOUND
            .at(
                name.location(),
                "the %s names no field of the stream: \"%s\"".formatted(role, name.value()))
            .withDetail("The stream has the fields " + String.join(", ", names) + ".");
    return Suggestion.of(name.value(), names)
        .map(meant -> problem.withHint("Write \"" + meant + "\"."))
        .orElse(problem.withHint("Name one of them, or add the field."));
  }
}
