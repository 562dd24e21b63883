package io.thalweg.process.conformance;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.table.RowDecoder;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.conformance.ConformanceCase.Input;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the rows of inputs to the log. For one thread. */
final class Feed implements AutoCloseable {

  /** The time of the rows that close all windows; no case has a later one. */
  static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

  private static final String PARTITION = "partition";
  private static final String LATE = "late";
  private static final String AGAIN = "again";
  private static final String AT = "at";
  private static final String GONE = "gone";

  private final Producer<byte[], byte[]> producer;

  Feed(Log log) {
    producer = log.producer(Map.of());
  }

  /**
   * An event on its way.
   *
   * @param appended when the log is said to get it; empty where nobody asks
   */
  record Event(String topic, int partition, String json, Optional<Instant> appended) {}

  /** The rows of an input, or those that do not come too late. */
  static List<Event> events(Input input, Stream stream, boolean withLate) {
    List<String> columns = input.rows().columns();
    List<Event> events = new ArrayList<>();
    for (List<String> row : input.rows().rows()) {
      if (withLate || !is(LATE, columns, row)) {
        int at = columns.indexOf(PARTITION);
        events.add(
            new Event(
                stream.name(),
                at < 0 ? 0 : Integer.parseInt(row.get(at)),
                json(stream.eventFields(), columns, row),
                appended(stream, columns, row)));
      }
    }
    return events;
  }

  /** By processing time, what a row has in its column; NULL is of before it was one. */
  private static Optional<Instant> appended(Stream stream, List<String> columns, List<String> row) {
    return stream
        .processingTime()
        .or(() -> stream.id().map(id -> AT).filter(columns::contains))
        .map(column -> row.get(columns.indexOf(column)))
        .filter(cell -> !cell.equals(Grid.NULL))
        .map(Values::instant);
  }

  /** How many rows of an input come too late; duplicates of such rows do not come at all. */
  static long late(Input input) {
    List<String> columns = input.rows().columns();
    return input.rows().rows().stream()
        .filter(row -> is(LATE, columns, row) && !is(AGAIN, columns, row))
        .count();
  }

  /** How many rows of an input are duplicates. */
  static long duplicates(Input input) {
    List<String> columns = input.rows().columns();
    return input.rows().rows().stream().filter(row -> is(AGAIN, columns, row)).count();
  }

  /** Whether a row is marked in the column of that name, by the name itself. */
  private static boolean is(String mark, List<String> columns, List<String> row) {
    int at = columns.indexOf(mark);
    return at >= 0 && row.get(at).equals(mark);
  }

  private static String json(List<Field> fields, List<String> columns, List<String> row) {
    return fields.stream()
        .filter(field -> columns.contains(field.name()))
        .map(
            field ->
                "\"%s\":%s"
                    .formatted(
                        field.name(),
                        Values.json(field.type(), row.get(columns.indexOf(field.name())))))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * One event a partition that closes everything before {@link #END}; none by processing time, by
   * which windows close by themselves.
   */
  static List<Event> closing(Stream stream) {
    List<Event> events = new ArrayList<>();
    if (stream.processingTime().isPresent()) {
      return events;
    }
    for (int partition = 0; partition < stream.partitions(); partition++) {
      events.add(new Event(stream.name(), partition, closing(stream.fields()), Optional.empty()));
    }
    return events;
  }

  /** What is required beside the time, no case has a row with. */
  private static String closing(List<Field> fields) {
    return fields.stream()
        .filter(Field::required)
        .map(field -> "\"%s\":%s".formatted(field.name(), closing(field.type())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String closing(DataType type) {
    return type == Primitive.TIMESTAMP
        ? '"' + END.toString() + '"'
        : type == Primitive.STRING ? "\"closing\"" : "-1";
  }

  /** Puts events of several streams in a random order that keeps each stream's. */
  static List<Event> mixed(List<List<Event>> streams, Random random) {
    List<Deque<Event>> left = new ArrayList<>();
    streams.forEach(events -> left.add(new ArrayDeque<>(events)));
    List<Event> mixed = new ArrayList<>();
    while (true) {
      left.removeIf(Deque::isEmpty);
      if (left.isEmpty()) {
        return mixed;
      }
      mixed.add(left.get(random.nextInt(left.size())).remove());
    }
  }

  /** Sends events and waits until the log has them. */
  void send(List<Event> events) {
    for (Event event : events) {
      producer.send(
          new ProducerRecord<>(
              event.topic(),
              event.partition(),
              null,
              null,
              event.json().getBytes(StandardCharsets.UTF_8),
              event.appended().map(AppendTimes::header).stream().toList()));
    }
    producer.flush();
  }

  /** Changes rows of a reference table at the times that its input says. */
  void change(Table table, Input input) {
    List<String> columns = input.rows().columns();
    RowDecoder decoder = RowDecoder.ofRows(table);
    for (List<String> row : input.rows().rows()) {
      byte[] json = json(table.fields(), columns, row).getBytes(StandardCharsets.UTF_8);
      decoder
          .decode(json, 0, json.length)
          .ifPresent(
              wrong -> {
                throw new IllegalArgumentException(row + ": " + wrong.message());
              });
      producer.send(
          new ProducerRecord<>(
              table.topic(),
              0,
              Values.instant(row.get(columns.indexOf(AT))).toEpochMilli(),
              decoder.key().getBytes(StandardCharsets.UTF_8),
              is(GONE, columns, row)
                  ? null
                  : decoder.row().value().getBytes(StandardCharsets.UTF_8)));
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
