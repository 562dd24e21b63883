package io.thalweg.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project whose stream has the fields of {@link SensorEvents}. */
final class SensorProject {

  /** The one-minute average by device. */
  static final String AVERAGE =
      """
      SELECT window_start, device, AVG(temperature) AS temperature, COUNT(*) AS readings
      FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(time), INTERVAL '1' MINUTE))
      GROUP BY window_start, window_end, device""";

  private SensorProject() {}

  /** Writes the project with its stream {@code readings} and no pipeline. */
  static void write(Path folder) throws IOException {
    write(folder.resolve("thalweg.yaml"), "name: benchmark\n");
    write(
        folder.resolve("streams/readings.yaml"),
        """
        stream: readings
        fields:
          device:      {type: string}
          time:        {type: timestamp}
          temperature: {type: double}
          vibration:   {type: double}
          status:      {type: string}
        key: device
        event_time: {field: time, lateness: 10s}
        """);
  }

  /** Adds the one-minute average by device. */
  static void writeAverage(Path folder, String name) throws IOException {
    writePipeline(folder, name, AVERAGE);
  }

  /** Adds a pipeline whose table has its name. */
  static void writePipeline(Path folder, String name, String sql) throws IOException {
    write(
        folder.resolve("pipelines/" + name + ".yaml"),
        """
        pipeline: %1$s
        guarantee: exactly-once
        sql: |
          %2$s
        to:
          - table: %1$s
        """
            .formatted(name, sql.strip().replace("\n", "\n  ")));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
