package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.Suggestion;
import io.thalweg.definitions.internal.document.FieldTypeShape.FieldType;
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

  /** Levels of fields, the stream's own included. */
  private static final int MAX_DEPTH = 6;

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

  /** Reports fields that are no single values, where only such can be. */
  void single() {
    for (MapShape.Entry<Bound> field : fields) {
      field
          .value()
          .flatMap(bound -> bound.find(StreamDocument.TYPE))
          .filter(type -> type.value().isNested())
          .ifPresent(
              type ->
                  reading.report(
                      ProblemCode.CONTRADICTION
                          .at(
                              type.location(),
                              "field \"%s\" of a %s cannot be of type %s"
                                  .formatted(field.name().value(), kind, type.value()))
                          .withHint(
                              "Make it a field of its own for each value, or a row for each.")));
    }
  }

  /** Reports rows without fields, and fields of what is no row. */
  void types() {
    types(1);
  }

  private void types(int depth) {
    for (MapShape.Entry<Bound> field : fields) {
      field.value().ifPresent(bound -> type(field.name().value(), bound, depth));
    }
  }

  private void type(String name, Bound field, int depth) {
    Optional<Located<FieldType>> type = field.find(StreamDocument.TYPE);
    Optional<Located<List<MapShape.Entry<Bound>>>> inner = field.find(StreamDocument.ROW_FIELDS);
    if (type.isPresent() && type.get().value().isRow() && inner.isEmpty()) {
      reading.report(
          ProblemCode.CONTRADICTION
              .at(type.get().location(), "field \"%s\" is a row without fields".formatted(name))
              .withHint("Add what it holds, such as fields: {lat: double, lon: double}."));
    } else if (type.isPresent() && !type.get().value().isRow() && inner.isPresent()) {
      reading.report(
          ProblemCode.CONTRADICTION
              .at(
                  inner.get().location(),
                  "field \"%s\" is of type %s and has fields".formatted(name, type.get().value()))
              .withHint("Make it a row or an array<row>, or remove the fields."));
    }
    if (inner.isPresent() && depth == MAX_DEPTH) {
      reading.report(
          ProblemCode.OUT_OF_RANGE
              .at(
                  inner.get().location(),
                  "the fields of \"%s\" are nested deeper than %d levels"
                      .formatted(name, MAX_DEPTH))
              .withHint("Give the row's fields names of their own beside it."));
    } else if (inner.isPresent()) {
      FieldChecks checks = new FieldChecks(kind, reading, inner.get().value());
      checks.differ();
      checks.types(depth + 1);
    }
  }

  /** What {@link #named} says of a key, which is a single value. */
  void key(Located<String> name) {
    named("key", name)
        .flatMap(MapShape.Entry::value)
        .flatMap(field -> field.value(StreamDocument.TYPE))
        .filter(FieldType::isNested)
        .ifPresent(
            type ->
                reading.report(
                    ProblemCode.CONTRADICTION
                        .at(
                            name.location(),
                            "key \"%s\" is a field of type %s".formatted(name.value(), type))
                        .withHint("Name a field with a single value.")));
  }

  /** The field of a name, compared as SQL compares names. */
  Optional<MapShape.Entry<Bound>> find(String name) {
    return fields.stream().filter(f -> f.name().value().equalsIgnoreCase(name)).findFirst();
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
