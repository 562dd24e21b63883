package io.thalweg.definitions;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything a user wrote in a project's folder.
 *
 * @param directory the folder
 * @param settings its {@code thalweg.yaml}
 * @param streams its {@code streams/*.yaml}, by name
 * @param pipelines its {@code pipelines/*.yaml}, by name
 */
public record Project(
    Path directory, Settings settings, List<Stream> streams, List<Pipeline> pipelines) {

  public Project {
    streams = List.copyOf(streams);
    pipelines = List.copyOf(pipelines);
  }
}
