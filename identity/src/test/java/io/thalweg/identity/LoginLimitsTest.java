package io.thalweg.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {

  private final AtomicLong clock = new AtomicLong();
  private final LoginLimits limits = new LoginLimits(clock::get);

  private void assertTooOften(String user, String address) {
    assertThatThrownBy(() -> limits.attempt(user, address))
        .isInstanceOfSatisfying(
            IdentityException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(IdentityException.Kind.TOO_OFTEN);
              assertThat(e.retryAfter()).isPresent();
            });
  }

  @Test
  void aUserIsGuessedFiveTimesAndThenOnceInTenSecondsFromWhereverItIs() {
    for (int i = 0; i < 5; i++) {
      limits.attempt("anna", "10.0.0." + i);
    }
    assertTooOften("anna", "10.0.0.99");
    limits.attempt("bert", "10.0.0.1");
    clock.addAndGet(Duration.ofSeconds(10).toNanos());
    limits.attempt("anna", "10.0.0.99");
    assertTooOften("anna", "10.0.0.99");
  }

  @Test
  void anAddressGuessesTwentyTimesWhomeverItNames() {
    for (int i = 0; i < 20; i++) {
      limits.attempt("user" + i, "10.0.0.1");
    }
    assertTooOften("anna", "10.0.0.1");
    limits.attempt("anna", "10.0.0.2");
  }

  @Test
  void whatIsNobodysNameCountsAsOne() {
    for (int i = 0; i < 5; i++) {
      limits.attempt("No Name " + "x".repeat(100_000) + i, "10.0.0." + i);
    }
    assertTooOften("Another", "10.0.0.99");
    assertThat(limits.size()).isEqualTo(7);
  }

  @Test
  void aRightPasswordIsNoGuess() {
    for (int i = 0; i < 100; i++) {
      limits.attempt("anna", "10.0.0.1");
      limits.succeeded("anna", "10.0.0.1");
    }
    limits.attempt("anna", "10.0.0.1");
  }

  @Test
  void madeUpNamesNeitherFillTheMemoryNorFreeWhoIsHeldBack() {
    for (int i = 0; i < 5; i++) {
      limits.attempt("anna", "10.0.0.1");
    }
    for (int i = 0; i < 9_000; i++) {
      limits.attempt("made-up-" + i, "address " + i);
    }
    assertTooOften("anna", "10.0.0.1");
    for (int i = 0; i < 30_000; i++) {
      limits.attempt("more-" + i, "more " + i);
    }
    assertThat(limits.size()).isLessThanOrEqualTo(20_000);
  }
}
