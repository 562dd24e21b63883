package io.thalweg.buffer;

import io.thalweg.buffer.internal.EmbeddedBroker;
import io.thalweg.buffer.internal.TopicHolds;
import io.thalweg.buffer.internal.TopicSettings;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Settings.Durability;
import io.thalweg.definitions.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log in Kafka: a node inside this process, or an outside cluster.
 *
 * <p>Every call that asks the log something ends within {@link #PATIENCE}, with a {@link
 * LogException} where the log did not answer.
 */
public final class KafkaLog implements Log {

  /** How long the log may take to answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  private final Optional<EmbeddedBroker> broker;
  private final Durability durability;
  private final Map<String, Object> clientSettings;
  private final String bootstrap;
  private final Admin admin;
  private final Map<String, TopicHolds> holds = new ConcurrentHashMap<>();

  private KafkaLog(
      Optional<EmbeddedBroker> broker, Durability durability, Map<String, Object> clientSettings) {
    this.broker = broker;
    this.durability = durability;
    this.clientSettings = clientSettings;
    this.bootstrap = (String) clientSettings.get("bootstrap.servers");
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("request.timeout.ms", 5_000);
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("enable.metrics.push", false);
    this.admin = create(() -> Admin.create(settings));
  }

  /**
   * Opens the log that the project's settings name: the outside cluster, or the node inside this
   * process with its data in a folder. Returns when it answers.
   *
   * @param directory of the inside node's data, of which it is the only user
   * @param access who may come in by the settings' listener
   * @throws LogException when the cluster does not answer, the folder is in use or broken, or the
   *     listener's address is taken
   */
  public static Log open(Settings.Buffer settings, Path directory, ClientAccess access) {
    return settings
        .bootstrap()
        .map(bootstrap -> external(bootstrap, settings.durability()))
        .orElseGet(() -> embedded(directory, settings.durability(), settings.listener(), access));
  }

  /**
   * Has something said before a node inside this process that cannot go on, mostly because its disk
   * is full, ends the process. Everything that it has confirmed is on the disk.
   *
   * @param lastWords called by a thread of the node; it may end the process itself
   */
  public static void whenNodeFails(Runnable lastWords) {
    EmbeddedBroker.whenItFails(lastWords);
  }

