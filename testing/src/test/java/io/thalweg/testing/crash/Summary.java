package io.thalweg.testing.crash;

import io.thalweg.testing.crash.CrashRun.Life;
import io.thalweg.testing.crash.CrashRun.Outcome;
import io.thalweg.testing.crash.Finding.Kind;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The table of a run: what each way to die has lost and doubled. */
final class Summary {

  private static final int SHOWN_FINDINGS = 20;

  private Summary() {}

  private static final class Line {
    private int kills;
    private final Map<Kind, Integer> harm = new LinkedHashMap<>();
  }

  static void print(Outcome outcome, long seed, PrintStream out) {
    Map<String, Line> lines = new TreeMap<>();
    for (Life life : outcome.lives()) {
      lines.computeIfAbsent(cause(life), c -> new Line()).kills++;
    }
    for (Finding finding : outcome.findings()) {
      String cause =
          finding.life() < outcome.lives().size()
              ? cause(outcome.lives().get(finding.life()))
              : "after the last kill";
      lines.computeIfAbsent(cause, c -> new Line()).harm.merge(finding.kind(), 1, Integer::sum);
    }
    out.printf(
        "%nseed %d: %,d events acknowledged, %,d in the log, %,d in the lake, %,d windows%n",
        seed,
        outcome.events(),
        outcome.evidence().log().size(),
        outcome.evidence().lake().size(),
        outcome.evidence().totals().size());
    out.printf("%-28s %6s %6s %8s %6s%n", "killed", "kills", "lost", "doubled", "wrong");
    lines.forEach((cause, line) -> print(cause, line, out));
    Line all = new Line();
    all.kills = outcome.lives().size();
    outcome.findings().forEach(finding -> all.harm.merge(finding.kind(), 1, Integer::sum));
    print("all", all, out);
    outcome.findings().stream().limit(SHOWN_FINDINGS).forEach(out::println);
  }

  private static String cause(Life life) {
    return life.reached() ? life.plan().cause() : "not reached, so while running";
  }

  private static void print(String cause, Line line, PrintStream out) {
    out.printf(
        "%-28s %6d %6d %8d %6d%n",
        cause,
        line.kills,
        line.harm.getOrDefault(Kind.LOST, 0),
        line.harm.getOrDefault(Kind.DOUBLED, 0),
        line.harm.getOrDefault(Kind.WRONG, 0));
  }
}
