package io.thalweg.process.duckdb.conformance;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.Output;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.StreamEngine;
import io.thalweg.process.conformance.ConformanceEngine;
import io.thalweg.process.duckdb.DuckDbEngine;
import io.thalweg.process.duckdb.EngineSettings;
import io.thalweg.process.duckdb.archive.ArchiveSettings;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The embedded engine as the conformance suite wants it: nothing is archived, queries read the log.
 */
final class DuckDbUnderTest implements ConformanceEngine {

  @Override
  public Session open(
      List<Table> tables,
      List<CompiledPipeline> pipelines,
      List<io.thalweg.definitions.Stream> queried,
      Log log,
      Path folder,
      int batchRows)
      throws Exception {
    Path lakeFolder = Files.createDirectories(folder.resolve("lake"));
    IcebergLake lake = IcebergLake.open(lakeFolder);
    DuckDbEngine engine =
        new DuckDbEngine(
            new EngineProject(List.of(), tables, Map.of(), pipelines),
            log,
            lake,
            new EngineSettings(
                Files.createDirectories(folder.resolve("tables")),
                List.of(lakeFolder),
                512L << 20,
                2,
                new FeedSettings(batchRows, 1 << 20, Duration.ofMillis(20), 2, 1 << 20),
                ArchiveSettings.DEFAULT,
                UpkeepSettings.DEFAULT));
    DuckDbQueries queries =
        DuckDbQueries.open(
            queried.stream().map(QueryableStream::inLog).toList(),
            Stream.concat(
                    tables.stream()
                        .flatMap(table -> Stream.of(Relation.of(table), Relation.historyOf(table))),
                    pipelines.stream().map(DuckDbUnderTest::table))
                .toList(),
            engine::connectForReading,
            log,
            QuerySettings.in(lakeFolder, folder.resolve("spill")));
    return new Opened(engine, queries, lake);
  }

  private static Relation table(CompiledPipeline pipeline) {
    Output output = pipeline.definition().to().get(0);
    return Relation.table(output.name(), pipeline.plan().columns());
  }

  private record Opened(StreamEngine pipelines, QueryEngine queries, IcebergLake lake)
      implements Session {
    @Override
    public void close() {
      queries.close();
      pipelines.close();
      lake.close();
    }
  }
}
