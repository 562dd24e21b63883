package io.thalweg.testing.crash;

/**
 * Something that must not be.
 *
 * @param place where, for example {@code table passthrough}
 * @param kind of the harm
 * @param life of the platform in which the event was posted, from 0: its end, or a later one, did
 *     it
 * @param what in words
 */
record Finding(String place, Kind kind, int life, String what) {

  enum Kind {
    /** Something acknowledged or computed is not there. */
    LOST,
    /** Something is there more often than in the log. */
    DOUBLED,
    /** Something is there that cannot be, or with another value. */
    WRONG
  }

  @Override
  public String toString() {
    return "%s in %s (life %d): %s".formatted(kind, place, life, what);
  }
}
