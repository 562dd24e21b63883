package io.thalweg.connect.http.events;

import io.thalweg.buffer.decode.Rejection;

/**
 * The events of a body, one after the other, each as a JSON text. Before the first there is none.
 * For one thread.
 */
interface Events {

  /** Finds the events of a body. */
  interface Cutter {
    Events cut(byte[] body, int length);
  }

  /** Goes to the next event; false when there is none. */
  boolean next();

  /** Holds the event's JSON in {@code [start(), start() + length())} until the next one. */
  byte[] json();

  int start();

  int length();

  /** Why the event cannot be written as JSON, so that there is none; or null. */
  default Rejection rejection() {
    return null;
  }
}
