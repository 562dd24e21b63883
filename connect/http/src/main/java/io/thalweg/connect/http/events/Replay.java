package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.Rejection;
import io.thalweg.buffer.quality.ReplayMark;
import java.util.Optional;

/** Quarantined events on their way into the log once more. For one thread. */
public final class Replay {

  private final StreamCheck check;
  private final EventAppender.Appending appending;

  Replay(StreamCheck check, EventAppender.Appending appending) {
    this.check = check;
    this.appending = appending;
  }

  /**
   * Checks an event, by all that is asked of events of its stream now, and appends it if it is
   * good.
   *
   * @param place where it stands in quarantine
   * @param json the event as it was, or corrected
   * @return why it stays in quarantine, or nothing
   */
  public Optional<Rejection> add(ReplayMark place, byte[] json) {
    Optional<Rejection> rejection = check.checkAll(json, 0, json.length);
    if (rejection.isEmpty()) {
      byte[] value = CompactJson.copy(json, 0, json.length);
      appending.append(check.stream().name(), check.key(), value, place.header());
    }
    return rejection;
  }

  /**
   * Waits until the log has answered.
   *
   * @return whether it has every event that was added and good
   */
  public boolean await() {
    return appending.await().failure() == null;
  }
}
