package io.thalweg.identity;

import io.thalweg.identity.IdentityException.Kind;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how often a password may be guessed: for each user five at once and then one in ten
 * seconds, from each address twenty at once and then one a second. A right password is no guess.
 * Safe for use by many threads.
 */
final class LoginLimits {

  private static final double USER_PER_SECOND = 0.1;
  private static final int USER_BURST = 5;
  private static final double ADDRESS_PER_SECOND = 1;
  private static final int ADDRESS_BURST = 20;

  /** So that whoever makes up names cannot fill the memory. */
  private static final int MOST = 10_000;

  private final LongSupplier nanoTime;
  private final Map<String, RateLimit> users = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, RateLimit> addresses = new LinkedHashMap<>(16, 0.75f, true);

  LoginLimits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Counts an attempt before it is made, so that many at once do not slip through.
   *
   * @throws IdentityException {@code TOO_OFTEN}
   */
  synchronized void attempt(String user, String address) {
    RateLimit byAddress = limit(addresses, address, ADDRESS_PER_SECOND, ADDRESS_BURST);
    RateLimit byUser = limit(users, user, USER_PER_SECOND, USER_BURST);
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
    limit(addresses, address, ADDRESS_PER_SECOND, ADDRESS_BURST).giveBackOne();
    limit(users, user, USER_PER_SECOND, USER_BURST).giveBackOne();
  }

  private RateLimit limit(Map<String, RateLimit> all, String name, double perSecond, int burst) {
    RateLimit known = all.get(name);
    if (known == null) {
      if (all.size() >= MOST) {
        makeRoom(all);
      }
      known = RateLimit.of(perSecond, burst, nanoTime);
      all.put(name, known);
    }
    return known;
  }

  /**
   * Those that are as new tell nothing; if all tell something, the one that is longest unused goes.
   */
  private static void makeRoom(Map<String, RateLimit> all) {
    all.values().removeIf(RateLimit::isFull);
    if (all.size() >= MOST) {
      Iterator<String> eldest = all.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }
}
