package io.thalweg.examples.plant;

import io.thalweg.examples.client.RefusedException;
import io.thalweg.examples.client.UnreachableException;
import io.thalweg.examples.feeding.PatientPoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The machines as senders, each with a token of its own. For one thread. */
final class Devices implements AutoCloseable {

  /** Requests that are under way at the same time. */
  private static final int LANES = 8;

  private final List<PatientPoster> posters;
  private final ExecutorService lanes =
      Executors.newFixedThreadPool(
          LANES,
          task -> {
            Thread thread = new Thread(task, "machines");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param posters each machine's own, by its index
   */
  Devices(List<PatientPoster> posters) {
    this.posters = List.copyOf(posters);
  }

  /**
   * Posts what each machine has to say; returns when all is answered, so that a machine's readings
   * stay in order.
   *
   * @param batches by the machines' indices
   */
  List<Batch.Answer> post(Map<Integer, Batch> batches)
      throws RefusedException, UnreachableException, InterruptedException {
    List<Future<Batch.Answer>> underWay = new ArrayList<>();
    batches.forEach(
        (machine, batch) -> underWay.add(lanes.submit(() -> batch.post(posters.get(machine)))));
    List<Batch.Answer> answers = new ArrayList<>();
    for (Future<Batch.Answer> answer : underWay) {
      try {
        answers.add(answer.get());
      } catch (ExecutionException e) {
        throw asThrown(e.getCause());
      }
    }
    return answers;
  }

  private static UnreachableException asThrown(Throwable cause) throws RefusedException {
    if (cause instanceof RefusedException refused) {
      throw refused;
    }
    return cause instanceof UnreachableException unreachable
        ? unreachable
        : new UnreachableException("posting failed: " + cause, cause);
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    lanes.shutdownNow();
  }
}
