package io.thalweg.buffer.internal;

import io.thalweg.buffer.ClientAccess;
import io.thalweg.buffer.LogException;
import io.thalweg.definitions.Settings.Listener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka node, broker and controller in one, inside this process. It listens on loopback, on
 * ports and with a password that change with every start, and where it is asked to, by a listener
 * for clients from outside.
 *
 * <p>Safe for use by many threads.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final int NODE_ID = 1;
  private static final int BIND_ATTEMPTS = 5;
  private static final String HOST = "127.0.0.1";

  private static final int LEAST_PORT = 20_000;

  /**
   * From here on systems give ports to outgoing connections. One of those could take a port between
   * its being found free and the node's listening there, and a controller that cannot listen ends
   * the process.
   */
  private static final int FIRST_EPHEMERAL_PORT = 32_768;

  /** This process itself: no client from outside comes in under this name. */
  static final String USER = "platform";

  private final DirectoryLock lock;
  private final KafkaRaftServer server;
  private final String bootstrap;
  private final String jaas;
  private final Optional<OutsideListener> outside;

  private EmbeddedBroker(
      DirectoryLock lock,
      Optional<OutsideListener> outside,
      KafkaRaftServer server,
      String bootstrap,
      String jaas) {
    this.lock = lock;
    this.outside = outside;
    this.server = server;
    this.bootstrap = bootstrap;
    this.jaas = jaas;
  }

  /**
   * Starts the node, formatting the folder the first time; returns when it serves, which takes
   * about two seconds, three after a crash.
   *
   * @param directory holds the log; made where it is missing
   * @param listener for clients from outside
   * @param access who of them may come in
   * @throws LogException when the folder is in use, cannot be written or holds something else, or
   *     the listener's address is taken
   */
  public static EmbeddedBroker start(
      Path directory, Optional<Listener> listener, ClientAccess access) {
    DirectoryLock lock = DirectoryLock.take(directory);
    Optional<OutsideListener> outside = Optional.empty();
    try {
      Path data = directory.resolve("kafka");
      format(data);
      outside = listener.map(settings -> OutsideListener.open(settings, access));
      return start(data, lock, outside);
    } catch (RuntimeException | Error e) {
      outside.ifPresent(OutsideListener::close);
      lock.close();
      throw e;
    }
  }

  private static EmbeddedBroker start(
      Path data, DirectoryLock lock, Optional<OutsideListener> outside) {
    RuntimeException last = null;
    for (int attempt = 0; attempt < BIND_ATTEMPTS; attempt++) {
      String password = randomPassword();
      int[] ports = freePorts();
      String jaas =
          "org.apache.kafka.common.security.plain.PlainLoginModule required"
              + " username=\"%s\" password=\"%s\"".formatted(USER, password);
      Properties settings = settings(data, ports, jaas, password);
      outside.ifPresent(listener -> listener.addTo(settings));
      KafkaRaftServer server = null;
      try {
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(lock, outside, server, HOST + ":" + ports[0], jaas + ";");
      } catch (RuntimeException e) {
        if (server != null) {
          server.shutdown();
        }
        last = e;
        if (!isBindFailure(e)) {
          break;
        }
      }
    }
    throw new LogException(
        "the log in %s does not start: %s".formatted(data, rootMessage(last)), last);
  }

  private static Properties settings(Path data, int[] ports, String jaas, String password) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", String.valueOf(NODE_ID));
    p.put("log.dirs", data.toString());
    p.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + ports[1]);
    p.put(
        "listeners", "INSIDE://%s:%d,CONTROLLER://%s:%d".formatted(HOST, ports[0], HOST, ports[1]));
    p.put("advertised.listeners", "INSIDE://%s:%d".formatted(HOST, ports[0]));
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "INSIDE");
    p.put("listener.security.protocol.map", "INSIDE:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
    p.put("sasl.enabled.mechanisms", "PLAIN");
    p.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    p.put("sasl.mechanism.controller.protocol", "PLAIN");
    String users = jaas + " user_%s=\"%s\";".formatted(USER, password);
    p.put("listener.name.inside.plain.sasl.jaas.config", users);
    p.put("listener.name.controller.plain.sasl.jaas.config", users);

    p.put("auto.create.topics.enable", "false");
    p.put("delete.topic.enable", "true");
    p.put("message.max.bytes", String.valueOf(TopicSettings.MAX_MESSAGE_BYTES));
    for (String internal : new String[] {"offsets.topic", "transaction.state.log"}) {
      p.put(internal + ".replication.factor", "1");
      p.put(internal + ".num.partitions", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");

    // After a kill -9 the controller waits until the former self's session has ended.
    p.put("broker.session.timeout.ms", "1500");
    p.put("broker.heartbeat.interval.ms", "300");

    // One node, a handful of clients: threads and buffers for that, not for a machine of its own.
    p.put("num.network.threads", "1");
    p.put("num.io.threads", "4");
    p.put("background.threads", "2");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("group.coordinator.threads", "1");
    p.put("share.coordinator.threads", "1");
    p.put("log.cleaner.threads", "1");
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    p.put("log.cleaner.io.buffer.size", "65536");
    p.put("queued.max.requests", "64");
    // Segments whose records are trimmed go soon, not after the usual five minutes.
    p.put("log.retention.check.interval.ms", "5000");
    p.put("log.initial.task.delay.ms", "5000");
    p.put("metadata.log.max.record.bytes.between.snapshots", "4194304");
    p.put("metadata.max.retention.bytes", "33554432");
    return p;
  }

  private static void format(Path data) {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(data);
      Formatter formatter = new Formatter();
      formatter
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE_ID)
          .addDirectory(data.toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data.toString())
          // A format that a crash cut short is done again.
          .setIgnoreFormatted(true)
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      formatter.run();
    } catch (Exception e) {
      throw new LogException(
          "the log's folder %s cannot be formatted: %s".formatted(data, rootMessage(e)), e);
    }
  }

  /**
   * Sees that a listener's address can be listened on now.
   *
   * @throws LogException when not
   */
  public static void checkFree(Listener listener) {
    OutsideListener.bind(listener);
  }

  /** Has something run when a node has given up; the process ends behind it, for good. */
  public static void whenItFails(Runnable lastWords) {
    Exit.Procedure end =
        (status, message) -> {
          // Several of its threads may give up at once.
          synchronized (Exit.class) {
            try {
              lastWords.run();
            } finally {
              Runtime.getRuntime().halt(status);
            }
          }
        };
    Exit.setHaltProcedure(end);
    Exit.setExitProcedure(end);
  }

  /** What a client of this process needs to be let in. */
  public Map<String, Object> clientSettings() {
    return Map.of(
        "bootstrap.servers",
        bootstrap,
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        jaas);
  }

  public String bootstrap() {
    return bootstrap;
  }

  /** {@code host:port} for clients from outside, where they are let in. */
  public Optional<String> outsideAddress() {
    return outside.map(OutsideListener::address);
  }

  /** The SASL mechanisms by which they come in, the best first; none where they do not. */
  public List<String> outsideMechanisms() {
    return outside.map(OutsideListener::mechanisms).orElse(List.of());
  }

  /** Stops the node in order; takes up to some seconds. */
  @Override
  public void close() {
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      outside.ifPresent(OutsideListener::close);
      lock.close();
    }
  }

  private static String randomPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Two ports that were free a moment ago. Kafka's controller cannot be given port 0. */
  private static int[] freePorts() {
    try (ServerSocket inside = freePort();
        ServerSocket controller = freePort()) {
      return new int[] {inside.getLocalPort(), controller.getLocalPort()};
    } catch (IOException e) {
      throw new LogException("no free port on " + HOST + " for the log: " + e.getMessage(), e);
    }
  }

  private static ServerSocket freePort() throws IOException {
    BindException last = null;
    for (int attempt = 0; attempt < BIND_ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, FIRST_EPHEMERAL_PORT);
      try {
        return new ServerSocket(port, 1, InetAddress.getByName(HOST));
      } catch (BindException e) {
        last = e;
      }
    }
    throw last;
  }

  private static boolean isBindFailure(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          || String.valueOf(cause.getMessage()).contains("Address already in use")) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
