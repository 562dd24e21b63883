package io.thalweg.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KillPlanTest {

  @Test
  void twoHundredKillsComeToEveryPointAndToBothRandomKinds() {
    KillPlan plan = KillPlan.of(200, new Random(1));

    assertThat(plan.deaths()).hasSize(200);
    assertThat(plan.deaths().stream().map(KillPlan.Death::cause).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    KillPlan.points().stream().map(Enum::name),
                    Stream.of("while starting", "while running"))
                .toList());
  }

  @Test
  void theSameSeedGivesTheSamePlan() {
    assertThat(KillPlan.of(50, new Random(7))).isEqualTo(KillPlan.of(50, new Random(7)));
  }
}
