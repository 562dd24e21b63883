package io.thalweg.sql.streaming;

import io.thalweg.definitions.Output;
import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Stream;
import java.util.List;

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

  /**
   * An output topic and the stream that it is to its readers.
   *
   * @param output as the user wrote it
   * @param stream fields are the plan's columns; its event time, where the output has one, is the
   *     window's start, or the source's event time passed through
   */
  public record OutputTopic(Output.Topic output, Stream stream) {}
}
