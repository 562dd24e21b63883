package io.thalweg.sql.catalog;

import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Stream;
import java.util.List;
import java.util.Optional;

/**
 * Something that SQL can read by its name.
 *
 * @param name of the relation
 * @param kind what it is
 * @param columns in order
 * @param eventTime of a stream that has one
 */
public record Relation(
    String name, Kind kind, List<Column> columns, Optional<EventTime> eventTime) {

  /** What a relation is. */
  public enum Kind {
    /** Rows that keep coming, with their event time; a topic of the log. */
    STREAM,
    /** Rows as they are now; a pipeline's output. */
    TABLE
  }

  public Relation {
    columns = List.copyOf(columns);
  }

  /** A table. */
  public static Relation table(String name, List<Column> columns) {
    return new Relation(name, Kind.TABLE, columns, Optional.empty());
  }

  /** A stream as SQL sees it. */
  public static Relation of(Stream stream) {
    return new Relation(
        stream.name(),
        Kind.STREAM,
        stream.fields().stream()
            .map(field -> new Column(field.name(), field.type(), !field.required()))
            .toList(),
        stream.eventTime());
  }
}
