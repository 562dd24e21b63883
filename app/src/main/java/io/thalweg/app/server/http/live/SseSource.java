package io.thalweg.app.server.http.live;

/** What one client is sent. Called by one thread at a time; never waits. */
public interface SseSource {

  /**
   * The next bytes, whole events; null when there are none now. Then {@link SseConnection#wake} is
   * called when there may be.
   *
   * @throws SseEndException when there will be no more
   */
  byte[] next() throws SseEndException;

  /** What is sent while there is nothing else, so that both sides know that the other is there. */
  byte[] heartbeat();

  /** The client is gone. May be called by any thread, once. */
  void close();
}
