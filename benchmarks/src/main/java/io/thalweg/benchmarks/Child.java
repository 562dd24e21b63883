package io.thalweg.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own, for a contestant or the platform; its messages go to this one's standard
 * error.
 */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private Child(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a main class on this program's own class path. */
  static Child start(Class<?> main, List<String> options, String... arguments) throws IOException {
    return start(System.getProperty("java.class.path"), main.getName(), options, arguments);
  }

  /** Starts a main class. */
  static Child start(String classPath, String main, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(List.of(arguments));
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Starts another program, whose output does not matter. */
  static Child program(String... command) throws IOException {
    return new Child(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Sends a line to the process's input. */
  void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Starts the platform of this checkout as a user does, but without building it. */
  static Child thalweg(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("thalweg").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("THALWEG_BUILD", "never");
    return new Child(builder.start());
  }

  long pid() {
    return process.pid();
  }

  /** What the process has taken of the processors so far. */
  double processorSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  /** Ends the process with SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * The rest of the next line that starts with a word.
   *
   * @throws IOException when the process ends without one
   */
  String await(String word) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
    }
    throw new IOException("the process has ended without saying " + word);
  }

  /**
   * Every line, until the process ends.
   *
   * @throws IOException when it fails
   */
  List<String> lines() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.err.println(line);
      all.add(line);
    }
    succeed();
    return all;
  }

  private void succeed() throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new IOException("the process has failed with exit code " + process.exitValue());
    }
  }

  /** Every number behind a word, until the process ends. */
  List<Double> numbers(String word) throws IOException, InterruptedException {
    return numbers(new String[] {word}).get(word);
  }

  /** Every number behind each of some words, until the process ends. */
  Map<String, List<Double>> numbers(String... words) throws IOException, InterruptedException {
    Map<String, List<Double>> numbers = new HashMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      for (String word : words) {
        if (line.startsWith(word + " ")) {
          numbers
              .computeIfAbsent(word, w -> new ArrayList<>())
              .add(Double.parseDouble(line.substring(word.length() + 1)));
        }
      }
    }
    succeed();
    return numbers;
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
