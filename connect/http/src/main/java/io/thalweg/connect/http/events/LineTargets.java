package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.EventTime;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Caller;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The streams that the measurements of one request go to. For one thread. */
final class LineTargets {

  /** A stream as points are written for it. */
  static final class Target {
    private final byte[] name;
    private final StreamCheck check;
    private final byte[] eventTime;
    private final byte[][] typed;
    private final CellType[] types;

    private Target(StreamCheck check) {
      Stream stream = check.stream();
      this.check = check;
      name = stream.name().getBytes(UTF_8);
      eventTime =
          stream
              .eventTime()
              .filter(time -> !time.ofLog())
              .map(EventTime::field)
              .map(f -> f.getBytes(UTF_8))
              .orElse(null);
      List<Field> fields =
          stream.eventFields().stream().filter(f -> CellType.of(f) != CellType.TEXT).toList();
      typed = fields.stream().map(f -> f.name().getBytes(UTF_8)).toArray(byte[][]::new);
      types = fields.stream().map(CellType::of).toArray(CellType[]::new);
    }

    StreamCheck check() {
      return check;
    }

    /** The name of the field that is the event time, or null. */
    byte[] eventTime() {
      return eventTime;
    }

    boolean isEventTime(byte[] source, int start, int length) {
      return eventTime != null && equal(eventTime, source, start, length);
    }

    /** What a tag of that name becomes: tags are always text in the line protocol. */
    CellType typeOf(byte[] source, int start, int length) {
      for (int i = 0; i < typed.length; i++) {
        if (equal(typed[i], source, start, length)) {
          return types[i];
        }
      }
      return CellType.TEXT;
    }
  }

  private final EventIntake intake;
  private final Caller caller;
  private final Map<String, Target> targets = new HashMap<>();
  private Target last;

  LineTargets(EventIntake intake, Caller caller) {
    this.intake = intake;
    this.caller = caller;
  }

  /**
   * The stream of that name.
   *
   * @throws ApiException when the caller cannot append to it
   */
  Target find(byte[] source, int start, int length) {
    if (last == null || !equal(last.name, source, start, length)) {
      String name = new String(source, start, length, UTF_8);
      last = targets.get(name);
      if (last == null) {
        last = new Target(intake.check(name, caller));
        targets.put(name, last);
      }
    }
    return last;
  }

  private static boolean equal(byte[] name, byte[] source, int start, int length) {
    return Arrays.equals(name, 0, name.length, source, start, start + length);
  }
}
