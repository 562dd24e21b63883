package io.thalweg.testing.crash;

import io.thalweg.buffer.FaultPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How each life of the platform ends: half of them at random instants, some of which fall into its
 * start, the others evenly at the named points.
 */
record KillPlan(List<Death> deaths) {

  private static final Duration LONGEST_START = Duration.ofSeconds(4);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(3);
  private static final int LATEST_TURN = 12;

  /** How a life ends. */
  sealed interface Death {

    /** What the summary calls it. */
    String cause();
  }

  /** SIGKILL some time after the start of the process. */
  record WhileStarting(Duration after) implements Death {
    @Override
    public String cause() {
      return "while starting";
    }
  }

  /** SIGKILL some time after it was ready. */
  record WhileRunning(Duration after) implements Death {
    @Override
    public String cause() {
      return "while running";
    }
  }

  /** The process halts at a point, when it reaches it for the n-th time. */
  record AtPoint(FaultPoint point, int turn) implements Death {
    @Override
    public String cause() {
      return point.name();
    }
  }

  /**
   * A plan.
   *
   * @param kills at least 1
   */
  static KillPlan of(int kills, Random random) {
    List<Death> deaths = new ArrayList<>();
    List<FaultPoint> points = new ArrayList<>(points());
    // A short plan comes to other points in each run.
    Collections.shuffle(points, random);
    for (int i = 0; i < kills; i++) {
      if (i % 2 == 0) {
        FaultPoint point = points.get(i / 2 % points.size());
        deaths.add(new AtPoint(point, 1 + random.nextInt(latestTurn(point))));
      } else if (i % 6 == 5) {
        deaths.add(new WhileStarting(below(LONGEST_START, random)));
      } else {
        deaths.add(new WhileRunning(below(LONGEST_LIFE, random)));
      }
    }
    Collections.shuffle(deaths, random);
    return new KillPlan(List.copyOf(deaths));
  }

  /**
   * Those that the harness comes to: its project has no reference table, {@link KilledTableTest}
   * has.
   */
  static List<FaultPoint> points() {
    return Arrays.stream(FaultPoint.values())
        .filter(point -> point != FaultPoint.BEFORE_TABLE_COMMIT)
        .toList();
  }

  /** Files of the lake are put together every second or two, everything else happens more often. */
  private static int latestTurn(FaultPoint point) {
    return switch (point) {
      case BEFORE_COMPACTION_COMMIT, AFTER_COMPACTION_COMMIT -> 3;
      default -> LATEST_TURN;
    };
  }

  private static Duration below(Duration longest, Random random) {
    return Duration.ofMillis(1 + random.nextInt((int) longest.toMillis()));
  }
}
