package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.internal.shape.Located;

/**
 * A name in the one namespace of streams, tables and topics.
 *
 * @param kind of the thing
 * @param name and where it stands
 */
public record TakenName(Kind kind, Located<String> name) {

  /** What bears the name. */
  public enum Kind {
    STREAM("stream", true),
    TABLE("table", false),
    TOPIC("topic", true),
    /** Meant by a file that could not be read; good for nothing but doubt. */
    GUESSED("output", false);

    private final String word;
    private final boolean topic;

    Kind(String word, boolean topic) {
      this.word = word;
      this.topic = topic;
    }

    String word() {
      return word;
    }

    /** Whether it is a topic of the log. */
    boolean isTopic() {
      return topic;
    }
  }
}
