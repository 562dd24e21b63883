package io.thalweg.app.server.metrics;

import io.thalweg.app.server.http.status.PlatformStatus;
import io.thalweg.app.server.http.status.PlatformStatus.PipelineStatus;
import io.thalweg.app.server.http.status.PlatformStatus.StreamStatus;
import io.thalweg.app.server.http.status.StatusSampler;

/** Streams, pipelines and who follows them. */
final class StatusMetrics implements Measured {

  private final StatusSampler status;

  StatusMetrics(StatusSampler status) {
    this.status = status;
  }

  @Override
  public void addTo(Families families) {
    PlatformStatus now = status.sample();
    now.streams().forEach(stream -> add(families, stream));
    now.pipelines().forEach(pipeline -> add(families, pipeline));
    families.gauge(
        "thalweg_live_connections", "Clients of answers that do not end", now.liveConnections());
  }

  private static void add(Families families, StreamStatus stream) {
    String[] name = {"stream", stream.name()};
    families.counter(
        "thalweg_stream_events", "Records that the stream's log has had", stream.events(), name);
    families.gauge(
        "thalweg_stream_archive_lag",
        "Records that the lake does not hold yet",
        stream.archiveLag(),
        name);
    families.gauge(
        "thalweg_stream_archive_failing",
        "1 while something keeps the stream from being archived",
        stream.archiveError() == null ? 0 : 1,
        name);
  }

  private static void add(Families families, PipelineStatus pipeline) {
    String[] name = {"pipeline", pipeline.name()};
    families.counter("thalweg_pipeline_rows_in", "Rows read", pipeline.rowsIn(), name);
    families.counter("thalweg_pipeline_rows_out", "Rows put out", pipeline.rowsOut(), name);
    families.counter("thalweg_pipeline_late", "Rows left out as late", pipeline.late(), name);
    families.gauge("thalweg_pipeline_lag", "Records not processed yet", pipeline.lag(), name);
    Double delay = pipeline.watermarkDelaySeconds();
    families.gauge(
        "thalweg_pipeline_watermark_delay_seconds",
        "How far the watermark is behind the present",
        delay == null ? Double.NaN : delay,
        name);
    families.gauge(
        "thalweg_pipeline_running",
        "1 while the pipeline runs",
        pipeline.state().equals("RUNNING") ? 1 : 0,
        name);
    families.gauge(
        "thalweg_pipeline_failed",
        "1 when the pipeline has failed",
        pipeline.state().equals("FAILED") ? 1 : 0,
        name);
  }
}
