package io.thalweg.app.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a platform that are open, to be closed in the opposite order, each whatever happened
 * to the others. Safe for use by many threads; closes once.
 */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<Part> open = new ArrayDeque<>();

  private record Part(String name, AutoCloseable closeable) {}

  /** Takes over a part; gives it back for its first use. */
  synchronized <T extends AutoCloseable> T own(String name, T part) {
    open.push(new Part(name, part));
    return part;
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      Part part = open.pop();
      try {
        part.closeable().close();
      } catch (Exception e) {
        LOG.error(
            "{} did not close cleanly; what it holds is mended by the next start", part.name(), e);
      }
    }
  }
}
