package io.thalweg.process.duckdb.conformance;

import io.thalweg.buffer.Log;
import io.thalweg.buffer.quality.EventQuality;
import io.thalweg.definitions.Output;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.conformance.ConformanceEngine;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
import io.thalweg.process.duckdb.engine.CorrectionBacklog;
import io.thalweg.process.duckdb.feed.FeedSettings;
import io.thalweg.process.duckdb.query.DuckDbQueries;
import io.thalweg.process.duckdb.query.QuerySettings;
import io.thalweg.process.duckdb.query.QueryableStream;
import io.thalweg.process.duckdb.upkeep.UpkeepSettings;
import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.store.lake.IcebergLake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The embedded engine as the conformance suite wants it: queries over what is archived read the
 * lake and the log behind it, all others the log alone.
 */
final class DuckDbUnderTest implements ConformanceEngine {

  @Override
  public Session open(
      EngineProject project,
      List<io.thalweg.definitions.Stream> queried,
      Log log,
      Path folder,
      int batchRows)
      throws Exception {
    Path lakeFolder = Files.createDirectories(folder.resolve("lake"));
    IcebergLake lake = IcebergLake.open(lakeFolder);
    DuckDbEngine engine =
        new DuckDbEngine(
            project,
            log,
            lake,
            new EngineSettings(
                Files.createDirectories(folder.resolve("tables")),
                List.of(lakeFolder),
                512L << 20,
                2,
                new FeedSettings(batchRows, 1 << 20, Duration.ofMillis(20), 2, 1 << 20),
                new ArchiveSettings(4, 1 << 20, Duration.ofMillis(50)),
                UpkeepSettings.DEFAULT));
    DuckDbQueries queries =
        DuckDbQueries.open(
            Stream.concat(
                    queried.stream()
                        .map(stream -> queryable(project, stream, Optional.<LakeTable>empty())),
                    project.streams().stream()
                        .map(stream -> queryable(project, stream, Optional.of(lake.table(stream)))))
                .toList(),
            Stream.concat(
                    project.tables().stream()
                        .flatMap(table -> Stream.of(Relation.of(table), Relation.historyOf(table))),
                    project.pipelines().stream().map(DuckDbUnderTest::table))
                .toList(),
            engine::connectForReading,
            log,
            QuerySettings.in(lakeFolder, folder.resolve("spill")));
    engine.correctBy(queries::recompute);
    return new Opened(engine, queries, lake);
  }

  private static QueryableStream queryable(
      EngineProject project, io.thalweg.definitions.Stream stream, Optional<LakeTable> archive) {
    EventQuality quality = project.quality().getOrDefault(stream.name(), EventQuality.NONE);
    return new QueryableStream(stream, quality, archive);
  }

  private static Relation table(CompiledPipeline pipeline) {
    Output output = pipeline.definition().to().get(0);
    return Relation.table(output.name(), pipeline.plan().columns());
  }

  private record Opened(DuckDbEngine pipelines, QueryEngine queries, IcebergLake lake)
      implements Session {
    @Override
    public boolean isCorrected(String pipeline, Instant before) throws SQLException {
      return CorrectionBacklog.isEmpty(pipelines, pipeline, before);
    }

    @Override
    public void close() {
      queries.close();
      pipelines.close();
      lake.close();
    }
  }
}
