package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Settings.Durability;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpPointsTest {

  @TempDir Path directory;

  private static void send(DatagramSocket socket, int port, String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }

  @Test
  void pointsOfAllDatagramsAreAppendedAndWhatIsWrongWithOneHarmsNoOther() throws Exception {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Platform platform =
            new Platform(
                directory, Durability.PROCESS, Platform.stream("telemetry", Primitive.STRING));
        UdpPoints points = UdpPoints.open(platform.events, "ms", anyPort);
        DatagramSocket sender = new DatagramSocket()) {
      int port = points.port();
      send(sender, port, "telemetry,machine=a temperature=1 1500");
      send(sender, port, "telemetry,machine=b temperature=\"has no end");
      send(sender, port, "");
      send(sender, port, "\u0000\u0001{");
      send(sender, port, "nothing,machine=c temperature=1 1500\nminute-average value=1 1\n");
      send(
          sender,
          port,
          "telemetry,machine=d temperature=2 1501\ntelemetry,machine=e temperature=x\n");
      for (int i = 0; i < 100; i++) {
        send(sender, port, "telemetry,machine=f temperature=%d 1502".formatted(i));
      }
      Instant deadline = Instant.now().plusSeconds(120);
      while (Offsets.zero(4).until(platform.log.ends("telemetry")) < 102) {
        assertThat(Instant.now()).isBefore(deadline);
        Thread.onSpinWait();
      }

      assertThat(platform.records("telemetry"))
          .hasSize(102)
          .extracting(record -> Platform.text(record.value()))
          .contains(
              "{\"machine\":\"a\",\"temperature\":1,\"time\":1500}",
              "{\"machine\":\"d\",\"temperature\":2,\"time\":1501}");
      assertThat(platform.refusals.of("telemetry MALFORMED_LINE")).isPositive();
    }
  }
}
