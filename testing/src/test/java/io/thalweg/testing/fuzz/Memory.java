package io.thalweg.testing.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of another Java process, in megabytes.
 *
 * @param resident all that it has of the machine's
 * @param heap what is in use of it after a collection
 * @param classes what its classes take
 * @param threads how many it has
 */
record Memory(long resident, long heap, long classes, long threads) {

  private static final Pattern GENERATION =
      Pattern.compile("generation +total \\d+K, used (\\d+)K");
  private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");

  /**
   * Has the process collect its garbage, and looks.
   *
   * @param pid of a process of the serial collector
   */
  static Memory of(long pid) throws IOException, InterruptedException {
    tell(pid, "GC.run");
    String info = tell(pid, "GC.heap_info");
    return new Memory(
        proc(pid, "VmRSS") / 1024,
        sum(GENERATION, info) / 1024,
        sum(METASPACE, info) / 1024,
        proc(pid, "Threads"));
  }

  private static long sum(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    long sum = 0;
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1));
    }
    if (sum == 0) {
      throw new IllegalStateException("no size in: " + text);
    }
    return sum;
  }

  private static String tell(long pid, String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return answer;
  }

  private static long proc(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return "%d MB resident, %d MB of heap in use, %d MB of classes, %d threads"
        .formatted(resident, heap, classes, threads);
  }
}
