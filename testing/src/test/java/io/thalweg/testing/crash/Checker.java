package io.thalweg.testing.crash;

import io.thalweg.testing.crash.Evidence.Group;
import io.thalweg.testing.crash.Evidence.Key;
import io.thalweg.testing.crash.Evidence.Logged;
import io.thalweg.testing.crash.Evidence.Placed;
import io.thalweg.testing.crash.Evidence.Row;
import io.thalweg.testing.crash.Finding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was found with what the feeder knows, and every place with the log. For one thread,
 * once.
 */
final class Checker {

  private final Attempts attempts;
  private final Evidence evidence;
  private final List<Finding> findings = new ArrayList<>();

  private Checker(Attempts attempts, Evidence evidence) {
    this.attempts = attempts;
    this.evidence = evidence;
  }

  /** Everything that is lost, doubled or wrong; empty when all is well. */
  static List<Finding> check(Attempts attempts, Evidence evidence) {
    return new Checker(attempts, evidence).run();
  }

  private List<Finding> run() {
    checkLog();
    List<Logged> counted = Expected.counted(evidence.log());
    List<Row> rows = counted.stream().map(Logged::row).toList();
    compareRows("a query over the stream", rows, evidence.stream());
    compareRows("table passthrough", rows, evidence.passthrough());
    checkLake(counted);
    Expected expected = Expected.of(counted);
    compareRows("table totals_late", expected.late(), evidence.late());
    compareGroups("table totals", expected.totals(), evidence.totals());
    compareGroups("topic device-totals", expected.totals(), evidence.topic());
    compareGroups("a query over the topic", expected.totals(), evidence.topicQuery());
    compareGroups("table forwarded", expected.totals(), evidence.forwarded());
    compareGroups("table outer_totals", expected.outerTotals(), evidence.outerTotals());
    return findings;
  }

  /** An acknowledged attempt is in the log once, an unanswered one once or not at all. */
  private void checkLog() {
    Map<Row, Integer> counts = new HashMap<>();
    for (Logged record : evidence.log()) {
      Row row = record.row();
      if (row.id() < 0
          || row.id() >= attempts.count()
          || row.attempt() >= attempts.made(row.id())
          || row.amount() != CrashProject.amount(row.id())) {
        add("the log", Kind.WRONG, row.id(), row + " was never posted");
      } else if (counts.merge(row, 1, Integer::sum) == 2) {
        add("the log", Kind.DOUBLED, row.id(), row.toString());
      }
    }
    for (long id = 0; id < attempts.count(); id++) {
      int acknowledged = attempts.acknowledged(id);
      if (acknowledged >= 0
          && !counts.containsKey(new Row(id, acknowledged, CrashProject.amount(id)))) {
        add("the log", Kind.LOST, id, "event %d, attempt %d".formatted(id, acknowledged));
      }
    }
  }

  /** The lake holds what counts of the log before the offsets that it records, each once. */
  private void checkLake(List<Logged> counted) {
    List<Row> archived = new ArrayList<>();
    Map<String, Row> places = new HashMap<>();
    long wanted = 0;
    for (Logged record : counted) {
      places.put(record.partition() + ":" + record.offset(), record.row());
      wanted += record.offset() < evidence.archived().get(record.partition()) ? 1 : 0;
    }
    for (Placed placed : evidence.lake()) {
      Row logged = places.get(placed.partition() + ":" + placed.offset());
      if (!placed.row().equals(logged)) {
        add("the lake", Kind.WRONG, placed.row().id(), placed + ", but the log has " + logged);
      }
      archived.add(placed.row());
    }
    Set<Row> there = new HashSet<>(archived);
    if (there.size() < archived.size()) {
      compareRows("the lake", List.copyOf(there), archived);
    }
    if (there.size() != wanted) {
      add(
          "the lake",
          there.size() < wanted ? Kind.LOST : Kind.WRONG,
          -1,
          "%d rows, but the recorded offsets say %d".formatted(there.size(), wanted));
    }
  }

  private void compareRows(String place, List<Row> expected, List<Row> found) {
    Map<Row, Integer> balance = new HashMap<>();
    expected.forEach(row -> balance.merge(row, 1, Integer::sum));
    Set<Row> known = new HashSet<>(expected);
    found.forEach(row -> balance.merge(row, -1, Integer::sum));
    balance.forEach(
        (row, count) -> {
          if (count > 0) {
            add(place, Kind.LOST, row.id(), row.toString());
          } else if (count < 0) {
            add(place, known.contains(row) ? Kind.DOUBLED : Kind.WRONG, row.id(), row.toString());
          }
        });
  }

  private void compareGroups(String place, Map<Key, Group> expected, List<Group> found) {
    Set<Key> seen = new HashSet<>();
    for (Group group : found) {
      Group wanted = expected.get(group.key());
      if (!seen.add(group.key())) {
        add(place, Kind.DOUBLED, group, "%s is there again".formatted(group));
      } else if (wanted == null) {
        add(place, Kind.WRONG, group, "%s should not be there".formatted(group));
      } else if (!wanted.equals(group)) {
        Kind kind =
            group.readings() < wanted.readings()
                ? Kind.LOST
                : group.readings() > wanted.readings() ? Kind.DOUBLED : Kind.WRONG;
        add(place, kind, group, "%s instead of %s".formatted(group, wanted));
      }
    }
    for (Group wanted : expected.values()) {
      if (!seen.contains(wanted.key())) {
        add(place, Kind.LOST, wanted, "%s is not there".formatted(wanted));
      }
    }
  }

  private void add(String place, Kind kind, Group group, String what) {
    long id = CrashProject.idAt(group.key().openedMillis());
    add(place, kind, id, what);
  }

  private void add(String place, Kind kind, long id, String what) {
    findings.add(new Finding(place, kind, attempts.life(id), what));
  }
}
