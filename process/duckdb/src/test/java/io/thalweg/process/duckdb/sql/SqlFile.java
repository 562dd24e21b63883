package io.thalweg.process.duckdb.sql;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.catalog.Relation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file of SQL tests, written to be read. It starts with relations and their rows:
 *
 * <pre>
 * stream telemetry (machine string not null, time timestamp not null, temperature double) by time
 * m1 | 2024-01-01 00:00:10 | 20.5
 * </pre>
 *
 * <p>An empty line ends a relation. Then come cases, each a title, a statement, a line of dashes,
 * and either the expected rows or the expected problems as {@code ! line:column CODE message}, with
 * detail and hint on the lines below. {@code ∅} is NULL. Rows are compared in order where the
 * statement ends with one, else as a multiset. The first row holds the columns' names.
 *
 * @param relations with their rows
 * @param cases in order
 */
record SqlFile(List<Data> relations, List<Case> cases) {

  record Data(Relation relation, List<List<String>> rows) {}

  record Case(String title, String sql, String expected) {}

  static SqlFile read(String name) {
    List<Case> cases = new ArrayList<>();
    for (String part : parts(name)) {
      String title = part.lines().findFirst().orElseThrow();
      String[] body = part.substring(title.length()).split("(?m)^----*$", 2);
      cases.add(new Case(title, body[0].strip(), body[1].strip()));
    }
    return new SqlFile(readRelations(name), cases);
  }

  /** Only the relations of a file. */
  static List<Data> readRelations(String name) {
    return Arrays.stream(text(name).split("(?m)^## ")[0].split("\n\n"))
        .map(String::strip)
        .filter(block -> !block.isEmpty() && !block.startsWith("#"))
        .map(SqlFile::data)
        .toList();
  }

  /** The lines below each title of a file, for files with a case a line. */
  static Map<String, List<String>> groups(String name) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String part : parts(name)) {
      List<String> lines = part.lines().filter(line -> !line.isBlank()).toList();
      groups.put(lines.get(0), lines.subList(1, lines.size()));
    }
    return groups;
  }

  private static List<String> parts(String name) {
    return Arrays.stream(text(name).split("(?m)^## ")).skip(1).toList();
  }

  private static String text(String name) {
    try (var stream = SqlFile.class.getResourceAsStream("/sql/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Data data(String block) {
    List<String> lines = block.lines().toList();
    String head = lines.get(0);
    int open = head.indexOf('(');
    int close = head.lastIndexOf(')');
    String[] words = head.substring(0, open).strip().split(" ");
    List<Column> columns =
        Arrays.stream(head.substring(open + 1, close).split(",(?![^(]*\\))"))
            .map(String::strip)
            .map(SqlFile::column)
            .toList();
    String by = head.substring(close + 1).replace("by", "").strip();
    Optional<EventTime> time =
        by.isEmpty()
            ? Optional.empty()
            : Optional.of(new EventTime(by, Duration.ofSeconds(10), EventTime.DEFAULT_IDLENESS));
    Relation relation =
        new Relation(
            words[1], Relation.Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), columns, time);
    return new Data(relation, lines.stream().skip(1).map(SqlFile::row).toList());
  }

  private static Column column(String text) {
    boolean required = text.endsWith(" not null");
    String[] words = text.replace(" not null", "").split(" ", 2);
    return new Column(words[0], type(words[1]), !required);
  }

  private static DataType type(String name) {
    if (name.startsWith("decimal")) {
      String[] digits = name.replaceAll("[^0-9,]", "").split(",");
      return new Decimal(Integer.parseInt(digits[0]), Integer.parseInt(digits[1]));
    }
    return Primitive.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static List<String> row(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).collect(Collectors.toList());
  }
}
