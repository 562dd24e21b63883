package io.thalweg.process.duckdb.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

  private static final long SECOND = 1_000_000_000L;

  private final Rate rate = new Rate();

  @Test
  void aSteadyFlowHasItsRateAfterASecondAndKeepsIt() {
    rate.count(0, 5_000);
    for (int i = 1; i <= 600; i++) {
      rate.count(i * SECOND / 20, 5_000 + i * 10);
      if (i >= 20) {
        assertThat(rate.perSecond(i * SECOND / 20)).isBetween(190.0, 210.0);
      }
    }
  }

  @Test
  void whatCameBeforeTheWindowIsForgotten() {
    rate.count(0, 0);
    rate.count(SECOND, 1_000);
    assertThat(rate.perSecond(2 * SECOND)).isEqualTo(500);
    assertThat(rate.perSecond(10 * SECOND)).isEqualTo(100);
    assertThat(rate.perSecond(11 * SECOND)).isZero();
    rate.count(100 * SECOND, 2_000);
    assertThat(rate.perSecond(100 * SECOND)).isEqualTo(100);
  }

  @Test
  void aCountThatBeginsAnewHasNoRate() {
    assertThat(rate.perSecond(0)).isZero();
    rate.count(0, 1_000);
    rate.count(SECOND, 0);
    assertThat(rate.perSecond(2 * SECOND)).isZero();
  }
}
