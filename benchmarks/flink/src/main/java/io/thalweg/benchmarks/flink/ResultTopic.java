package io.thalweg.benchmarks.flink;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.AbstractDataType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic that keeps a query's results, each once: rows in Kafka's transactions, which end with a
 * checkpoint; of results that change each new state of a row, by its key. A job is at its end when
 * the last transaction is committed.
 */
final class ResultTopic implements AutoCloseable {

  private static final int PARTITIONS = 4;

  /** The keys of results that change; those of other queries are only added to. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "q4", List.of("category"),
          "q9", List.of("id"),
          "q15", List.of("dt"),
          "q16", List.of("channel", "dt"),
          "q17", List.of("auction", "dt"),
          "q18", List.of("bidder", "auction"),
          "q19", List.of("auction", "r"));

  private final String bootstrap;
  private final String name;
  private final List<String> key;

  private ResultTopic(String bootstrap, String name, List<String> key) {
    this.bootstrap = bootstrap;
    this.name = name;
    this.key = key;
  }

  /** Makes one that is empty. */
  static ResultTopic create(String bootstrap, String query) throws Exception {
    String name = "results-" + query + "-" + UUID.randomUUID();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
    }
    return new ResultTopic(bootstrap, name, KEYS.getOrDefault(query, List.of()));
  }

  /** The table over it that takes rows like these. */
  TableDescriptor table(ResolvedSchema rows) {
    Schema.Builder schema = Schema.newBuilder();
    for (Column column : rows.getColumns()) {
      AbstractDataType<?> type =
          DataTypes.of(column.getDataType().getLogicalType().asSerializableString());
      schema.column(column.getName(), key.contains(column.getName()) ? type.notNull() : type);
    }
    TableDescriptor.Builder table =
        TableDescriptor.forConnector(key.isEmpty() ? "kafka" : "upsert-kafka");
    if (key.isEmpty()) {
      table.option("format", "json");
    } else {
      schema.primaryKey(key);
      table.option("key.format", "json").option("value.format", "json");
    }
    return table
        .schema(schema.build())
        .option("topic", name)
        .option("properties.bootstrap.servers", bootstrap)
        .option("properties.compression.type", "lz4")
        .option("properties.linger.ms", "5")
        .option("properties.batch.size", "262144")
        .option("sink.delivery-guarantee", "exactly-once")
        .option("sink.transactional-id-prefix", name)
        // a broker refuses more than 15 minutes, and the connector asks for an hour
        .option("properties.transaction.timeout.ms", "600000")
        .build();
  }

  /** Deletes it. */
  @Override
  public void close() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.deleteTopics(List.of(name)).all().get();
    }
  }
}
