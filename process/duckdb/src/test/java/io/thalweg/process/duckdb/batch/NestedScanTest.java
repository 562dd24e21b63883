package io.thalweg.process.duckdb.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.duckdb.sql.DuckDbJson;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arrays and rows on their way into DuckDB and out of it. */
class NestedScanTest {

  private static final List<DataType> SINGLE =
      List.of(
          Primitive.BOOLEAN,
          Primitive.INT,
          Primitive.LONG,
          Primitive.DOUBLE,
          Primitive.DATE,
          Primitive.TIMESTAMP,
          Primitive.STRING,
          new DataType.Decimal(9, 2),
          new DataType.Decimal(38, 10));

  private final Random random = new Random(20260302);
  private Connection connection;
  private BatchScan scan;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    scan = BatchScan.register(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void randomArraysAndRowsComeOutOfDuckDbAsTheDecoderWroteThem() throws SQLException {
    for (int run = 0; run < 40; run++) {
      DataType type = random.nextBoolean() ? array(3) : row(3);
      List<String> values = IntStream.range(0, 50).mapToObj(i -> json(type)).toList();
      EventBatch batch = batch(type, values);
      assertThat(batch.rejected()).isEmpty();
      List<String> decoded = new ArrayList<>();
      BatchRows rows = new BatchRows(batch, Offsets.of(0));
      while (rows.next()) {
        decoded.add(String.valueOf(rows.value(0)));
      }
      assertThat(read(batch, DuckDbJson.write(type, "v"))).as("%s", type).isEqualTo(decoded);
    }
  }

  private List<String> read(EventBatch batch, String expression) throws SQLException {
    List<String> values = new ArrayList<>();
    try (BatchScan.Opened opened = scan.open(batch);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + expression + " FROM " + opened.sql(List.of("v")))) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static EventBatch batch(DataType type, List<String> values) {
    Stream stream =
        new Stream(
            "s",
            Optional.empty(),
            List.of(new Field("v", type, false)),
            Optional.empty(),
            Optional.empty(),
            1,
            Stream.UnknownFields.REFUSE);
    EventBatchBuilder builder =
        new EventBatchBuilder(
            stream, EventQuality.NONE, Offsets.of(0), p -> new EventDecoder(stream)::decode);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String value : values) {
      byte[] event = ("{\"v\":" + value + "}").getBytes(UTF_8);
      records.add(new ConsumerRecord<>("s", 0, records.size(), null, event));
    }
    builder.add(0, records);
    return builder.build(Offsets.of(values.size()));
  }

  private DataType type(int depth) {
    int choice = depth == 0 ? 0 : random.nextInt(4);
    return choice == 1
        ? array(depth)
        : choice == 2 ? row(depth) : SINGLE.get(random.nextInt(SINGLE.size()));
  }

  private DataType array(int depth) {
    return new DataType.Array(type(depth - 1));
  }

  private DataType row(int depth) {
    return new DataType.Row(
        IntStream.rangeClosed(0, random.nextInt(4))
            .mapToObj(i -> new Field("Field" + i, type(depth - 1), false))
            .toList());
  }

  private String json(DataType type) {
    if (random.nextInt(6) == 0) {
      return "null";
    }
    if (type instanceof DataType.Array array) {
      return IntStream.range(0, random.nextInt(4))
          .mapToObj(i -> json(array.element()))
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (type instanceof DataType.Row row) {
      List<Field> fields = new ArrayList<>(row.fields());
      java.util.Collections.shuffle(fields, random);
      return fields.stream()
          .filter(field -> random.nextInt(4) > 0)
          .map(field -> "\"" + field.name() + "\": " + json(field.type()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (type instanceof DataType.Decimal decimal) {
      return new java.math.BigDecimal(
              new java.math.BigInteger(decimal.precision() * 3, random), decimal.scale())
          .toPlainString();
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> String.valueOf(random.nextBoolean());
      case INT -> String.valueOf(random.nextInt());
      case LONG -> String.valueOf(random.nextLong());
      // few enough digits for Java and DuckDB to write them alike
      case DOUBLE -> String.valueOf(random.nextInt(200_000_000) / 64.0 - 1_000_000);
      case DATE -> '"' + LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000).toString() + '"';
      case TIMESTAMP ->
          '"'
              + Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L)
                  .toString()
              + '"';
      case STRING ->
          List.of("\"\"", "\"a b\"", "\"ä\\u0001\\n\"", "\"\\\"\\\\\"", "\"null\"")
              .get(random.nextInt(5));
    };
  }
}
