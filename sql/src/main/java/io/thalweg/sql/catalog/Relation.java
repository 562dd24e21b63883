package io.thalweg.sql.catalog;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import java.util.ArrayList;
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

  /** The column of a stream that no statement can name: an event's partition in the log. */
  public static final String PARTITION = "_partition";

  /** The same for its offset there. */
  public static final String OFFSET = "_offset";

  /** What a relation is. */
  public enum Kind {
    /** Rows that keep coming, with their event time; a topic of the log. */
    STREAM,
    /** Rows as they are now; a pipeline's output, or a reference table. */
    TABLE
  }

  public Relation {
    columns = List.copyOf(columns);
  }

  /** A table. */
  public static Relation table(String name, List<Column> columns) {
    return new Relation(name, Kind.TABLE, columns, Optional.empty());
  }

  /** A reference table as SQL sees it. */
  public static Relation of(Table table) {
    return table(table.name(), columns(table.fields()));
  }

  /** All versions of a reference table's rows, each with the time in which it held. */
  public static Relation historyOf(Table table) {
    List<Column> columns = new ArrayList<>(columns(table.fields()));
    columns.add(new Column(Table.VALID_FROM, Primitive.TIMESTAMP, false));
    columns.add(new Column(Table.VALID_TO, Primitive.TIMESTAMP, true));
    return table(table.history(), columns);
  }

  private static List<Column> columns(List<Field> fields) {
    return fields.stream()
        .map(field -> new Column(field.name(), field.type(), !field.required()))
        .toList();
  }

  /** A stream as SQL sees it. */
  public static Relation of(Stream stream) {
    return new Relation(stream.name(), Kind.STREAM, columns(stream.fields()), stream.eventTime());
  }

  /** A stream as its events are before the log has them: without processing time. */
  public static Relation ofEvents(Stream stream) {
    return new Relation(
        stream.name(), Kind.STREAM, columns(stream.eventFields()), stream.eventTime());
  }

  /**
   * A stream with the place of its events in the log: {@link #PARTITION}, {@link #OFFSET} behind
   * its columns.
   */
  public Relation withPlace() {
    List<Column> all = new ArrayList<>(columns);
    all.add(new Column(PARTITION, Primitive.INT, false));
    all.add(new Column(OFFSET, Primitive.LONG, false));
    return new Relation(name, kind, all, eventTime);
  }
}
