package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.shape.Located;
import io.thalweg.definitions.internal.shape.TextShape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules for names. */
final class Names {

  /** Endings of the tables that the platform makes beside a pipeline or stream. */
  static final List<String> RESERVED_ENDINGS = List.of("_late", "_quarantine", "_history");

  /** Leaves room for the longest reserved ending in the 63 bytes of PostgreSQL's names. */
  private static final int MAX_NAME = 50;

  private static final int MAX_FIELD = 63;

  /** Kafka allows 249. */
  private static final int MAX_TOPIC = 200;

  /** Of streams, pipelines and tables: identifiers of SQL that need no quotes. */
  static final TextShape<String> DEFINITION =
      name(
          "[a-z][a-z0-9_]*",
          MAX_NAME,
          "lower-case letters, digits and underscores",
          "[\\p{ASCII}&&[^a-z0-9_]]");

  static final TextShape<String> PROJECT =
      name(
          "[a-z][a-z0-9_-]*",
          MAX_NAME,
          "lower-case letters, digits, dashes and underscores",
          "[\\p{ASCII}&&[^a-z0-9_-]]");

  static final TextShape<String> TOPIC =
      name(
          "[a-z][a-z0-9_.-]*",
          MAX_TOPIC,
          "lower-case letters, digits, dashes, points and underscores",
          "[\\p{ASCII}&&[^a-z0-9_.-]]");

  /** Of fields: as they stand in events, hence in any case. */
  static final TextShape<String> FIELD =
      new TextShape<>(
              "a field's name",
              "[A-Za-z][A-Za-z0-9_]*",
              MAX_FIELD,
              ProblemCode.INVALID_NAME,
              name -> name)
          .withHelp(
              "It begins with a letter and has letters, digits and underscores, at most "
                  + MAX_FIELD
                  + "; names that begin with an underscore are the platform's.",
              name ->
                  Optional.of(
                      name.replaceAll("[\\p{ASCII}&&[^A-Za-z0-9_]]", "_").replaceFirst("^_+", "")));

  private Names() {}

  private static TextShape<String> name(
      String pattern, int max, String characters, String otherCharacters) {
    return new TextShape<>(
            "a lower-case name", pattern, max, ProblemCode.INVALID_NAME, name -> name)
        .withHelp(
            "It begins with a letter and has " + characters + ", at most " + max + ".",
            name ->
                Optional.of(
                    name.toLowerCase(Locale.ROOT)
                        .replaceAll(otherCharacters, "_")
                        .replaceFirst("^_+", "")));
  }

  /** The problem of a name that ends like the platform's own tables. */
  static Optional<Problem> reserved(String kind, Located<String> name) {
    return RESERVED_ENDINGS.stream()
        .filter(ending -> name.value().toLowerCase(Locale.ROOT).endsWith(ending))
        .findFirst()
        .map(
            ending ->
                ProblemCode.NAME_RESERVED
                    .at(
                        name.location(),
                        kind + " \"" + name.value() + "\" has the reserved ending " + ending)
                    .withDetail("Tables with this ending are made by the platform.")
                    .withHint("Choose another name."));
  }
}
