package io.thalweg.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the tests of this module have in common: a stream, a table, and how problems are written.
 */
public final class Fixture {

  public static final Stream TELEMETRY =
      new Stream(
          "telemetry",
          Optional.empty(),
          List.of(
              new Field("machine", Primitive.STRING, true),
              new Field("time", Primitive.TIMESTAMP, true),
              new Field("temperature", Primitive.DOUBLE, false),
              new Field("vibration", Primitive.DOUBLE, false),
              new Field("n", Primitive.INT, false),
              new Field("big", Primitive.LONG, false),
              new Field("price", new DataType.Decimal(10, 2), false),
              new Field("ok", Primitive.BOOLEAN, false),
              new Field("day", Primitive.DATE, false)),
          Optional.of("machine"),
          Optional.of(new EventTime("time", Duration.ofSeconds(10), EventTime.DEFAULT_IDLENESS)),
          4,
          Stream.UnknownFields.REFUSE);

  public static final Relation DEVICES =
      Relation.table(
          "devices",
          List.of(
              new Column("machine", Primitive.STRING, false),
              new Column("site", Primitive.STRING, true),
              new Column("since", Primitive.DATE, true)));

  public static final Catalog CATALOG = new Catalog(List.of(Relation.of(TELEMETRY), DEVICES));

  private Fixture() {}

  /** A statement with its title and what is expected of it. */
  public record Case(String title, String sql, String expected) {}

  /**
   * The cases of a file: each a line with {@code ##} and a title, the SQL, {@code ---}, and the
   * expected text.
   */
  public static List<Case> cases(String resource) {
    try (var stream = Fixture.class.getResourceAsStream(resource)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^## ")).skip(1).map(Fixture::toCase).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case toCase(String part) {
    String title = part.lines().findFirst().orElseThrow();
    String[] body = part.substring(title.length()).split("(?m)^---$", 2);
    return new Case(title, body[0].strip(), body[1].strip());
  }

  /** Problems as the files of expected ones have them. */
  public static String text(List<Problem> problems) {
    return problems.stream().map(Fixture::text).collect(Collectors.joining("\n"));
  }

  private static String text(Problem problem) {
    return "%d:%d %s %s"
            .formatted(
                problem.location().line(),
                problem.location().column(),
                problem.code(),
                problem.message())
        + problem.detail().map(text -> "\n  " + text).orElse("")
        + problem.hint().map(text -> "\n  Hint: " + text).orElse("");
  }
}
