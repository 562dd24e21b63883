package io.thalweg.buffer.internal;

import io.thalweg.buffer.ClientAccess;
import io.thalweg.buffer.LogException;
import io.thalweg.definitions.Settings.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * The way into the node for clients from outside: SASL/SCRAM-SHA-256, and what they may do decided
 * by {@link ClientAccess}.
 */
final class OutsideListener implements AutoCloseable {

  /** The setting by which Kafka's plugins, which Kafka makes itself, find what they ask. */
  static final String ACCESS = "thalweg.client.access";

  /** A client that is still there after this proves its secret again. */
  private static final Duration PROOF = Duration.ofMinutes(10);

  private static final int MOST_CONNECTIONS = 200;

  /** A request is in memory as a whole; a producer's has one batch at least. */
  private static final int REQUEST_BYTES = 4 * TopicSettings.MAX_MESSAGE_BYTES;

  private static final Map<String, ClientAccess> ASKED = new ConcurrentHashMap<>();

  private final Listener settings;
  private final int port;
  private final boolean loopback;
  private final String handle = UUID.randomUUID().toString();

  private OutsideListener(Listener settings, int port, boolean loopback) {
    this.settings = settings;
    this.port = port;
    this.loopback = loopback;
  }

  /**
   * @throws LogException when the address cannot be listened on
   */
  static OutsideListener open(Listener settings, ClientAccess access) {
    InetSocketAddress address = bind(settings);
    OutsideListener listener =
        new OutsideListener(settings, address.getPort(), address.getAddress().isLoopbackAddress());
    ASKED.put(listener.handle, access);
    return listener;
  }

  /**
   * The address that is listened on, which was free a moment ago.
   *
   * @throws LogException when it cannot be listened on
   */
  static InetSocketAddress bind(Listener settings) {
    try (ServerSocket socket = new ServerSocket()) {
      // As Kafka does: connections of a former self that linger are no hindrance.
      socket.setReuseAddress(true);
      InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
      if (address.isUnresolved()) {
        throw new IOException("the host is not known");
      }
      socket.bind(address);
      return new InetSocketAddress(address.getAddress(), socket.getLocalPort());
    } catch (IOException e) {
      throw new LogException(
          "%s:%d cannot be listened on for Kafka clients: %s; choose another host or port at buffer: listener: in thalweg.yaml"
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
  }

  /** Who is asked about clients, by the settings that Kafka gives to a plugin. */
  static ClientAccess asked(Map<String, ?> settings) {
    return ASKED.getOrDefault(String.valueOf(settings.get(ACCESS)), ClientAccess.NOBODY);
  }

  /** Where clients come in. */
  String address() {
    return authority(settings.advertised());
  }

  /** The ways to prove a secret, the best first. */
  List<String> mechanisms() {
    return List.copyOf(modules().keySet());
  }

  /** Kafka's module for each mechanism, the best first. */
  private Map<String, String> modules() {
    Map<String, String> modules = new LinkedHashMap<>();
    modules.put("SCRAM-SHA-256", ScramLoginModule.class.getName());
    if (loopback) {
      // Sends the secret as it is. Here that harms nobody, and it lets in clients of librdkafka
      // before 2.6.1, whose SCRAM Kafka refuses.
      modules.put("PLAIN", PlainLoginModule.class.getName());
    }
    return modules;
  }

  private String authority(String host) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Adds the listener to the settings of a node. */
  void addTo(Properties node) {
    add(node, "listeners", "OUTSIDE://" + authority(settings.host()));
    add(node, "advertised.listeners", "OUTSIDE://" + address());
    add(node, "listener.security.protocol.map", "OUTSIDE:SASL_PLAINTEXT");
    String listener = "listener.name.outside.";
    Map<String, String> mechanisms = modules();
    node.put(listener + "sasl.enabled.mechanisms", String.join(",", mechanisms.keySet()));
    mechanisms.forEach(
        (mechanism, module) -> {
          String settings = listener + mechanism.toLowerCase(Locale.ROOT) + ".";
          node.put(settings + "sasl.jaas.config", module + " required;");
          node.put(
              settings + "sasl.server.callback.handler.class", OutsideCredentials.class.getName());
          node.put(settings + "connections.max.reauth.ms", String.valueOf(PROOF.toMillis()));
        });
    node.put(listener + "max.connections", String.valueOf(MOST_CONNECTIONS));
    node.put("socket.request.max.bytes", String.valueOf(REQUEST_BYTES));
    node.put("authorizer.class.name", OutsideAuthorizer.class.getName());
    node.put(ACCESS, handle);
  }

  private static void add(Properties node, String key, String more) {
    node.merge(key, more, (before, added) -> before + "," + added);
  }

  @Override
  public void close() {
    ASKED.remove(handle);
  }
}
