package io.thalweg.connect.http.events;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Settings.Durability;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A platform's door and log in a process of their own, whose memory can be looked at. */
final class DoorProcess implements AutoCloseable {

  private final Process process;
  final String url;

  private DoorProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws Exception {
    try (Platform platform =
        new Platform(
            Path.of(arguments[0]),
            Durability.PROCESS,
            Platform.stream("telemetry", Primitive.STRING))) {
      System.out.println(platform.server.url());
      System.in.read();
    }
  }

  /**
   * @param heapMegabytes all of it taken from the start, so that the process grows by nothing else
   */
  static DoorProcess start(Path directory, int heapMegabytes) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                DoorProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.startsWith("http://")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the process has ended: " + process.waitFor());
    }
    return new DoorProcess(process, line);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** From here on {@link #peakMegabytes} counts. */
  void resetPeak() throws Exception {
    Files.writeString(proc("clear_refs"), "5");
  }

  /** The most memory that was resident since the reset. */
  long peakMegabytes() throws Exception {
    return status("VmHWM:");
  }

  long residentMegabytes() throws Exception {
    return status("VmRSS:");
  }

  private long status(String name) throws Exception {
    List<String> lines = Files.readAllLines(proc("status"));
    String line = lines.stream().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }

  private Path proc(String file) {
    return Path.of("/proc/" + process.pid() + "/" + file);
  }

  @Override
  public void close() throws Exception {
    process.getOutputStream().close();
    process.waitFor();
  }
}
