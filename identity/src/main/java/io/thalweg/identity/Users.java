package io.thalweg.identity;

import io.thalweg.identity.IdentityException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The people who may log in; there always is an administrator among them. A change is on disk when
 * its call returns. Safe for use by many threads.
 */
public final class Users {

  /** The name of the user that the first start makes. */
  public static final String FIRST = "admin";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  private final Database database;
  private final Clock clock;
  private final FirstPassword first;
  private final Consumer<String> endSessions;
  private final Map<String, Stored> byName = new ConcurrentHashMap<>();

  /** What a wrong name is checked against, so that it takes as long as a wrong password. */
  static final String NOBODYS_PASSWORD =
      "$argon2id$v=19$m=19456,t=2,p=1$+naXJcJaSkbCvQO/9qJ59Q"
          + "$PGne8TZVbZzURIT88CJ6jpPm09SLF0iNIzq35ipBe6E";

  private record Stored(User user, String password) {}

  /**
   * @param endSessions ends those of the user with this name
   */
  Users(Database database, Clock clock, FirstPassword first, Consumer<String> endSessions) {
    this.database = database;
    this.clock = clock;
    this.first = first;
    this.endSessions = endSessions;
    for (Stored stored :
        database.rows(
            "SELECT * FROM users",
            row ->
                new Stored(
                    new User(
                        row.getString("name"),
                        Role.valueOf(row.getString("role")),
                        Instant.ofEpochMilli(row.getLong("created"))),
                    row.getString("password")))) {
      byName.put(stored.user().name(), stored);
    }
    if (byName.isEmpty()) {
      String password = Secrets.random().substring(0, 24);
      first.keep(password);
      create(FIRST, Role.ADMINISTRATOR, password);
    }
  }

  /** All users in the order of their names. */
  public List<User> list() {
    return byName.values().stream()
        .map(Stored::user)
        .sorted(Comparator.comparing(User::name))
        .toList();
  }

  /** The user of this name. */
  public Optional<User> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Stored::user);
  }

  /**
   * Lets somebody log in from now on.
   *
   * @throws IdentityException {@code INVALID} for a name, role or password that cannot be, {@code
   *     CONFLICT} when the name is taken
   */
  public synchronized User create(String name, Role role, String password) {
    if (!canBe(name)) {
      throw new IdentityException(
          Kind.INVALID,
          "WRONG_USER_NAME",
          "that is no name for a user",
          "Take 1 to 64 of a-z, 0-9 and . _ @ -, beginning with a letter or digit.");
    }
    checkRole(role);
    Passwords.check(password);
    if (byName.containsKey(name)) {
      throw new IdentityException(
          Kind.CONFLICT,
          "USER_EXISTS",
          "there is a user \"%s\" already".formatted(name),
          "Choose another name, or change that user.");
    }
    User user = new User(name, role, Instant.ofEpochMilli(clock.millis()));
    String hash = Passwords.hash(password);
    database.change(
        "INSERT INTO users VALUES (?, ?, ?, ?)",
        name,
        role.name(),
        hash,
        user.created().toEpochMilli());
    byName.put(name, new Stored(user, hash));
    return user;
  }

  /**
   * Gives a user another role, which counts from their next request on, or another password, which
   * ends all their sessions; both or neither.
   *
   * @param role null for the same
   * @param password null for the same
   * @throws IdentityException {@code NOT_FOUND}; {@code INVALID} for what cannot be; {@code
   *     CONFLICT} when no administrator would be left
   */
  public synchronized User change(String name, Role role, String password) {
    Stored old = stored(name);
    Role newRole = role == null ? old.user().role() : role;
    checkRole(newRole);
    if (newRole != Role.ADMINISTRATOR) {
      checkAnotherAdministrator(old.user());
    }
    String hash = old.password();
    if (password != null) {
      Passwords.check(password);
      hash = Passwords.hash(password);
    }
    database.change(
        "UPDATE users SET role = ?, password = ? WHERE name = ?", newRole.name(), hash, name);
    User user = new User(name, newRole, old.user().created());
    byName.put(name, new Stored(user, hash));
    if (password != null) {
      forgetWhatItHad(name);
    }
    return user;
  }

  /**
   * Removes a user and ends their sessions.
   *
   * @throws IdentityException {@code NOT_FOUND}, or {@code CONFLICT} when no administrator would be
   *     left
   */
  public synchronized void remove(String name) {
    Stored old = stored(name);
    checkAnotherAdministrator(old.user());
    database.change("DELETE FROM users WHERE name = ?", name);
    byName.remove(name);
    forgetWhatItHad(name);
  }

  private void forgetWhatItHad(String name) {
    if (name.equals(FIRST)) {
      first.forget();
    }
    endSessions.accept(name);
  }

  /** Whether there could be a user of this name. */
  static boolean canBe(String name) {
    return name != null && NAME.matcher(name).matches();
  }

  /** Whether there is such a user with such a password; takes the same time where there is not. */
  boolean isRight(String name, String password) {
    Stored stored = byName.get(name);
    boolean matches =
        Passwords.matches(password, stored == null ? NOBODYS_PASSWORD : stored.password());
    // Asked again: it may have been changed meanwhile.
    return matches && stored != null && stored.equals(byName.get(name));
  }

  private Stored stored(String name) {
    Stored stored = byName.get(name);
    if (stored == null) {
      throw new IdentityException(
          Kind.NOT_FOUND,
          "UNKNOWN_USER",
          "there is no user \"%s\"".formatted(name),
          "GET /api/v1/users lists them.");
    }
    return stored;
  }

  private static void checkRole(Role role) {
    if (role == Role.DEVICE) {
      throw new IdentityException(
          Kind.INVALID,
          "WRONG_USER_ROLE",
          "a user cannot be a device",
          "Take administrator, engineer or viewer; devices come in by tokens.");
    }
  }

  private void checkAnotherAdministrator(User without) {
    boolean left =
        byName.values().stream()
            .map(Stored::user)
            .anyMatch(
                user -> user.role() == Role.ADMINISTRATOR && !user.name().equals(without.name()));
    if (without.role() == Role.ADMINISTRATOR && !left) {
      throw new IdentityException(
          Kind.CONFLICT,
          "LAST_ADMINISTRATOR",
          "\"%s\" is the last administrator".formatted(without.name()),
          "Make another user an administrator first.");
    }
  }
}
