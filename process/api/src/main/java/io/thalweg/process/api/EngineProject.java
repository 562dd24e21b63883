package io.thalweg.process.api;

import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an engine runs of a project.
 *
 * @param streams each is archived
 * @param quality of streams, by their names; streams that are not there have none
 * @param pipelines names distinct, each behind those whose outputs it reads
 */
public record EngineProject(
    List<Stream> streams, Map<String, EventQuality> quality, List<CompiledPipeline> pipelines) {

  public EngineProject(
      Collection<Stream> streams,
      Map<String, EventQuality> quality,
      Collection<CompiledPipeline> pipelines) {
    this(List.copyOf(streams), quality, List.copyOf(pipelines));
  }

  public EngineProject {
    streams = List.copyOf(streams);
    quality = Map.copyOf(quality);
    pipelines = List.copyOf(pipelines);
  }
}
