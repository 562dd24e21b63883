package io.thalweg.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimit limit = RateLimit.of(Duration.ofMillis(500), 4, clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void letsABurstInAndThenSoManyASecond() {
    for (int i = 0; i < 4; i++) {
      assertThat(limit.takeOne()).isZero();
    }
    assertThat(limit.takeOne()).isEqualTo(Duration.ofMillis(500));
    pass(Duration.ofMillis(499));
    assertThat(limit.takeOne()).isEqualTo(Duration.ofMillis(1));
    pass(Duration.ofMillis(1));
    assertThat(limit.takeOne()).isZero();
    assertThat(limit.takeOne()).isPositive();
  }

  @Test
  void holdsNoMoreAfterALongPause() {
    pass(Duration.ofDays(400));
    for (int i = 0; i < 4; i++) {
      assertThat(limit.takeOne()).isZero();
    }
    assertThat(limit.takeOne()).isPositive();
  }

  @Test
  void whatWasTooMuchIsPaidOff() {
    limit.spend(104);
    assertThat(limit.untilNext()).isEqualTo(Duration.ofMillis(50_500));
    pass(Duration.ofMillis(50_500));
    assertThat(limit.takeOne()).isZero();
  }

  @Test
  void whatIsGivenBackIsNotMoreThanItHolds() {
    limit.takeOne();
    limit.giveBackOne();
    limit.giveBackOne();
    limit.spend(4);
    assertThat(limit.untilNext()).isPositive();
  }

  @Test
  void withoutALimitThereIsAlwaysOne() {
    RateLimit none = RateLimit.none();
    none.spend(Integer.MAX_VALUE);
    assertThat(none.takeOne()).isZero();
  }
}
