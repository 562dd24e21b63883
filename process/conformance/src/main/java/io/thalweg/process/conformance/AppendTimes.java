package io.thalweg.process.conformance;

import io.thalweg.buffer.Log;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;

/**
 * Lets a case say when the log got a record. A broker writes nothing but the present; so a record
 * carries its time in a header, and consumers of {@link #in} see it as the log's own. Kafka makes
 * one for each consumer.
 */
public final class AppendTimes implements ConsumerInterceptor<byte[], byte[]> {

  private static final String HEADER = "conformance-appended";

  /** For Kafka. */
  public AppendTimes() {}

  /** What a record carries that the log got at an instant. */
  static Header header(Instant appended) {
    return new RecordHeader(
        HEADER, ByteBuffer.allocate(Long.BYTES).putLong(appended.toEpochMilli()).array());
  }

  /** The same log, whose consumers see the times. */
  static Log in(Log log) {
    return (Log)
        Proxy.newProxyInstance(
            Log.class.getClassLoader(),
            new Class<?>[] {Log.class},
            (proxy, method, arguments) -> {
              try {
                return method.getReturnType() == Consumer.class
                    ? log.consumer(withTimes((Map<?, ?>) arguments[0]))
                    : method.invoke(log, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Map<String, Object> withTimes(Map<?, ?> overrides) {
    Map<String, Object> settings = new HashMap<>();
    overrides.forEach((key, value) -> settings.put((String) key, value));
    settings.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, AppendTimes.class.getName());
    return settings;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> dated = new LinkedHashMap<>();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> of = new ArrayList<>();
      records.records(partition).forEach(record -> of.add(dated(record)));
      dated.put(partition, of);
    }
    return new ConsumerRecords<>(dated, records.nextOffsets());
  }

  private static ConsumerRecord<byte[], byte[]> dated(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(HEADER);
    return header == null
        ? record
        : new ConsumerRecord<>(
            record.topic(),
            record.partition(),
            record.offset(),
            ByteBuffer.wrap(header.value()).getLong(),
            TimestampType.LOG_APPEND_TIME,
            record.serializedKeySize(),
            record.serializedValueSize(),
            record.key(),
            record.value(),
            record.headers(),
            record.leaderEpoch());
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> settings) {}
}
