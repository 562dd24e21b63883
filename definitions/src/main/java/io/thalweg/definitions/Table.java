package io.thalweg.definitions;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A reference table: rows that come from outside and that pipelines and queries look things up in.
 *
 * @param name of the table
 * @param location where its definition starts
 * @param description for people
 * @param fields in the order of the columns in SQL, at least one, names distinct; those of the key
 *     are required
 * @param key the fields that tell rows apart, at least one
 * @param source where the rows come from
 */
public record Table(
    String name,
    Location location,
    Optional<String> description,
    List<Field> fields,
    List<String> key,
    Source source) {

  /** The end of the name of the table that keeps all versions of the rows. */
  public static final String HISTORY = "_history";

  /** The column of the history that says from when on a version held. */
  public static final String VALID_FROM = "valid_from";

  /** The column of the history that says until when; NULL for a version that holds now. */
  public static final String VALID_TO = "valid_to";

  /** Rows that a table takes from a file or a query: it is held in memory to be compared. */
  public static final int MAX_ROWS = 100_000;

  public Table {
    Objects.requireNonNull(name);
    Objects.requireNonNull(location);
    Objects.requireNonNull(source);
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a table needs a key: " + name);
    }
  }

  /** Where rows come from. */
  public sealed interface Source {}

  /**
   * A file of the project.
   *
   * @param path relative to the project's folder, with {@code /} between its parts
   * @param delimiter between cells
   * @param quote around cells
   * @param nullText a cell that holds just this, without quotes, is no value
   */
  public record Csv(String path, char delimiter, char quote, String nullText) implements Source {}

  /**
   * A query over streams and tables.
   *
   * @param sql one SELECT whose columns are the table's fields
   * @param every how long from one refresh to the next
   */
  public record Query(SourceText sql, Duration every) implements Source {}

  /** Calls of the HTTP API. */
  public record Api() implements Source {}

  /** The topic of the log that its rows are kept in; no other topic's name begins so. */
  public String topic() {
    return "_table_" + name;
  }

  /** The name of the table that keeps all versions of the rows. */
  public String history() {
    return name + HISTORY;
  }

  /** What its rows are to a decoder: events of a stream with these fields. */
  public Stream rows() {
    return asStream(fields, Stream.UnknownFields.REFUSE);
  }

  /** What its rows in the log are to a decoder: they may have fields that the table had once. */
  public Stream storedRows() {
    return asStream(fields, Stream.UnknownFields.IGNORE);
  }

  /** What its keys are to a decoder: events of a stream with just the key's fields. */
  public Stream keys() {
    return asStream(
        fields.stream().filter(field -> key.contains(field.name())).toList(),
        Stream.UnknownFields.REFUSE);
  }

  private Stream asStream(List<Field> of, Stream.UnknownFields unknown) {
    return new Stream(name, description, of, Optional.empty(), Optional.empty(), 1, unknown);
  }
}
