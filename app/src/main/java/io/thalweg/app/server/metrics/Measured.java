package io.thalweg.app.server.metrics;

/** A part of the platform that can be measured. One thread at a time asks. */
interface Measured {

  /**
   * Adds what there is now; what is gone is not in it any more.
   *
   * @throws RuntimeException when the part does not answer; then its metrics are missing
   */
  void addTo(Families families);
}
