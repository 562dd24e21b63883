package io.thalweg.connect.http;

/**
 * Hears of everything that the door refuses, so that it can be counted. Codes and streams are
 * closed sets: nothing that a client makes up.
 *
 * <p>Called by many threads at once, within requests: returns at once and throws nothing.
 */
public interface Refusals {

  /** Counts nothing. */
  Refusals NONE =
      new Refusals() {
        @Override
        public void request(int status, String code) {}

        @Override
        public void events(String stream, String code, String rule, int count) {}
      };

  /**
   * A request was answered with an error, whoever found it: a guard, a resource or the server.
   *
   * @param status of HTTP, 400 to 599
   * @param code of the answer, for example {@code BODY_TOO_LARGE}
   */
  void request(int status, String code);

  /**
   * Events of a request were refused one by one; the request itself may have been a success.
   *
   * @param stream that they were sent to
   * @param code why, for example {@code MISSING_FIELD}
   * @param rule of the stream's quality that they break, by its name; empty for another reason
   * @param count at least 1
   */
  void events(String stream, String code, String rule, int count);
}
