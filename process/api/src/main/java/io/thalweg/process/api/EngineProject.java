package io.thalweg.process.api;

import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an engine runs of a project.
 *
 * @param streams each is archived
 * @param tables the reference tables
 * @param quality of streams, by their names; streams that are not there have none
 * @param pipelines names distinct, each behind those whose outputs it reads
 */
public record EngineProject(
    List<Stream> streams,
    List<Table> tables,
    Map<String, EventQuality> quality,
    List<CompiledPipeline> pipelines) {

  /** A project without reference tables. */
  public EngineProject(
      Collection<Stream> streams,
      Map<String, EventQuality> quality,
      Collection<CompiledPipeline> pipelines) {
    this(List.copyOf(streams), List.of(), quality, List.copyOf(pipelines));
  }

  public EngineProject {
    streams = List.copyOf(streams);
    tables = List.copyOf(tables);
    quality = Map.copyOf(quality);
    pipelines = List.copyOf(pipelines);
  }
}
