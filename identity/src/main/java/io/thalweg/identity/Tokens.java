package io.thalweg.identity;

import io.thalweg.identity.IdentityException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tokens that let programs and devices in. All of them are in memory, so that a request asks no
 * disk; a token that is made or revoked is so on disk when the call returns. Safe for use by many
 * threads.
 */
public final class Tokens {

  /** The id of the administrator's own token, which lies in a file and not here. */
  public static final String OWN = "admin";

  /** Tells a token from other secrets, for people and for programs that look for lost ones. */
  private static final String PREFIX = "tw_";

  private static final long NEVER = Long.MIN_VALUE;

  private final Database database;
  private final Clock clock;
  private final Map<String, Entry> byHash = new ConcurrentHashMap<>();
  private final Map<String, Entry> byId = new ConcurrentHashMap<>();

  /** A token as it is used. */
  private static final class Entry {
    private final String hash;
    private final Token token;
    private final Optional<ScramVerifier> scram;
    private final Caller caller;
    private final RateLimit requests;
    private final AtomicLong lastUsed;
    private long storedLastUsed;
    private volatile boolean revoked;

    Entry(String hash, Token token, Optional<ScramVerifier> scram, Clock clock) {
      this.hash = hash;
      this.token = token;
      this.scram = scram;
      this.requests = limit(token.requestsPerSecond());
      this.lastUsed = new AtomicLong(token.lastUsed().map(Instant::toEpochMilli).orElse(NEVER));
      this.storedLastUsed = lastUsed.get();
      this.caller =
          new Caller(
              token.name(),
              token.role(),
              token.device(),
              Optional.empty(),
              limit(token.eventsPerSecond()),
              () -> !revoked && !isExpired(clock.instant()));
    }

    private boolean isExpired(Instant now) {
      return token.expires().filter(end -> !now.isBefore(end)).isPresent();
    }

    private Token shown() {
      long used = lastUsed.get();
      return new Token(
          token.id(),
          token.name(),
          token.role(),
          token.device(),
          token.created(),
          token.expires(),
          used == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(used)),
          token.eventsPerSecond(),
          token.requestsPerSecond());
    }

