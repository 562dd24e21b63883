package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.internal.shape.Bound;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.MapShape;
import io.thalweg.definitions.internal.shape.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold for the fields of a stream or table.
 *
 * @param kind what has the fields: {@code stream} or {@code table}
 */
record FieldChecks(String kind, Reading reading, List<MapShape.Entry<Bound>> fields) {

  /** Reports names that SQL does not tell apart. */
  void differ() {
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

  /** The field that a role names; reports where there is none, or where it may be absent. */
  Optional<MapShape.Entry<Bound>> named(String role, Located<String> name) {
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
                "the %s names no field of the %s: \"%s\"".formatted(role, kind, name.value()))
            .withDetail("The %s has the fields %s.".formatted(kind, String.join(", ", names)));
    return Suggestion.of(name.value(), names)
        .map(meant -> problem.withHint("Write \"" + meant + "\"."))
        .orElse(problem.withHint("Name one of them, or add the field."));
  }
}
