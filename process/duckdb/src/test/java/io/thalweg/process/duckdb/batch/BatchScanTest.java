package io.thalweg.process.duckdb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.buffer.decode.FieldConsumer;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchScanTest {

  private static final long SECOND = 1_000_000;

  private static final Stream STREAM =
      new Stream(
          "readings",
          Optional.empty(),
          List.of(
              new Field("machine", DataType.Primitive.STRING, true),
              new Field("time", DataType.Primitive.TIMESTAMP, true),
              new Field("temperature", DataType.Primitive.DOUBLE, false),
              new Field("price", new DataType.Decimal(10, 2), false),
              new Field("day", DataType.Primitive.DATE, false),
              new Field("ok", DataType.Primitive.BOOLEAN, false),
              new Field("count", DataType.Primitive.LONG, false)),
          Optional.of("machine"),
          Optional.of(new EventTime("time", Duration.ofSeconds(10), Duration.ofSeconds(30))),
          2,
          Stream.UnknownFields.REFUSE);

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
  void everyTypeArrivesAsItWasDecodedAndWhatIsAbsentIsNull() throws SQLException {
    EventBatch batch =
        batch(
            record(0, 5, "machine=a,time=1500000,temperature=1.5,price=2.50,day=3,ok=1,count=7"),
            record(0, 6, "machine=ä,time=2500000"));
    try (BatchScan.Opened opened = scan.open(batch)) {
      assertThat(rows("SELECT * FROM " + opened.sql() + " ORDER BY time"))
          .containsExactly(
              "a|1970-01-01 00:00:01.5|1.5|2.50|1970-01-04|true|7",
              "ä|1970-01-01 00:00:02.5|null|null|null|null|null");
      assertThat(
              rows(
                  "SELECT typeof(COLUMNS(*)) FROM "
                      + opened.sql(List.of("time", "price", "day", "_partition", "_offset"))
                      + " LIMIT 1"))
          .containsExactly("TIMESTAMP|DECIMAL(10,2)|DATE|INTEGER|BIGINT");
    }
  }

  @Test
  void rowsKeepTheirPartitionAndOffsetOverManyThreads() throws SQLException {
    EventBatchBuilder builder =
        new EventBatchBuilder(STREAM, EventQuality.NONE, Offsets.zero(2), p -> this::decode);
    for (int partition = 0; partition < 2; partition++) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < 50_000; i++) {
        records.add(record(partition, 2 * i, "machine=m" + i % 7 + ",time=1,count=" + i));
      }
      builder.add(partition, records);
    }
    EventBatch batch = builder.build(Offsets.of(100_000, 100_000));
    assertThat(batch.rows()).isEqualTo(100_000);
    try (BatchScan.Opened opened = scan.open(batch)) {
      assertThat(
              rows(
                  "SELECT count(*), count(DISTINCT (_partition, _offset)), sum(count), max(_offset),"
                      + " bool_and(_offset = 2 * count AND machine = 'm' || count % 7) FROM "
                      + opened.sql(List.of("machine", "count", "_partition", "_offset"))))
          .containsExactly("100000|100000|2499950000|99998|true");
      assertThat(rows("SELECT count(*) FROM " + opened.sql(List.of("machine"))))
          .containsExactly("100000");
    }
  }

  @Test
  void aRejectedRecordLeavesNoTraceInTheRowsAround() throws SQLException {
    EventBatch batch =
        batch(
            record(0, 0, "machine=a,time=1"),
            record(0, 1, "machine=b,time=2,count=9,broken"),
            record(0, 2, "machine=c,time=3"));
    try (BatchScan.Opened opened = scan.open(batch)) {
      assertThat(rows("SELECT _offset, machine, count FROM " + all(opened) + " ORDER BY 1"))
          .containsExactly("0|a|null", "2|c|null");
    }
    assertThat(batch.rejected()).hasSize(1);
    RejectedRecord rejected = batch.rejected().get(0);
    assertThat(rejected.offset()).isEqualTo(1);
    assertThat(rejected.rejection().code()).isEqualTo("BROKEN");
    assertThat(new String(rejected.raw(), StandardCharsets.UTF_8)).endsWith("broken");
  }

  @Test
  void aRowIsLateBehindTheRunningMaximumOfItsOwnPartitionOnly() throws SQLException {
    EventBatch batch =
        batch(
            record(0, 0, "machine=a,time=" + 100 * SECOND),
            record(0, 1, "machine=a,time=" + 90 * SECOND),
            record(0, 2, "machine=a,time=" + (90 * SECOND - 1)),
            record(1, 0, "machine=b,time=" + 5 * SECOND));
    assertThat(late(Lateness.none(2), batch)).containsExactly("0|0|0", "0|1|0", "0|2|1", "1|0|0");
    assertThat(batch.maxTime(0)).isEqualTo(100 * SECOND);
    assertThat(batch.lateRows(Lateness.none(2))).isEqualTo(1);
  }

  @Test
  void whatTheReaderSawBeforeTheBatchCountsForLatenessToo() throws SQLException {
    EventBatch batch =
        batch(
            record(0, 0, "machine=a,time=" + 100 * SECOND),
            record(1, 0, "machine=b,time=" + 5 * SECOND),
            record(1, 1, "machine=b,time=" + 50 * SECOND));
    Lateness before = new Lateness(new long[] {EventBatch.NO_TIME, 6 * SECOND}, 60 * SECOND);
    assertThat(late(before, batch)).containsExactly("0|0|0", "1|0|1", "1|1|2");
    assertThat(batch.lateRows(before)).isEqualTo(2);
  }

  @Test
  void joinedBatchesHaveTheLateRowsOfOneBatch() throws SQLException {
    List<ConsumerRecord<byte[], byte[]>> records =
        List.of(
            record(0, 0, "machine=a,time=" + 100 * SECOND),
            record(1, 0, "machine=b,time=" + 5 * SECOND),
            record(0, 1, "machine=a,time=" + (90 * SECOND - 1)),
            record(0, 2, "machine=a,time=" + 200 * SECOND),
            record(1, 1, "machine=b,time=" + 6 * SECOND),
            record(0, 3, "machine=a,time=" + 150 * SECOND));
    EventBatch whole = batch(0, 6, records);
    for (int cut = 1; cut < records.size(); cut++) {
      EventBatch joined =
          EventBatch.join(
              List.of(
                  batch(0, cut, records.subList(0, cut)),
                  batch(cut, 6, records.subList(cut, records.size()))));
      assertThat(late(Lateness.none(2), joined))
          .isEqualTo(late(Lateness.none(2), whole))
          .containsExactly("0|0|0", "0|1|1", "0|2|0", "0|3|1", "1|0|0", "1|1|0");
      assertThat(joined.lateRows(Lateness.none(2))).isEqualTo(2);
      assertThat(joined.maxTime(0)).isEqualTo(200 * SECOND);
      assertThat(joined.from()).isEqualTo(whole.from());
      assertThat(joined.to()).isEqualTo(whole.to());
      assertThat(joined.rows()).isEqualTo(6);
    }
  }

  @Test
  void aControlRecordCarriesAWatermarkAndIsNoRow() {
    ConsumerRecord<byte[], byte[]> control = new ConsumerRecord<>("readings", 1, 3, null, null);
    control
        .headers()
        .add(EventBatch.WATERMARK_HEADER, "77000000".getBytes(StandardCharsets.US_ASCII));
    EventBatch batch = batch(control);
    assertThat(batch.rows()).isZero();
    assertThat(batch.rejected()).isEmpty();
    assertThat(batch.carriedWatermark(1)).isEqualTo(77 * SECOND);
    assertThat(batch.carriedWatermark(0)).isEqualTo(EventBatch.NO_TIME);
  }

  private List<String> late(Lateness lateness, EventBatch batch) throws SQLException {
    try (BatchScan.Opened opened = scan.open(batch, lateness)) {
      return rows("SELECT _partition, _offset, _late FROM " + all(opened) + " ORDER BY 1, 2");
    }
  }

  private static String all(BatchScan.Opened opened) {
    return opened.sql(List.of("machine", "count", "_partition", "_offset", "_late"));
  }

  @SafeVarargs
  private EventBatch batch(ConsumerRecord<byte[], byte[]>... records) {
    return batch(0, 10, List.of(records));
  }

  private EventBatch batch(int from, int to, List<ConsumerRecord<byte[], byte[]>> records) {
    EventBatchBuilder builder =
        new EventBatchBuilder(STREAM, EventQuality.NONE, Offsets.of(from, from), p -> this::decode);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      builder.add(record.partition(), List.of(record));
    }
    return builder.build(Offsets.of(to, to));
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String value) {
    return new ConsumerRecord<>(
        "readings", partition, offset, null, value.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code name=value,…}, with the values in the form of {@link FieldConsumer}. */
  private Optional<Rejection> decode(byte[] source, int start, int length, FieldConsumer out) {
    for (String part : new String(source, start, length, StandardCharsets.UTF_8).split(",")) {
      String[] pair = part.split("=");
      if (pair.length != 2) {
        return Optional.of(new Rejection("BROKEN", "no value in " + part, "write name=value"));
      }
      int field = STREAM.indexOf(pair[0]);
      switch (pair[0]) {
        case "machine" -> {
          byte[] text = pair[1].getBytes(StandardCharsets.UTF_8);
          out.stringValue(field, text, 0, text.length);
        }
        case "temperature" -> out.doubleValue(field, Double.parseDouble(pair[1]));
        case "price" -> out.decimalValue(field, new BigDecimal(pair[1]));
        case "ok" -> out.booleanValue(field, pair[1].equals("1"));
        default -> out.longValue(field, Long.parseLong(pair[1]));
      }
    }
    return Optional.empty();
  }

  private List<String> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }
}
