package io.thalweg.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An example that feeds itself: a project, and a client that fills it and checks the results.
 *
 * <p>Found by {@link java.util.ServiceLoader}. Whoever runs one calls, in this order and from one
 * thread, {@link #prepare}, {@link #writeProject}, starts the platform on that folder, and calls
 * {@link #run}.
 */
public interface Demo {

  /** What {@code thalweg demo NAME} calls it. */
  String name();

  /** One line for a list of demos. */
  String description();

  /** Whether it feeds until it is stopped, which is then its good end. */
  default boolean isEndless() {
    return false;
  }

  /** The options that {@link #run} understands, in the order in which help lists them. */
  List<Option> options();

  /**
   * Checks the options and fetches what the example needs and does not have yet, before anything is
   * started.
   *
   * @param cache a folder for what is fetched, kept between runs; created where there is none
   * @throws DemoException when an option is wrong or something is missing, with what to do about it
   */
  void prepare(Path cache, Map<String, String> options, java.io.PrintStream out)
      throws DemoException;

  /**
   * Writes the example's project into a folder, which is created where there is none; files of the
   * same names are replaced.
   */
  void writeProject(Path folder) throws IOException;

  /**
   * Feeds the running platform and compares its results; returns when it is done. It may find what
   * a run before has left.
   *
   * @return the exit code: 0 when the results are as they must be
   * @throws DemoException when it cannot go on, for example because the platform is gone
   * @throws InterruptedException when the caller's thread was interrupted; nothing runs on
   */
  int run(DemoContext context) throws DemoException, InterruptedException;

  /**
   * An option of a demo.
   *
   * @param name without dashes
   * @param valueLabel how help shows its value, for example {@code N}
   * @param defaultValue what holds without it
   * @param description one line
   */
  record Option(String name, String valueLabel, String defaultValue, String description) {}
}
