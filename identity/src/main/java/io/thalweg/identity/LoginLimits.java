package io.thalweg.identity;

import io.thalweg.identity.IdentityException.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how often a password may be guessed: for each user five at once and then one in ten
 * seconds, from each address twenty at once and then one a second. A right password is no guess.
 * Safe for use by many threads.
 */
final class LoginLimits {

  private static final Duration USER_INTERVAL = Duration.ofSeconds(10);
  private static final int USER_BURST = 5;
  private static final Duration ADDRESS_INTERVAL = Duration.ofSeconds(1);
  private static final int ADDRESS_BURST = 20;

  /** So that whoever makes up names cannot fill the memory. */
  private static final int MOST = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, RateLimit> users = bounded();
  private final Map<String, RateLimit> addresses = bounded();

  LoginLimits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Counts an attempt before it is made, so that many at once do not slip through.
   *
   * @throws IdentityException {@code TOO_OFTEN}
   */
  synchronized void attempt(String user, String address) {
    RateLimit byAddress = limit(addresses, address, ADDRESS_INTERVAL, ADDRESS_BURST);
    RateLimit byUser = limit(users, counted(user), USER_INTERVAL, USER_BURST);
    Duration wait = byAddress.takeOne();
    if (wait.isZero()) {
      wait = byUser.takeOne();
      if (!wait.isZero()) {
        byAddress.giveBackOne();
      }
    }
    if (!wait.isZero()) {
      throw new IdentityException(
          Kind.TOO_OFTEN,
          "TOO_MANY_LOGINS",
          "there were too many wrong logins",
          "Wait for the seconds in Retry-After.",
          wait);
    }
  }

  /** The attempt was right. */
  synchronized void succeeded(String user, String address) {
    limit(addresses, address, ADDRESS_INTERVAL, ADDRESS_BURST).giveBackOne();
    limit(users, counted(user), USER_INTERVAL, USER_BURST).giveBackOne();
  }

  /** How many users and addresses are watched, for tests. */
  synchronized int size() {
    return users.size() + addresses.size();
  }

  /** What can be nobody's name is counted as one, however long and many they are. */
  private static String counted(String user) {
    return Users.canBe(user) ? user : "";
  }

  private RateLimit limit(Map<String, RateLimit> all, String name, Duration interval, int burst) {
    return all.computeIfAbsent(name, n -> RateLimit.of(interval, burst, nanoTime));
  }

  /** Forgets the one that is longest unused when there are too many. */
  private static Map<String, RateLimit> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, RateLimit> eldest) {
        return size() > MOST;
      }
    };
  }
}
