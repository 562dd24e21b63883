package io.thalweg.process.conformance;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.Table;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.StreamEngine;
import io.thalweg.sql.streaming.CompiledPipeline;
import java.nio.file.Path;
import java.util.List;

/** An engine that is to be proven. */
public interface ConformanceEngine {

  /**
   * Opens it; nothing runs yet.
   *
   * @param tables the reference tables; their topics have all of their rows
   * @param pipelines that it runs
   * @param queried streams that it answers queries over, beside the tables of the pipelines; no
   *     pipeline reads them
   * @param log of all streams; stays its owner's
   * @param folder with all that the engine keeps; what was kept there goes on
   * @param batchRows how many rows are one batch, about
   */
  Session open(
      List<Table> tables,
      List<CompiledPipeline> pipelines,
      List<Stream> queried,
      Log log,
      Path folder,
      int batchRows)
      throws Exception;

  /** An open engine. */
  interface Session extends AutoCloseable {

    StreamEngine pipelines();

    QueryEngine queries();

    @Override
    void close();
  }
}
