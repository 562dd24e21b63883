package io.thalweg.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka node with the same settings as the platform's, but open to other programs, filled with
 * events. Prints {@code READY host:port} and serves until it is ended.
 *
 * <p>Arguments: number of events.
 */
public final class LogHost {

  static final String TOPIC = "events";
  static final int PARTITIONS = 4;

  private LogHost() {}

  public static void main(String[] args) throws Exception {
    serve(List.of(TOPIC), producer -> fill(producer, TOPIC, Long.parseLong(args[0])));
  }

  /** Starts the node with these topics, has them filled, says that it is ready, and serves. */
  static void serve(List<String> topics, Consumer<Producer<byte[], byte[]>> filler)
      throws Exception {
    Path folder = Scratch.folder("thalweg-log");
    int port = freePort();
    int controllerPort = freePort();
    KafkaRaftServer server =
        new KafkaRaftServer(configuration(folder, port, controllerPort), Time.SYSTEM);
    server.startup();
    String bootstrap = "127.0.0.1:" + port;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(
              topics.stream().map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)).toList())
          .all()
          .get();
    }
    filler.accept(
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "acks", "all",
                "compression.type", "lz4",
                "linger.ms", "5",
                "batch.size", "262144"),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
    System.out.println("READY " + bootstrap);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    server.awaitShutdown();
  }

  /** Sends the events and closes the producer. */
  static void fill(Producer<byte[], byte[]> producer, String topic, long events) {
    try (producer) {
      for (long i = 0; i < events; i++) {
        producer.send(new ProducerRecord<>(topic, SensorEvents.key(i), SensorEvents.event(i)));
      }
    }
  }

  private static KafkaConfig configuration(Path folder, int port, int controllerPort)
      throws Exception {
    Formatter formatter = new Formatter();
    formatter
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .addDirectory(folder.toString())
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .run();
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "PLAINTEXT",
            "log.dirs", folder.toString()));
    for (String one :
        List.of(
            "offsets.topic.replication.factor",
            "offsets.topic.num.partitions",
            "transaction.state.log.replication.factor",
            "transaction.state.log.num.partitions",
            "transaction.state.log.min.isr")) {
      settings.put(one, "1");
    }
    return KafkaConfig.fromProps(settings);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
