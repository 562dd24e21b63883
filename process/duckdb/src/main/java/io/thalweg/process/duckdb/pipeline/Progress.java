package io.thalweg.process.duckdb.pipeline;

import io.thalweg.buffer.Offsets;
import io.thalweg.process.duckdb.batch.EventBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How far a pipeline has come; stored in the transaction that brought it there. All times are in
 * microseconds since 1970-01-01T00:00:00Z, {@link EventBatch#NO_TIME} for none.
 *
 * @param sources of the pipeline, in its plan's order
 * @param watermark never goes back
 * @param sequence of the next record for a topic, from 1
 * @param rowsIn rows read
 * @param rowsOut rows put out
 * @param late rows left out as late
 */
record Progress(
    List<Source> sources, long watermark, long sequence, long rowsIn, long rowsOut, long late) {

  /**
   * How far one of its sources is read.
   *
   * @param position of the first record that is not processed
   * @param maxTimes for each partition the greatest event time before the position
   * @param carried for each partition the greatest watermark of its control records
   */
  record Source(Offsets position, List<Long> maxTimes, List<Long> carried) {
    Source {
      maxTimes = List.copyOf(maxTimes);
      carried = List.copyOf(carried);
    }

    private Source after(EventBatch batch) {
      List<Long> newMax = new ArrayList<>(maxTimes);
      List<Long> newCarried = new ArrayList<>(carried);
      for (int p = 0; p < newMax.size(); p++) {
        newMax.set(p, Math.max(newMax.get(p), batch.maxTime(p)));
        newCarried.set(p, Math.max(newCarried.get(p), batch.carriedWatermark(p)));
      }
      return new Source(batch.to(), newMax, newCarried);
    }
  }

  Progress {
    sources = List.copyOf(sources);
  }

  /** Before the first batch. */
  static Progress at(List<Offsets> positions) {
    return new Progress(
        positions.stream()
            .map(
                position -> {
                  List<Long> none = Collections.nCopies(position.partitions(), EventBatch.NO_TIME);
                  return new Source(position, none, none);
                })
            .toList(),
        EventBatch.NO_TIME,
        1,
        0,
        0,
        0);
  }

  Offsets position(int source) {
    return sources.get(source).position();
  }

  /** Behind a batch of a source. */
  Progress after(int source, EventBatch batch, long lateRows) {
    List<Source> all = new ArrayList<>(sources);
    all.set(source, sources.get(source).after(batch));
    return new Progress(all, watermark, sequence, rowsIn + batch.rows(), rowsOut, late + lateRows);
  }

  Progress withWatermark(long newWatermark) {
    return new Progress(sources, newWatermark, sequence, rowsIn, rowsOut, late);
  }

  Progress withOutput(long rows, long nextSequence) {
    return new Progress(sources, watermark, nextSequence, rowsIn, rowsOut + rows, late);
  }
}
