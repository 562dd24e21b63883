package io.thalweg.process.conformance;

import io.thalweg.buffer.Log;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EngineProject;
import io.thalweg.process.api.QueryEngine;
import io.thalweg.process.api.StreamEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** An engine that is to be proven. */
public interface ConformanceEngine {

  /**
   * Opens it; nothing runs yet.
   *
   * @param project that it runs; the topics of its reference tables have all of their rows
   * @param queried streams that it answers queries over, beside those that are archived and the
   *     tables of the pipelines; no pipeline reads them
   * @param log of all streams; stays its owner's
   * @param folder with all that the engine keeps; what was kept there goes on
   * @param batchRows how many rows are one batch, about
   */
  Session open(EngineProject project, List<Stream> queried, Log log, Path folder, int batchRows)
      throws Exception;

  /** An open engine. */
  interface Session extends AutoCloseable {

    StreamEngine pipelines();

    QueryEngine queries();

    /** Whether no window of a pipeline that ends before a time is to be computed again. */
    boolean isCorrected(String pipeline, Instant before) throws Exception;

    @Override
    void close();
  }
}
