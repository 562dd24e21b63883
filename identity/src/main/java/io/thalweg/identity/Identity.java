package io.thalweg.identity;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens, users and sessions over one file. Safe for use by many threads; its owner closes it when
 * nobody calls any more.
 */
public final class Identity implements Authenticator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
  private static final int STORE_SECONDS = 30;

  private final Database database;
  private final Tokens tokens;
  private final Users users;
  private final Sessions sessions;
  private final ScheduledExecutorService timer;

  private Identity(Database database, String ownToken, FirstPassword first, Clock clock) {
    this.database = database;
    this.tokens = new Tokens(database, ownToken, clock);
    this.users = new Users(database, clock, first, this::endSessions);
    this.sessions = new Sessions(database, clock, users, new LoginLimits(System::nanoTime));
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "identity");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(
        this::storeQuietly, STORE_SECONDS, STORE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Opens what is kept in a file, made by the first call with one user, {@link Users#FIRST}.
   *
   * @param ownToken the secret of the administrator's own token, kept elsewhere
   * @param first takes the first user's random password
   */
  public static Identity open(Path file, String ownToken, FirstPassword first) {
    return open(file, ownToken, first, Clock.systemUTC());
  }

  static Identity open(Path file, String ownToken, FirstPassword first, Clock clock) {
    Database database = Database.open(file);
    try {
      return new Identity(database, ownToken, first, clock);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  private void endSessions(String user) {
    sessions.closeAllOf(user);
  }

  @Override
  public Authentication token(String secret) {
    return tokens.authenticate(secret);
  }

  @Override
  public Authentication session(String secret) {
    return sessions.authenticate(secret);
  }

  public Tokens tokens() {
    return tokens;
  }

  public Users users() {
    return users;
  }

  public Sessions sessions() {
    return sessions;
  }

  private void storeQuietly() {
    try {
      store();
    } catch (RuntimeException e) {
      LOG.warn("when tokens and sessions were last used could not be written down", e);
    }
  }

  private void store() {
    tokens.storeLastUsed();
    sessions.store();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    storeQuietly();
    database.close();
  }
}
