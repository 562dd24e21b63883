package io.thalweg.sql.streaming;

import io.thalweg.definitions.Late;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline that has passed every check.
 *
 * @param definition what the user wrote
 * @param plan how it is computed
 * @param topics for each output topic the stream that it is to its readers
 */
public record CompiledPipeline(Pipeline definition, StreamingPlan plan, List<OutputTopic> topics) {

  public CompiledPipeline {
    topics = List.copyOf(topics);
  }

  public String name() {
    return definition.name();
  }

  /** What the rows of an output table are as a stream: their key and the time of each, if any. */
  public Stream rowsOf(String table) {
    Optional<String> key =
        topics.stream().map(OutputTopic::stream).map(Stream::key).findFirst().flatMap(k -> k);
    return DerivedStream.of(new Output.Topic(table, key, 1), plan);
  }

  /** Whether rows that come late are kept, each source's in a table. */
  public boolean keepsLateRows() {
    return plan.hasLateRows() && definition.late() != Late.DROP;
  }

  /** Whether windows are computed again when rows come late. */
  public boolean corrects() {
    return definition.late() == Late.CORRECT;
  }

  /**
   * An output topic and the stream that it is to its readers.
   *
   * @param output as the user wrote it
   * @param stream fields are the plan's columns; its event time, where the output has one, is the
   *     window's start, or the source's event time passed through
   */
  public record OutputTopic(Output.Topic output, Stream stream) {}
}
