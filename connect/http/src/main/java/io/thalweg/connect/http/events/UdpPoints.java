package io.thalweg.connect.http.events;

import io.thalweg.identity.Caller;
import io.thalweg.identity.RateLimit;
import io.thalweg.identity.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes points in by UDP, as InfluxDB 1 does, until it is closed. Senders get no answer: what is
 * refused or lost is counted, and that is all. Datagrams that have come meanwhile are appended
 * together, so that they are synced together.
 */
public final class UdpPoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UdpPoints.class);

  /** Whatever comes while the disk is waited for is kept by the system, as far as it lets us. */
  private static final int RECEIVE_BUFFER = 8 << 20;

  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int BATCH_BYTES = 1 << 20;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final EventIntake intake;
  private final TimestampUnit unit;
  private final DatagramChannel channel;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
  private final Thread thread = new Thread(this::run, "udp-points");

  /** UDP has no token: who reaches the port may append to every stream, and nothing else. */
  private final Caller anybody =
      new Caller(
          "udp", Role.ENGINEER, Optional.empty(), Optional.empty(), RateLimit.none(), () -> true);

  private boolean failing;

  private UdpPoints(EventIntake intake, TimestampUnit unit, InetSocketAddress address)
      throws IOException {
    this.intake = intake;
    this.unit = unit;
    this.selector = Selector.open();
    this.channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(address);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException | RuntimeException e) {
      channel.close();
      selector.close();
      throw e;
    }
  }

  /**
   * Listens from now on.
   *
   * @param precision what timestamps count: {@code ns}, {@code us}, {@code ms} or {@code s}
   * @throws IOException when it cannot listen there
   */
  public static UdpPoints open(EventIntake intake, String precision, InetSocketAddress address)
      throws IOException {
    UdpPoints points = new UdpPoints(intake, TimestampUnit.of(precision), address);
    points.thread.start();
    return points;
  }

  /** Where it listens. */
  public int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  private void run() {
    while (channel.isOpen()) {
      try {
        selector.select();
        List<byte[]> datagrams = receive();
        if (!datagrams.isEmpty()) {
          append(datagrams);
        }
      } catch (ClosedChannelException | ClosedSelectorException e) {
        return;
      } catch (IOException | RuntimeException e) {
        failed(e.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private List<byte[]> receive() throws IOException {
    List<byte[]> datagrams = new ArrayList<>();
    int bytes = 0;
    while (bytes < BATCH_BYTES && channel.receive(buffer.clear()) != null) {
      datagrams.add(Arrays.copyOf(buffer.array(), buffer.position()));
      bytes += buffer.position();
    }
    return datagrams;
  }

  private void append(List<byte[]> datagrams) {
    LineTargets targets = new LineTargets(intake, anybody);
    Intake taken = intake.begin(anybody);
    for (byte[] datagram : datagrams) {
      // Each by itself: what is wrong with one does not reach into the next.
      LineProtocolReader points =
          new LineProtocolReader(
              datagram, datagram.length, targets, unit, System.currentTimeMillis());
      if (!append(points, taken)) {
        break;
      }
    }
    EventAppender.Outcome outcome = taken.await();
    if (outcome.failure() != null) {
      failed("the log does not take them: " + outcome.failure().getMessage());
    } else {
      failing = false;
    }
  }

  /** Whether the log takes more. */
  private static boolean append(LineProtocolReader points, Intake taken) {
    while (points.next()) {
      if (points.rejection() != null) {
        taken.reject(0, points.streamName(), points.rejection());
      } else if (!taken.add(
          0, points.target().check(), points.json().bytes(), 0, points.json().length())) {
        return false;
      }
    }
    return true;
  }

  private void failed(String why) {
    if (!failing && channel.isOpen()) {
      LOG.warn("points that came by UDP are lost: {}", why);
    }
    failing = true;
  }

  /** Appends what has come and ends. */
  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