    private static RateLimit limit(OptionalInt perSecond) {
      return perSecond.isEmpty() ? RateLimit.none() : RateLimit.perSecond(perSecond.getAsInt());
    }
  }

  /**
   * @param ownSecret of the administrator's own token, which is kept elsewhere
   */
  Tokens(Database database, String ownSecret, Clock clock) {
    this.database = database;
    this.clock = clock;
    for (Entry stored : database.rows("SELECT * FROM tokens", this::read)) {
      add(stored);
    }
    Token own =
        new Token(
            OWN,
            "admin.token",
            Role.ADMINISTRATOR,
            Optional.empty(),
            Instant.ofEpochMilli(clock.millis()),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    String hash = Secrets.hash(ownSecret);
    add(new Entry(hash, own, Optional.of(ScramVerifier.of(ownSecret)), clock));
  }

  private void add(Entry entry) {
    byHash.put(entry.hash, entry);
    byId.put(entry.token.id(), entry);
  }

  private Entry read(java.sql.ResultSet row) throws java.sql.SQLException {
    Token token =
        new Token(
            row.getString("id"),
            row.getString("name"),
            Role.valueOf(row.getString("role")),
            Optional.ofNullable(row.getString("device")),
            Instant.ofEpochMilli(row.getLong("created")),
            instant(row, "expires"),
            instant(row, "last_used"),
            number(row, "events_per_second"),
            number(row, "requests_per_second"));
    Optional<ScramVerifier> scram =
        Optional.ofNullable(row.getString("scram")).map(ScramVerifier::parse);
    return new Entry(row.getString("hash"), token, scram, clock);
  }

  private static Optional<Instant> instant(java.sql.ResultSet row, String column)
      throws java.sql.SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static OptionalInt number(java.sql.ResultSet row, String column)
      throws java.sql.SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /**
   * Makes a token.
   *
   * @return it with its secret, which nobody can tell again
   * @throws IdentityException {@code INVALID} when it cannot be as it is asked for
   */
  public synchronized Token.Created create(NewToken asked) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    asked.check(now);
    String secret = PREFIX + Secrets.random();
    Token token =
        new Token(
            Secrets.id(),
            asked.shownName(),
            asked.role(),
            asked.device(),
            now,
            asked.expires().map(end -> end.truncatedTo(ChronoUnit.MILLIS)),
            Optional.empty(),
            asked.eventsPerSecond(),
            asked.requestsPerSecond());
    ScramVerifier scram = ScramVerifier.of(secret);
    Entry entry = new Entry(Secrets.hash(secret), token, Optional.of(scram), clock);
    database.change(
        "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        token.id(),
        entry.hash,
        token.name(),
        token.role().name(),
        token.device().orElse(null),
        now.toEpochMilli(),
        token.expires().map(Instant::toEpochMilli).orElse(null),
        null,
        boxed(token.eventsPerSecond()),
        boxed(token.requestsPerSecond()),
        scram.written());
    add(entry);
    return new Token.Created(token, secret);
  }

  private static Integer boxed(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  /** All tokens, also expired ones, in the order in which they were made. */
  public List<Token> list() {
    return byHash.values().stream()
        .map(Entry::shown)
        .sorted(Comparator.comparing(Token::created).thenComparing(Token::id))
        .toList();
  }

  /**
   * Takes a token's rights away from now on, also from requests under way that ask again, and
   * forgets it.
   *
   * @throws IdentityException {@code NOT_FOUND} when there is none, {@code CONFLICT} for the
   *     administrator's own
   */
  public synchronized void revoke(String id) {
    if (id.equals(OWN)) {
      throw new IdentityException(
          Kind.CONFLICT,
          "OWN_TOKEN",
          "the administrator's own token cannot be revoked",
          "Stop the platform, delete admin.token in its data folder and start it: it makes a new one.");
    }
    Entry entry =
        Optional.ofNullable(byId.get(id))
            .orElseThrow(
                () ->
                    new IdentityException(
                        Kind.NOT_FOUND,
                        "UNKNOWN_TOKEN",
                        "there is no token with the id \"%s\"".formatted(id),
                        "GET /api/v1/tokens lists them."));
    database.change("DELETE FROM tokens WHERE id = ?", id);
    entry.revoked = true;
    byHash.remove(entry.hash);
    byId.remove(id);
  }

  /** The token with this id, also an expired one. */
  public Optional<Token> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(Entry::shown);
  }

  /**
   * What SCRAM checks a token's secret against; empty for tokens that are not there, and for those
   * that were made before it was kept.
   */
  public Optional<ScramVerifier> scram(String id) {
    return Optional.ofNullable(byId.get(id)).flatMap(entry -> entry.scram);
  }

  /** Whether this is the secret of the token with this id. */
  public boolean isSecret(String id, String secret) {
    Entry entry = byId.get(id);
    return entry != null && entry.hash.equals(Secrets.hash(secret));
  }

  /**
   * Whoever has shown already that the secret of the token with this id is theirs. Empty once the
   * token is revoked or over.
   */
  public Optional<Caller> proven(String id) {
    Entry entry = byId.get(id);
    if (entry == null || !entry.caller.active().getAsBoolean()) {
      return Optional.empty();
    }
    entry.lastUsed.set(clock.millis());
    return Optional.of(entry.caller);
  }

  /** See {@link Authenticator#token}. */
  Authentication authenticate(String secret) {
    Entry entry = byHash.get(Secrets.hash(secret));
    if (entry == null) {
      return new Authentication.NotKnown();
    }
    Instant now = clock.instant();
    if (entry.isExpired(now)) {
      return new Authentication.Expired(entry.token.expires().orElseThrow());
    }
    Duration wait = entry.requests.takeOne();
    if (!wait.isZero()) {
      return new Authentication.TooOften(wait);
    }
    entry.lastUsed.set(now.toEpochMilli());
    return new Authentication.Accepted(entry.caller);
  }

  /** Writes down when the tokens were last used, where that has changed. */
  synchronized void storeLastUsed() {
    List<Object[]> changed = new ArrayList<>();
    for (Entry entry : byHash.values()) {
      long used = entry.lastUsed.get();
      if (used != entry.storedLastUsed) {
        changed.add(new Object[] {used, entry.token.id()});
        entry.storedLastUsed = used;
      }
    }
    database.changeAll("UPDATE tokens SET last_used = ? WHERE id = ?", changed);
  }
}
