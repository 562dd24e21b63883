package io.thalweg.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events in over HTTP, beside Kafka's own producer into the same log; line protocol beside InfluxDB
 * and QuestDB. This process is the client: eight connections, 1,000 events of about 100 bytes a
 * request, each answered before the next one of its connection.
 *
 * <p>Run by {@code benchmarks/run HttpIngest [EVENTS [ROUNDS [disk|process|influxdb|questdb …]]]}.
 * InfluxDB is Debian's {@code influxdb}, left out where {@code influxd} is not there.
 */
public final class HttpIngest {

  static final int REQUEST_EVENTS = 1_000;
  private static final int CONNECTIONS = 8;

  private final int events;
  private final int rounds;
  private final Map<String, List<Double>> seconds = new TreeMap<>();
  private final Map<String, List<Double>> processorSeconds = new TreeMap<>();

  private HttpIngest(int events, int rounds) {
    this.events = events;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    HttpIngest benchmark = new HttpIngest(events, args.length > 1 ? Integer.parseInt(args[1]) : 5);
    List<String> contestants =
        args.length > 2
            ? List.of(args).subList(2, args.length)
            : List.of("disk", "process", "influxdb", "questdb");
    for (String contestant : contestants) {
      switch (contestant) {
        case "influxdb" -> benchmark.influx();
        case "questdb" -> benchmark.questDb();
        default -> benchmark.door(contestant);
      }
    }
    benchmark.report();
  }

  private void door(String durability) throws Exception {
    Path folder = Scratch.folder("thalweg-ingest");
    try (Child host =
        Child.start(
            IngestHost.class,
            List.of("-Xmx1g", "-XX:+UseSerialGC"),
            folder.toString(),
            durability)) {
      int port = URI.create(host.await("READY")).getPort();
      List<byte[]> json = requests("/api/v1/streams/readings/events", "application/json", false);
      List<byte[]> lines = requests("/api/v2/write?precision=ms", "text/plain", true);
      for (int round = -1; round < rounds; round++) {
        double before = host.processorSeconds();
        host.say("produce " + events + " " + CONNECTIONS);
        double taken = Double.parseDouble(host.await("SECONDS"));
        note(round, "kafka " + durability, taken, host.processorSeconds() - before);
        host.say("threads");
        host.await("THREADS");
        load(round, "json " + durability, host, port, json);
        host.say("threads");
        String threads = host.await("THREADS");
        if (round == rounds - 1) {
          System.out.println("processor seconds of json " + durability + ": " + threads);
        }
        load(round, "lines " + durability, host, port, lines);
      }
    }
  }

  private void influx() throws Exception {
    Path folder = Scratch.folder("thalweg-influx");
    int port = freePort();
    Path settings = folder.resolve("influxdb.conf");
    Files.writeString(
        settings,
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
          dir = "%3$s/meta"
        [data]
          dir = "%3$s/data"
          wal-dir = "%3$s/wal"
          query-log-enabled = false
        [http]
          bind-address = "127.0.0.1:%2$d"
          log-enabled = false
        [logging]
          level = "error"
        """
            .formatted(freePort(), port, folder));
    Child server;
    try {
      server = Child.program("influxd", "-config", settings.toString());
    } catch (java.io.IOException e) {
      System.out.println("InfluxDB is left out: there is no influxd");
      return;
    }
    try (server) {
      HttpLoad.awaitOk(port, "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");
      HttpLoad.awaitOk(
          port,
          "POST /query?q=CREATE%20DATABASE%20plant HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
      List<byte[]> lines = requests("/write?db=plant&precision=ms", "text/plain", true);
      for (int round = -1; round < rounds; round++) {
        load(round, "influxdb", server, port, lines);
      }
    }
  }

  private void questDb() throws Exception {
    String jar = System.getProperty("questdb.jar");
    Path folder = Scratch.folder("thalweg-questdb");
    int port = freePort();
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        folder.resolve("conf/server.conf"),
        """
        http.bind.to=127.0.0.1:%d
        http.min.enabled=false
        pg.enabled=false
        line.tcp.enabled=false
        line.udp.enabled=false
        telemetry.enabled=false
        """
            .formatted(port));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (Child server =
        Child.program(
            java,
            "-Xmx1g",
            "-p",
            jar,
            "-m",
            "io.questdb/io.questdb.ServerMain",
            "-d",
            folder.toString())) {
      HttpLoad.awaitOk(port, "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");
      List<byte[]> lines = requests("/write?precision=ms", "text/plain", true);
      for (int round = -1; round < rounds; round++) {
        load(round, "questdb", server, port, lines);
      }
    }
  }

  private void load(int round, String name, Child server, int port, List<byte[]> requests)
      throws Exception {
    double before = server.processorSeconds();
    double taken = HttpLoad.seconds(port, requests, CONNECTIONS);
    note(round, name, taken, server.processorSeconds() - before);
  }

  /** The first round warms up. */
  private void note(int round, String name, double taken, double processor) {
    if (round >= 0) {
      seconds.computeIfAbsent(name, n -> new ArrayList<>()).add(taken);
      processorSeconds.computeIfAbsent(name, n -> new ArrayList<>()).add(processor);
    }
  }

  private void report() {
    seconds.forEach(
        (name, runs) -> {
          Median median = Median.of(runs);
          Median processor = Median.of(processorSeconds.get(name));
          System.out.printf(
              "%-14s %.3f million events/s, seconds %s; %.3f million a core, processor seconds %s%n",
              name,
              events / median.middle() / 1e6,
              median.show("%.2f"),
              events / processor.middle() / 1e6,
              processor.show("%.2f"));
        });
  }

  private List<byte[]> requests(String path, String type, boolean lines) {
    List<byte[]> requests = new ArrayList<>();
    for (int first = 0; first < events; first += REQUEST_EVENTS) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int i = first; i < first + REQUEST_EVENTS; i++) {
        if (lines) {
          body.writeBytes(SensorEvents.line(i));
        } else {
          body.writeBytes((i == first ? "[" : ",").getBytes(US_ASCII));
          body.writeBytes(SensorEvents.event(i));
        }
      }
      body.writeBytes(lines ? new byte[0] : new byte[] {']'});
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(
          ("POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: "
                  + type
                  + "\r\nContent-Length: "
                  + body.size()
                  + "\r\n\r\n")
              .getBytes(US_ASCII));
      request.writeBytes(body.toByteArray());
      requests.add(request.toByteArray());
    }
    return requests;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
