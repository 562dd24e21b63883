package io.thalweg.sql.problem;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import java.util.Set;

/** Functions whose result is another each time, which portable SQL does not have. */
public final class Chance {

  private static final Set<String> FUNCTIONS =
      Set.of("RAND", "RANDOM", "RAND_INTEGER", "UUID", "GEN_RANDOM_UUID", "NEWID");

  private Chance() {}

  /** Whether a function, in capitals, is one. */
  public static boolean isFunction(String name) {
    return FUNCTIONS.contains(name);
  }

  /** That it stands at a place. */
  public static Problem problem(String name, Location location) {
    return SqlProblem.SQL_UNSUPPORTED
        .at(location, "function %s is not supported".formatted(name))
        .withDetail("Its result is another each time, so nothing could be computed again.")
        .withHint(
            "Let the sender put it into the event, or take MD5(text) of what tells the rows apart.");
  }
}