  /**
   * Why a log would not start with this listener just now: mostly, another program has its port.
   */
  public static Optional<String> obstacle(Settings.Listener listener) {
    try {
      EmbeddedBroker.checkFree(listener);
      return Optional.empty();
    } catch (LogException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The node inside this process, for nobody else; see {@link #open}. */
  public static Log embedded(Path directory, Durability durability) {
    return embedded(directory, durability, Optional.empty(), ClientAccess.NOBODY);
  }

  private static Log embedded(
      Path directory,
      Durability durability,
      Optional<Settings.Listener> listener,
      ClientAccess access) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory, listener, access);
    try {
      return new KafkaLog(Optional.of(broker), durability, broker.clientSettings());
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /**
   * An outside cluster; see {@link #open}.
   *
   * @param bootstrap {@code host:port,…}
   */
  public static Log external(String bootstrap, Durability durability) {
    KafkaLog log =
        new KafkaLog(Optional.empty(), durability, Map.of("bootstrap.servers", bootstrap));
    try {
      int millis = (int) CONNECT_PATIENCE.toMillis();
      log.await(
          "be reached",
          log.admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis)).nodes(),
          CONNECT_PATIENCE);
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  @Override
  public void ensureTopic(String topic, int partitions) {
    ensureTopic(topic, partitions, settings());
  }

  @Override
  public void ensureTopic(Stream stream) {
    if (stream.processingTime().isEmpty()) {
      ensureTopic(stream.name(), stream.partitions());
      return;
    }
    Map<String, String> settings = new LinkedHashMap<>(settings());
    settings.putAll(TopicSettings.BY_PROCESSING_TIME);
    ensureTopic(stream.name(), stream.partitions(), settings);
    if (broker.isEmpty()) {
      adjust(stream.name(), TopicSettings.BY_PROCESSING_TIME);
    }
  }

  private Map<String, String> settings() {
    return broker.isPresent() ? TopicSettings.of(durability) : TopicSettings.ofOutside(durability);
  }

  @Override
  public void ensureCompactedTopic(String topic, int partitions) {
    ensureTopic(topic, partitions, TopicSettings.compacted(durability));
  }

  private void ensureTopic(String topic, int partitions, Map<String, String> settings) {
    Optional<TopicDescription> existing = describe(topic);
    if (existing.isEmpty()) {
      // -1: as many replicas as the cluster's default says.
      NewTopic wanted =
          new NewTopic(topic, Optional.of(partitions), Optional.of((short) -1)).configs(settings);
      try {
        await("create topic \"" + topic + "\"", admin.createTopics(List.of(wanted)).all());
      } catch (LogException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
      existing = Optional.of(describeCreated(topic));
    }
    int found = existing.get().partitions().size();
    if (found != partitions) {
      throw new LogException(
          "topic \"%s\" has %d partitions, its definition says %d; set partitions: %d there, for events of one key would change their partition"
              .formatted(topic, found, partitions, found));
    }
    if (broker.isPresent()) {
      adjust(topic, settings);
    }
  }

  /** Waits until a topic that was just created is known to the node that is asked. */
  private TopicDescription describeCreated(String topic) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<TopicDescription> found = describe(topic);
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > deadline) {
        throw new LogException("topic \"%s\" does not appear in the log".formatted(topic));
      }
      Thread.onSpinWait();
    }
  }

  private Optional<TopicDescription> describe(String topic) {
    try {
      return Optional.of(
          await(
              "describe topic \"" + topic + "\"",
              admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
    } catch (LogException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Brings an older topic's settings up to what they are today: the durability can change. */
  private void adjust(String topic, Map<String, String> settings) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config now =
        await("describe topic \"" + topic + "\"", admin.describeConfigs(List.of(resource)).all())
            .get(resource);
    Collection<AlterConfigOp> changes =
        settings.entrySet().stream()
            .filter(wanted -> !wanted.getValue().equals(now.get(wanted.getKey()).value()))
            .map(wanted -> new ConfigEntry(wanted.getKey(), wanted.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    if (!changes.isEmpty()) {
      await(
          "change topic \"" + topic + "\"",
          admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
    }
  }

  @Override
  public Offsets beginnings(String topic) {
    return offsets(topic, OffsetSpec.earliest());
  }

  @Override
  public Offsets ends(String topic) {
    return offsets(topic, OffsetSpec.latest());
  }

  @Override
  public Offsets at(String topic, Instant instant) {
    Offsets ends = ends(topic);
    Offsets found = offsets(topic, OffsetSpec.forTimestamp(instant.toEpochMilli()), ends);
    return found.least(ends);
  }

  @Override
  public Offsets trim(String topic, Offsets before) {
    return holds(topic)
        .trim(
            before,
            position -> {
              Map<TopicPartition, RecordsToDelete> wanted = new HashMap<>();
              for (int p = 0; p < position.partitions(); p++) {
                wanted.put(
                    new TopicPartition(topic, p), RecordsToDelete.beforeOffset(position.get(p)));
              }
              await("trim topic \"" + topic + "\"", admin.deleteRecords(wanted).all());
              return position;
            });
  }

  @Override
  public Hold hold(String topic) {
    return holds(topic).hold(() -> beginnings(topic));
  }

  private TopicHolds holds(String topic) {
    return holds.computeIfAbsent(topic, name -> new TopicHolds());
  }

  @Override
  public boolean isEmbedded() {
    return broker.isPresent();
  }

  private Offsets offsets(String topic, OffsetSpec spec) {
    int partitions =
        describe(topic)
            .orElseThrow(() -> new LogException("the log has no topic \"" + topic + "\""))
            .partitions()
            .size();
    return offsets(topic, spec, Offsets.zero(partitions));
  }

  /**
   * @param otherwise what holds for partitions without an answer
   */
  private Offsets offsets(String topic, OffsetSpec spec, Offsets otherwise) {
    int partitions = otherwise.partitions();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int p = 0; p < partitions; p++) {
      asked.put(new TopicPartition(topic, p), spec);
    }
    var answers =
        await("read the offsets of topic \"" + topic + "\"", admin.listOffsets(asked).all());
    Offsets found = otherwise;
    for (var answer : answers.entrySet()) {
      if (answer.getValue().offset() >= 0) {
        found = found.with(answer.getKey().partition(), answer.getValue().offset());
      }
    }
    return found;
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> overrides) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A position that the log does not have is an error, never a silent skip.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
    settings.put("enable.metrics.push", false);
    settings.putAll(overrides);
    return create(
        () ->
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  @Override
  public Producer<byte[], byte[]> producer(Map<String, Object> overrides) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // Group commit: while one request is being synced, the next one gathers what arrives. With more
    // in flight the batches are smaller and the syncs more: half the throughput, measured.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSettings.MAX_MESSAGE_BYTES);
    settings.put("enable.metrics.push", false);
    settings.putAll(overrides);
    return create(
        () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  @Override
  public String bootstrap() {
    return bootstrap;
  }

  @Override
  public Optional<String> outsideAddress() {
    return broker.flatMap(EmbeddedBroker::outsideAddress);
  }

  @Override
  public List<String> outsideMechanisms() {
    return broker.map(EmbeddedBroker::outsideMechanisms).orElse(List.of());
  }

  @Override
  public TopicInspector inspector() {
    return new TopicInspector(this, admin, this::await);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    broker.ifPresent(EmbeddedBroker::close);
  }

  private interface Client<T> {
    T make();
  }

  private <T> T create(Client<T> client) {
    try {
      return client.make();
    } catch (org.apache.kafka.common.KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LogException(
          "the log at %s cannot be used: %s".formatted(bootstrap, cause.getMessage()), e);
    }
  }

  private <T> T await(String purpose, KafkaFuture<T> answer) {
    return await(purpose, answer, PATIENCE);
  }

  private <T> T await(String purpose, KafkaFuture<T> answer, Duration patience) {
    try {
      return answer.get(patience.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(purpose, e.getCause(), patience);
    } catch (TimeoutException e) {
      throw failed(purpose, e, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(purpose, e, patience);
    }
  }

  private LogException failed(String purpose, Throwable cause, Duration patience) {
    String reason =
        cause instanceof TimeoutException
                || cause instanceof org.apache.kafka.common.errors.TimeoutException
            ? "no answer within " + patience.toSeconds() + " s"
            : String.valueOf(cause.getMessage());
    return new LogException(
        "the log at %s cannot %s: %s".formatted(bootstrap, purpose, reason), cause);
  }
}
