package io.thalweg.app.server.http.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.server.http.live.LiveConnections;
import io.thalweg.app.server.http.live.SseConnection;
import io.thalweg.app.server.http.live.SseSource;
import io.thalweg.app.server.http.live.SseText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sample a second for all who watch, and none while nobody does. Thread-safe. */
final class StatusBroadcast {

  private static final Logger LOG = LoggerFactory.getLogger(StatusBroadcast.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long EVERY_MILLIS = 1_000;

  private final StatusSampler sampler;
  private final LiveConnections connections;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private volatile byte[] latest;

  // Guarded by this.
  private boolean running;

  StatusBroadcast(StatusSampler sampler, LiveConnections connections) {
    this.sampler = sampler;
    this.connections = connections;
  }

  SseSource join(SseConnection connection) {
    Watcher watcher = new Watcher(connection);
    watchers.add(watcher);
    synchronized (this) {
      if (!running) {
        running = true;
        connections.read(this::sample);
      }
    }
    return watcher;
  }

  private void sample() {
    try {
      String json = JSON.writeValueAsString(sampler.sample());
      latest = ("data: " + json + "\n\n").getBytes(UTF_8);
      watchers.forEach(watcher -> watcher.connection.wake());
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.error("the platform's status could not be sampled", e);
    }
    synchronized (this) {
      running = !watchers.isEmpty();
      if (running) {
        connections.later(() -> connections.read(this::sample), EVERY_MILLIS);
      }
    }
  }

  private final class Watcher implements SseSource {
    private final SseConnection connection;
    private byte[] sent;

    Watcher(SseConnection connection) {
      this.connection = connection;
    }

    @Override
    public byte[] next() {
      byte[] now = latest;
      if (now == sent) {
        return null;
      }
      sent = now;
      return now;
    }

    @Override
    public byte[] heartbeat() {
      return SseText.heartbeat();
    }

    @Override
    public void close() {
      watchers.remove(this);
    }
  }
}
