package io.thalweg.app.server;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.buffer.LogException;
import io.thalweg.connect.http.Endpoint;
import io.thalweg.connect.http.HttpServer;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.PositionAheadOfLogException;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running platform: log, lake, engine and HTTP server over one data folder. Safe for use by many
 * threads.
 */
public final class Platform implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private final Parts parts;
  private final DataFolder folder;
  private final HttpServer server;

  private Platform(Parts parts, DataFolder folder, HttpServer server) {
    this.parts = parts;
    this.folder = folder;
    this.server = server;
  }

  /**
   * Starts everything and returns when events and queries are taken.
   *
   * @param port to listen on instead of the project's, 0 for any free one
   * @throws StartException when something stands in the way; then nothing is left running
   */
  public static Platform start(CheckedProject project, DataFolder folder, OptionalInt port) {
    Parts parts = new Parts();
    int listenAt = port.orElse(project.project().orElseThrow().settings().httpPort());
    try {
      HttpServer server = new Startup(project, folder, listenAt, parts).run();
      URI url = URI.create(server.url());
      folder.writeRunFile(new RunFile(url, ProcessHandle.current().pid()));
      return new Platform(parts, folder, server);
    } catch (LogException | LakeException | PositionAheadOfLogException e) {
      parts.close();
      LOG.error("the platform did not start", e);
      throw new StartException(
          e.getMessage(), "All of it stands in %s.".formatted(folder.messages()));
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  /** Where it listens. */
  public URI url() {
    return URI.create(server.url());
  }

  /** All that can be called. */
  List<Endpoint> endpoints() {
    return server.endpoints();
  }

  /** Takes nothing in any more, ends what runs, commits and closes; some seconds at most. */
  @Override
  public void close() {
    folder.deleteRunFile();
    parts.close();
  }
}
