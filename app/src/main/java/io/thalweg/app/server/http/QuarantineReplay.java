package io.thalweg.app.server.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.buffer.decode.EventDecoder;
import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.quality.ReplayMark;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.events.EventIntake;
import io.thalweg.connect.http.events.Replay;
import io.thalweg.identity.Caller;
import io.thalweg.process.api.quality.QuarantineStore;
import io.thalweg.process.api.quality.QuarantineStore.Entry;
import io.thalweg.process.api.quality.QuarantineStore.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Takes records out of quarantine into their stream.
 *
 * <p>A good record is appended to the log with a mark that names its old place; the quarantine
 * takes it out when it reads that mark in the log, so that it is out exactly if it was appended,
 * whatever fails in between. Before anything is appended, the quarantine has read all that the log
 * holds: what an earlier replay has appended is out by then and not appended again. One at a time.
 */
final class QuarantineReplay {

  static final Comparator<ReplayMark> BY_PLACE =
      Comparator.comparingInt(ReplayMark::partition).thenComparingLong(ReplayMark::offset);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 1_000;
  private static final int MAX_SHOWN = 100;

  private final QuarantineStore store;
  private final EventIntake intake;

  QuarantineReplay(QuarantineStore store, EventIntake intake) {
    this.store = store;
    this.intake = intake;
  }

  /**
   * What became of the records.
   *
   * @param replayed how many are in the stream now
   * @param stayed how many are still in quarantine
   * @param reasons of the first hundred that stayed
   */
  @Schema(name = "QuarantineReplayed")
  record Answer(
      @Schema(example = "1") long replayed,
      @Schema(example = "1") long stayed,
      List<Stayed> reasons) {}

  /** Why a record stayed. */
  @Schema(name = "StayedInQuarantine")
  record Stayed(
      @Schema(example = "2-1041") String id,
      @Schema(example = "WRONG_TYPE") String code,
      @Schema(example = "field \"temperature\" is no double") String message,
      @Schema(example = "Send a number.") String hint) {}

  /**
   * Replays records.
   *
   * @param caller who must be allowed to write each of the events
   * @param corrected what to append instead of some of them
   * @throws NoSuchElementException when there is no such stream
   * @throws ApiException 503 when the log does not take the events
   */
  synchronized Answer run(
      String stream, Caller caller, Selection selection, Map<ReplayMark, byte[]> corrected)
      throws InterruptedException {
    awaitJudged(stream);
    long replayed = 0;
    long stayed = 0;
    List<Stayed> reasons = new ArrayList<>();
    Optional<ReplayMark> after = Optional.empty();
    List<Entry> entries;
    do {
      entries = store.entries(stream, selection, after, AT_ONCE);
      Replay replay = intake.replay(stream, caller);
      for (Entry entry : entries) {
        after = Optional.of(entry.place());
        Optional<Rejection> rejection = add(replay, entry, corrected);
        if (rejection.isEmpty()) {
          replayed++;
        } else {
          stayed++;
          if (reasons.size() < MAX_SHOWN) {
            reasons.add(stayed(entry, rejection.get()));
          }
        }
      }
      if (!replay.await()) {
        throw unavailable("the log has not confirmed all replayed events");
      }
    } while (entries.size() == AT_ONCE);
    awaitJudged(stream);
    return new Answer(replayed, stayed, reasons);
  }

  private static Optional<Rejection> add(
      Replay replay, Entry entry, Map<ReplayMark, byte[]> corrected) {
    byte[] correction = corrected.get(entry.place());
    if (correction == null && entry.raw().length >= EventDecoder.MAX_EVENT_BYTES) {
      return Optional.of(new Rejection(entry.code(), entry.message(), entry.hint()));
    }
    return replay.add(entry.place(), correction == null ? entry.raw() : correction);
  }

  private static Stayed stayed(Entry entry, Rejection why) {
    return new Stayed(entry.place().toString(), why.code(), why.message(), why.hint());
  }

  private void awaitJudged(String stream) throws InterruptedException {
    if (!store.awaitJudged(stream, PATIENCE)) {
      throw unavailable("the quarantine of stream \"%s\" is behind the log".formatted(stream));
    }
  }

  private static ApiException unavailable(String message) {
    return new ApiException(
        503,
        new ApiError(
            "QUARANTINE_BUSY",
            message,
            null,
            "Call it again: what has been appended is not appended twice."),
        Map.of("Retry-After", "5"));
  }
}
