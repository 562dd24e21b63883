package io.thalweg.identity;

import io.thalweg.identity.IdentityException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The people who are logged in. A session outlives a restart of the platform; it ends when it is
 * closed, when the user's password changes, after {@link #LONGEST}, or unused after {@link
 * #LONGEST_UNUSED}. Safe for use by many threads.
 */
public final class Sessions {

  /** The longest life of a session. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** How long it may stay unused. */
  public static final Duration LONGEST_UNUSED = Duration.ofHours(12);

  private static final int MOST_OF_A_USER = 50;

  private final Database database;
  private final Clock clock;
  private final Users users;
  private final LoginLimits limits;
  private final Map<String, Entry> byHash = new ConcurrentHashMap<>();

  /** A session as it is used. */
  private static final class Entry {
    private final String hash;
    private final String user;
    private final Instant created;
    private final AtomicLong lastUsed;
    private long storedLastUsed;
    private volatile boolean closed;

    Entry(String hash, String user, Instant created, long lastUsed) {
      this.hash = hash;
      this.user = user;
      this.created = created;
      this.lastUsed = new AtomicLong(lastUsed);
      this.storedLastUsed = lastUsed;
    }

    boolean isOver(Instant now) {
      return closed
          || now.isAfter(created.plus(LONGEST))
          || now.isAfter(Instant.ofEpochMilli(lastUsed.get()).plus(LONGEST_UNUSED));
    }
  }

  /**
   * A session that has just begun.
   *
   * @param secret what the browser keeps
   * @param csrf what a request of the session that changes something has to carry
   */
  public record Opened(User user, String secret, String csrf) {}

  Sessions(Database database, Clock clock, Users users, LoginLimits limits) {
    this.database = database;
    this.clock = clock;
    this.users = users;
    this.limits = limits;
    for (Entry stored :
        database.rows(
            "SELECT * FROM sessions",
            row ->
                new Entry(
                    row.getString("hash"),
                    row.getString("user"),
                    Instant.ofEpochMilli(row.getLong("created")),
                    row.getLong("last_used")))) {
      byHash.put(stored.hash, stored);
    }
  }

  /**
   * Logs somebody in; takes some tenths of a second.
   *
   * @param address that they come from
   * @throws IdentityException {@code NOT_KNOWN} when there is no such user with such a password,
   *     {@code TOO_OFTEN} after too many of those
   */
  public Opened open(String name, String password, String address) {
    limits.attempt(name, address);
    if (password.length() > Passwords.LONGEST * 2 || !users.isRight(name, password)) {
      throw new IdentityException(
          Kind.NOT_KNOWN,
          "LOGIN_REFUSED",
          "user or password are wrong",
          "The first start wrote the password of \"%s\" to admin.password in the data folder."
              .formatted(Users.FIRST));
    }
    limits.succeeded(name, address);
    User user =
        users
            .find(name)
            .orElseThrow(() -> new IllegalStateException("a user was removed at this instant"));
    String secret = Secrets.random();
    add(new Entry(Secrets.hash(secret), name, now(), now().toEpochMilli()));
    return new Opened(user, secret, csrf(secret));
  }

  private synchronized void add(Entry entry) {
    List<Entry> others =
        byHash.values().stream()
            .filter(other -> other.user.equals(entry.user))
            .sorted(Comparator.comparing((Entry other) -> other.lastUsed.get()))
            .toList();
    others.subList(0, Math.max(0, others.size() - MOST_OF_A_USER + 1)).forEach(this::end);
    database.change(
        "INSERT INTO sessions VALUES (?, ?, ?, ?)",
        entry.hash,
        entry.user,
        entry.created.toEpochMilli(),
        entry.lastUsed.get());
    byHash.put(entry.hash, entry);
  }

  /**
   * Whether this is the user's password; counts against the same limits as a login.
   *
   * @throws IdentityException {@code TOO_OFTEN}
   */
  public boolean isPassword(String name, String password, String address) {
    limits.attempt(name, address);
    boolean right = password.length() <= Passwords.LONGEST * 2 && users.isRight(name, password);
    if (right) {
      limits.succeeded(name, address);
    }
    return right;
  }

  /** Ends the session with this secret, if there is one. */
  public synchronized void close(String secret) {
    Optional.ofNullable(byHash.get(Secrets.hash(secret))).ifPresent(this::end);
  }

  /** Ends all sessions of a user. */
  synchronized void closeAllOf(String user) {
    byHash.values().stream().filter(entry -> entry.user.equals(user)).toList().forEach(this::end);
  }

  private void end(Entry entry) {
    database.change("DELETE FROM sessions WHERE hash = ?", entry.hash);
    entry.closed = true;
    byHash.remove(entry.hash);
  }

  /** See {@link Authenticator#session}. */
  Authentication authenticate(String secret) {
    Entry entry = byHash.get(Secrets.hash(secret));
    Instant now = now();
    Optional<User> user =
        entry == null || entry.isOver(now) ? Optional.empty() : users.find(entry.user);
    if (user.isEmpty()) {
      return new Authentication.NotKnown();
    }
    entry.lastUsed.set(now.toEpochMilli());
    Role role = user.get().role();
    return new Authentication.Accepted(
        new Caller(
            entry.user,
            role,
            Optional.empty(),
            Optional.of(csrf(secret)),
            RateLimit.none(),
            () -> isStill(entry, role)));
  }

  private boolean isStill(Entry entry, Role role) {
    return !entry.isOver(now())
        && users.find(entry.user).filter(user -> user.role() == role).isPresent();
  }

  /**
   * Made from the session's secret, so that nothing needs to be kept; it does not tell the secret.
   */
  private static String csrf(String secret) {
    return Secrets.hash("csrf:" + secret);
  }

  /** Writes down when the sessions were last used, and forgets those that are over. */
  synchronized void store() {
    List<Object[]> changed = new ArrayList<>();
    for (Entry entry : List.copyOf(byHash.values())) {
      long used = entry.lastUsed.get();
      if (entry.isOver(now())) {
        end(entry);
      } else if (used != entry.storedLastUsed) {
        changed.add(new Object[] {used, entry.hash});
        entry.storedLastUsed = used;
      }
    }
    database.changeAll("UPDATE sessions SET last_used = ? WHERE hash = ?", changed);
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
