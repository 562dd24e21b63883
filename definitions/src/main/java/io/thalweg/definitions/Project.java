package io.thalweg.definitions;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything a user wrote in a project's folder.
 *
 * @param directory the folder
 * @param settings its {@code thalweg.yaml}
 * @param streams its {@code streams/*.yaml}, by name
 * @param tables its {@code tables/*.yaml}, by name
 * @param pipelines its {@code pipelines/*.yaml}, by name
 * @param dashboards its {@code dashboards/*.yaml}, by name
 */
public record Project(
    Path directory,
    Settings settings,
    List<Stream> streams,
    List<Table> tables,
    List<Pipeline> pipelines,
    List<Dashboard> dashboards) {

  public Project {
    streams = List.copyOf(streams);
    tables = List.copyOf(tables);
    pipelines = List.copyOf(pipelines);
    dashboards = List.copyOf(dashboards);
  }

  /** A project of streams and pipelines alone. */
  public Project(
      Path directory, Settings settings, List<Stream> streams, List<Pipeline> pipelines) {
    this(directory, settings, streams, List.of(), pipelines, List.of());
  }
}
