package io.thalweg.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.buffer.Offsets;
import io.thalweg.testing.crash.Evidence.Group;
import io.thalweg.testing.crash.Evidence.Key;
import io.thalweg.testing.crash.Evidence.Logged;
import io.thalweg.testing.crash.Evidence.Placed;
import io.thalweg.testing.crash.Evidence.Row;
import io.thalweg.testing.crash.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker finds what is faked into evidence that is otherwise right. */
class CheckerTest {

  private final Attempts attempts = new Attempts();
  private final List<Logged> log = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final long[] ends = new long[CrashProject.PARTITIONS];
  private final List<Placed> placed = new ArrayList<>();
  private final List<Row> late;
  private final List<Group> totals;
  private final List<Group> outer;

  /**
   * 4,000 events, acknowledged at their second attempt; every tenth first attempt came through,
   * half of these so long before that the second counts too.
   */
  CheckerTest() {
    attempts.begin(4_000);
    for (long id = 0; id < 4_000; id++) {
      attempts.attempt(id, 0);
      if (id % 10 == 0) {
        append(id, 0, id % 20 == 0 ? 30_000 * id - 10_001 : 30_000 * id - 10_000);
      }
      append(id, attempts.attempt(id, id < 2_000 ? 0 : 1), 30_000 * id);
      attempts.acknowledge(id, 1);
    }
    List<Logged> counted = Expected.counted(log);
    counted.forEach(record -> rows.add(record.row()));
    counted.forEach(r -> placed.add(new Placed(r.partition(), r.offset(), r.row())));
    Expected expected = Expected.of(counted);
    late = new ArrayList<>(expected.late());
    totals = new ArrayList<>(expected.totals().values());
    outer = new ArrayList<>(expected.outerTotals().values());
  }

  private void append(long id, int attempt, long appended) {
    int partition = (int) (id % CrashProject.DEVICES % CrashProject.PARTITIONS);
    Row row = new Row(id, attempt, CrashProject.amount(id));
    log.add(new Logged(partition, ends[partition]++, row, CrashProject.timeMillis(id), appended));
  }

  private List<Finding> check() {
    return Checker.check(
        attempts,
        new Evidence(
            log,
            rows,
            Offsets.of(ends),
            placed,
            rows,
            totals,
            late,
            totals,
            totals,
            totals,
            outer));
  }

  private Evidence with(List<Row> passthrough, List<Group> found) {
    return new Evidence(
        log,
        rows,
        Offsets.of(ends),
        placed,
        passthrough,
        found,
        late,
        totals,
        totals,
        totals,
        outer);
  }

  @Test
  void rightEvidenceHasNoFindings() {
    assertThat(check()).isEmpty();
    assertThat(late).hasSize(3);
    assertThat(totals.size()).isGreaterThan(300);
    assertThat(outer).isNotEmpty();
  }

  @Test
  void anAcknowledgedEventThatIsNotInTheLogIsLost() {
    Logged gone = remove(record -> record.row().equals(new Row(17, 1, CrashProject.amount(17))));

    assertThat(check())
        .contains(new Finding("the log", Kind.LOST, 0, "event 17, attempt 1"))
        .contains(new Finding("table passthrough", Kind.WRONG, 0, gone.row().toString()));
  }

  @Test
  void anUnansweredAttemptMayBeMissing() {
    attempts.begin(1);
    attempts.attempt(4_000, 1);

    assertThat(check()).isEmpty();
  }

  @Test
  void anAttemptThatIsTwiceInTheLogIsDoubled() {
    Logged twice = log.get(2_500);
    log.add(
        new Logged(
            twice.partition(),
            Integer.MAX_VALUE,
            twice.row(),
            twice.timeMillis(),
            twice.appendedMillis()));

    assertThat(check())
        .contains(
            new Finding(
                "the log", Kind.DOUBLED, attempts.life(twice.row().id()), twice.row().toString()));
  }

