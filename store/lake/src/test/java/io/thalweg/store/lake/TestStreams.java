package io.thalweg.store.lake;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.util.Arrays;
import java.util.Optional;

/** Streams for tests. */
final class TestStreams {

  private TestStreams() {}

  static Stream stream(String name, int partitions, Field... fields) {
    return new Stream(
        name,
        Optional.empty(),
        Arrays.asList(fields),
        Optional.empty(),
        Optional.empty(),
        partitions,
        Stream.UnknownFields.REFUSE);
  }

  static Field field(String name, DataType type) {
    return new Field(name, type, false);
  }

  /** One number a row, in two partitions. */
  static Stream numbers() {
    return stream("numbers", 2, field("n", DataType.Primitive.LONG));
  }

  /** Rows of {@link #numbers} of one partition, whose numbers are their offsets. */
  static String numbers(int partition, long from, long to) {
    return "SELECT i AS n, %d::INTEGER AS _partition, i AS _offset FROM range(%d, %d) t(i)"
        .formatted(partition, from, to);
  }

  /** A field of each type. */
  static Stream everything() {
    return stream(
        "everything",
        1,
        field("flag", DataType.Primitive.BOOLEAN),
        field("small", DataType.Primitive.INT),
        field("large", DataType.Primitive.LONG),
        field("real", DataType.Primitive.DOUBLE),
        field("day", DataType.Primitive.DATE),
        field("time", DataType.Primitive.TIMESTAMP),
        field("text", DataType.Primitive.STRING),
        field("price", new DataType.Decimal(9, 2)),
        field("total", new DataType.Decimal(18, 4)),
        field("huge", new DataType.Decimal(38, 6)));
  }
}
