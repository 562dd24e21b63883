package io.thalweg.definitions;

import java.util.Objects;
import java.util.Optional;

/** Where a pipeline's results go. */
public sealed interface Output {

  /** The table's or topic's name. */
  String name();

  /** Where the output stands in the pipeline's file; empty if no file defines it. */
  Optional<Location> location();

  /** A serving table of the platform, which queries see under its name. */
  record Table(String name, Optional<Location> location) implements Output {

    public Table {
      Objects.requireNonNull(name);
      Objects.requireNonNull(location);
    }

    public Table(String name) {
      this(name, Optional.empty());
    }
  }

  /**
   * A topic of the log, which other pipelines read as a stream of that name.
   *
   * @param name of the topic
   * @param key the column that decides a record's partition; without one, the first column that is
   *     neither a window bound nor a number, and without such a column rows are spread evenly
   * @param partitions of the topic, at least 1
   * @param location where the output stands in the pipeline's file
   */
  record Topic(String name, Optional<String> key, int partitions, Optional<Location> location)
      implements Output {

    public Topic {
      Objects.requireNonNull(name);
      Objects.requireNonNull(key);
      Objects.requireNonNull(location);
      if (partitions < 1) {
        throw new IllegalArgumentException("a topic has at least one partition: " + partitions);
      }
    }

    public Topic(String name, Optional<String> key, int partitions) {
      this(name, key, partitions, Optional.empty());
    }
  }
}