  @Test
  void anAttemptThatWasNeverMadeIsWrong() {
    Logged first = log.get(0);
    log.set(
        0,
        new Logged(
            first.partition(), 0, new Row(0, 2, 0), first.timeMillis(), first.appendedMillis()));

    assertThat(check())
        .contains(
            new Finding(
                "the log", Kind.WRONG, 0, "Row[id=0, attempt=2, amount=0] was never posted"));
  }

  @Test
  void aRowThatATableLacksIsLostAndOneThatItHasTwiceIsDoubled() {
    List<Row> table = new ArrayList<>(rows);
    Row lost = table.remove(100);
    table.add(rows.get(3_000));

    assertThat(Checker.check(attempts, with(table, totals)))
        .containsExactlyInAnyOrder(
            new Finding("table passthrough", Kind.LOST, attempts.life(lost.id()), lost.toString()),
            new Finding(
                "table passthrough",
                Kind.DOUBLED,
                attempts.life(rows.get(3_000).id()),
                rows.get(3_000).toString()));
  }

  @Test
  void aWindowThatCountsOneTooFewOrTooManyIsFound() {
    Group right = totals.get(7);
    for (Kind kind : List.of(Kind.LOST, Kind.DOUBLED)) {
      List<Group> table = new ArrayList<>(totals);
      long readings = right.readings() + (kind == Kind.LOST ? -1 : 1);
      table.set(7, new Group(right.key(), readings, right.amount()));

      assertThat(Checker.check(attempts, with(rows, table)))
          .singleElement()
          .satisfies(finding -> assertThat(finding.kind()).isEqualTo(kind))
          .satisfies(finding -> assertThat(finding.place()).isEqualTo("table totals"));
    }
  }

  @Test
  void aWindowThatIsMissingTwiceThereOrStillOpenIsFound() {
    List<Group> table = new ArrayList<>(totals);
    table.remove(0);
    table.add(totals.get(5));
    table.add(new Group(new Key(CrashProject.timeMillis(3_999), "device-1"), 1, 1));

    assertThat(Checker.check(attempts, with(rows, table)).stream().map(Finding::kind))
        .containsExactlyInAnyOrder(Kind.LOST, Kind.DOUBLED, Kind.WRONG);
  }

  @Test
  void theLakeMustHoldEachArchivedRecordOnceAtItsPlace() {
    Placed moved = placed.get(9);
    placed.set(9, new Placed(moved.partition(), moved.offset() + 1, moved.row()));
    placed.add(placed.get(50));
    placed.remove(70);

    assertThat(check().stream().map(f -> f.place() + " " + f.kind()))
        .contains("the lake WRONG", "the lake DOUBLED", "the lake LOST")
        .allMatch(text -> text.startsWith("the lake"));
  }

  @Test
  void aLateRowThatWasCountedOrLostIsFound() {
    late.remove(0);

    assertThat(check().stream().map(f -> f.place() + " " + f.kind()))
        .containsExactly("table totals_late LOST");
  }

  @Test
  void theTopicAndWhatReadsItAreCompared() {
    List<Group> less = totals.subList(1, totals.size());
    Evidence evidence =
        new Evidence(
            log,
            rows,
            Offsets.of(ends),
            placed,
            rows,
            totals,
            late,
            less,
            less,
            Stream.concat(totals.stream(), Stream.of(totals.get(0))).toList(),
            outer.subList(1, outer.size()));

    assertThat(Checker.check(attempts, evidence).stream().map(f -> f.place() + " " + f.kind()))
        .containsExactlyInAnyOrder(
            "topic device-totals LOST",
            "a query over the topic LOST",
            "table forwarded DOUBLED",
            "table outer_totals LOST");
  }

  private Logged remove(java.util.function.Predicate<Logged> which) {
    Logged found = log.stream().filter(which).findFirst().orElseThrow();
    log.remove(found);
    return found;
  }
}
