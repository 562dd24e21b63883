package io.thalweg.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.identity.IdentityException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

  private static final String OWN = "the administrator's own";
  private static final String ADDRESS = "127.0.0.1";

  /** Stands still until it is told to go on. */
  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T08:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Keeps the first password as long as it is right. */
  private static final class Note implements FirstPassword {
    private final List<String> passwords = new ArrayList<>();

    @Override
    public void keep(String password) {
      passwords.add(password);
    }

    @Override
    public void forget() {
      passwords.clear();
    }
  }

  @TempDir Path folder;
  private final TestClock clock = new TestClock();
  private final Note note = new Note();
  private Identity identity;

  @BeforeEach
  void open() {
    identity = Identity.open(folder.resolve("identity.db"), OWN, note, clock);
  }

  @AfterEach
  void close() {
    identity.close();
  }

  private void reopen() {
    close();
    open();
  }

  private static Caller caller(Authentication result) {
    assertThat(result).isInstanceOf(Authentication.Accepted.class);
    return ((Authentication.Accepted) result).caller();
  }

  private String firstPassword() {
    return note.passwords.get(0);
  }

  @Test
  void theAdministratorsOwnTokenIsAlwaysThere() {
    assertThat(caller(identity.token(OWN)).role()).isEqualTo(Role.ADMINISTRATOR);
    assertThat(identity.token("another")).isInstanceOf(Authentication.NotKnown.class);
    assertThatThrownBy(() -> identity.tokens().revoke(Tokens.OWN))
        .isInstanceOf(IdentityException.class)
        .hasMessage("the administrator's own token cannot be revoked");
    assertThat(caller(identity.token(OWN)).active().getAsBoolean()).isTrue();
  }

  @Test
  void aTokenOutlivesARestartWithAllThatIsKnownOfIt() {
    Token.Created made =
        identity
            .tokens()
            .create(
                new NewToken(
                    Role.DEVICE,
                    Optional.of("press line"),
                    Optional.of("press-1"),
                    Optional.of(clock.now.plusSeconds(60)),
                    OptionalInt.of(7),
                    OptionalInt.of(8)));
    clock.now = clock.now.plusSeconds(30);
    Caller device = caller(identity.token(made.secret()));
    assertThat(device.device()).contains("press-1");
    assertThat(device.isUser()).isFalse();
    List<Token> before = identity.tokens().list();
    assertThat(before).anyMatch(token -> token.lastUsed().equals(Optional.of(clock.now)));
    reopen();
    assertThat(identity.tokens().list())
        .filteredOn(token -> !token.id().equals(Tokens.OWN))
        .isEqualTo(before.stream().filter(token -> !token.id().equals(Tokens.OWN)).toList());
    caller(identity.token(made.secret()));
  }

  @Test
  void aTokenIsGoodUntilTheInstantAtWhichItExpires() {
    Instant end = clock.now.plusSeconds(60);
    Token.Created made =
        identity
            .tokens()
            .create(
                new NewToken(
                    Role.VIEWER,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(end),
                    OptionalInt.empty(),
                    OptionalInt.empty()));
    clock.now = end.minusNanos(1);
    Caller viewer = caller(identity.token(made.secret()));
    assertThat(viewer.active().getAsBoolean()).isTrue();
    clock.now = end;
    assertThat(viewer.active().getAsBoolean()).isFalse();
    assertThat(identity.token(made.secret())).isEqualTo(new Authentication.Expired(end));
  }

  @Test
  void aRevokedTokenIsForgottenAtOnceAndForGood() {
    Token.Created made = identity.tokens().create(NewToken.of(Role.ENGINEER));
    Caller engineer = caller(identity.token(made.secret()));
    identity.tokens().revoke(made.token().id());
    assertThat(engineer.active().getAsBoolean()).isFalse();
    assertThat(identity.token(made.secret())).isInstanceOf(Authentication.NotKnown.class);
    reopen();
    assertThat(identity.token(made.secret())).isInstanceOf(Authentication.NotKnown.class);
  }

  @Test
  void aTokenThatCallsTooOftenIsToldWhenItMayAgain() {
    Token.Created made =
        identity
            .tokens()
            .create(
                new NewToken(
                    Role.VIEWER,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.of(1)));
    caller(identity.token(made.secret()));
    Authentication second = identity.token(made.secret());
    assertThat(second).isInstanceOf(Authentication.TooOften.class);
    assertThat(((Authentication.TooOften) second).retryAfter())
        .isBetween(Duration.ofNanos(1), Duration.ofSeconds(1));
  }

  @Test
  void noSecretAndNoPasswordIsInTheFile() throws Exception {
    Token.Created made = identity.tokens().create(NewToken.ofDevice("press-1"));
    Sessions.Opened session = identity.sessions().open(Users.FIRST, firstPassword(), ADDRESS);
    close();
    String file =
        Files.readString(
            folder.resolve("identity.db"), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(file).contains("press-1", "$argon2id$");
    for (String secret :
        List.of(made.secret(), session.secret(), session.csrf(), firstPassword(), OWN)) {
      assertThat(file).doesNotContain(secret);
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("identity.db"))))
        .isEqualTo("rw-------");
    open();
  }

  @Test
  void theFirstPasswordIsMadeOnceAndForgottenWhenItIsChanged() {
    assertThat(note.passwords).hasSize(1);
    String first = firstPassword();
    reopen();
    assertThat(note.passwords).hasSize(1);
    identity.users().change(Users.FIRST, null, "another password");
    assertThat(note.passwords).isEmpty();
    assertThat(identity.sessions().isPassword(Users.FIRST, first, ADDRESS)).isFalse();
    reopen();
    assertThat(note.passwords).isEmpty();
    identity.sessions().open(Users.FIRST, "another password", ADDRESS);
  }

  @Test
  void aSessionOutlivesARestartButNotItsTime() {
    Sessions.Opened session = identity.sessions().open(Users.FIRST, firstPassword(), ADDRESS);
    Caller admin = caller(identity.session(session.secret()));
    assertThat(admin.csrf()).contains(session.csrf());
    assertThat(identity.token(session.secret())).isInstanceOf(Authentication.NotKnown.class);
    reopen();
    Instant start = clock.now;
    while (clock.now.isBefore(start.plus(Sessions.LONGEST).minus(Sessions.LONGEST_UNUSED))) {
      clock.now = clock.now.plus(Sessions.LONGEST_UNUSED);
      caller(identity.session(session.secret()));
    }
    clock.now = start.plus(Sessions.LONGEST).plusMillis(1);
    assertThat(identity.session(session.secret())).isInstanceOf(Authentication.NotKnown.class);

    Sessions.Opened other = identity.sessions().open(Users.FIRST, firstPassword(), ADDRESS);
    clock.now = clock.now.plus(Sessions.LONGEST_UNUSED).plusMillis(1);
    assertThat(identity.session(other.secret())).isInstanceOf(Authentication.NotKnown.class);
  }

  @Test
  void anotherPasswordAndRemovalEndTheSessionsOfTheirUserAlone() {
    identity.users().create("vera", Role.VIEWER, "vera's password");
    Sessions.Opened vera = identity.sessions().open("vera", "vera's password", ADDRESS);
    Sessions.Opened admin = identity.sessions().open(Users.FIRST, firstPassword(), ADDRESS);
    Caller before = caller(identity.session(vera.secret()));
    identity.users().change("vera", Role.ENGINEER, null);
    assertThat(before.active().getAsBoolean()).as("she is no viewer any more").isFalse();
    assertThat(caller(identity.session(vera.secret())).role()).isEqualTo(Role.ENGINEER);
    identity.users().change("vera", null, "vera's new one");
    assertThat(identity.session(vera.secret())).isInstanceOf(Authentication.NotKnown.class);
    Sessions.Opened again = identity.sessions().open("vera", "vera's new one", ADDRESS);
    identity.users().remove("vera");
    assertThat(identity.session(again.secret())).isInstanceOf(Authentication.NotKnown.class);
    reopen();
    caller(identity.session(admin.secret()));
    assertThat(identity.users().list()).extracting(User::name).containsExactly(Users.FIRST);
  }

  @Test
  void thereAlwaysIsAnAdministrator() {
    Users users = identity.users();
    users.create("vera", Role.VIEWER, "vera's password");
    for (Runnable change :
        List.<Runnable>of(
            () -> users.remove(Users.FIRST),
            () -> users.change(Users.FIRST, Role.ENGINEER, "a good password"))) {
      assertThatThrownBy(change::run)
          .isInstanceOf(IdentityException.class)
          .hasMessage("\"admin\" is the last administrator");
    }
    identity.sessions().open(Users.FIRST, firstPassword(), ADDRESS);
    users.change("vera", Role.ADMINISTRATOR, null);
    users.remove(Users.FIRST);
    reopen();
    assertThat(identity.users().list()).extracting(User::name).containsExactly("vera");
  }

  @Test
  void whatCannotBeAUserIsRefused() {
    Users users = identity.users();
    for (String name : new String[] {null, "", "Anna", "-anna", "a b", "a/b", "a".repeat(65)}) {
      assertRefused(Kind.INVALID, () -> users.create(name, Role.VIEWER, "a good password"));
    }
    for (String password : new String[] {null, "", "too short", "x".repeat(257)}) {
      assertRefused(Kind.INVALID, () -> users.create("anna", Role.VIEWER, password));
      if (password != null) {
        assertRefused(Kind.INVALID, () -> users.change(Users.FIRST, null, password));
      }
    }
    assertRefused(Kind.INVALID, () -> users.create("anna", Role.DEVICE, "a good password"));
    assertRefused(Kind.CONFLICT, () -> users.create(Users.FIRST, Role.VIEWER, "a good password"));
    assertRefused(Kind.NOT_FOUND, () -> users.remove("anna"));
    assertRefused(Kind.NOT_FOUND, () -> users.change("anna", Role.VIEWER, null));
    assertRefused(
        Kind.NOT_KNOWN, () -> identity.sessions().open("anna", "a good password", ADDRESS));
  }

  private static void assertRefused(Kind kind, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(IdentityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void aPasswordOfEveryScriptIsThatPassword() {
    String password = "пароль 密码 🔑 pässword";
    identity.users().create("anna", Role.VIEWER, password);
    assertThat(password.getBytes(UTF_8).length).isGreaterThan(password.length());
    identity.sessions().open("anna", password, ADDRESS);
    assertThat(identity.sessions().isPassword("anna", "пароль 密码 🔒 pässword", ADDRESS)).isFalse();
  }

  @Test
  void aNameThatIsNobodysTakesAsMuchWorkAsAWrongPassword() {
    String real = Passwords.hash("whatever it is");
    assertThat(Users.NOBODYS_PASSWORD.split("\\$")[3]).isEqualTo(real.split("\\$")[3]);
    assertThat(Users.NOBODYS_PASSWORD).hasSameSizeAs(real);
    assertThat(Passwords.matches("whatever it is", real)).isTrue();
  }

  @Test
  void whatScramNeedsOfATokenOutlivesARestartAndGoesWithTheToken() {
    Token.Created made = identity.tokens().create(NewToken.of(Role.ENGINEER));
    String id = made.token().id();
    String written = identity.tokens().scram(id).orElseThrow().written();
    assertThat(written).startsWith("SCRAM-SHA-256$4096:").doesNotContain(made.secret());

    reopen();
    assertThat(identity.tokens().scram(id).orElseThrow().written()).isEqualTo(written);
    assertThat(identity.tokens().proven(id).orElseThrow().role()).isEqualTo(Role.ENGINEER);
    assertThat(identity.tokens().scram(Tokens.OWN)).isPresent();
    assertThat(identity.tokens().scram("nobody")).isEmpty();

    identity.tokens().revoke(id);
    assertThat(identity.tokens().scram(id)).isEmpty();
    assertThat(identity.tokens().proven(id)).isEmpty();
  }

  @Test
  void anExpiredTokenIsKnownButProvesNothing() {
    Instant end = clock.now.plusSeconds(60);
    NewToken asked =
        new NewToken(
            Role.VIEWER,
            Optional.empty(),
            Optional.empty(),
            Optional.of(end),
            OptionalInt.empty(),
            OptionalInt.empty());
    String id = identity.tokens().create(asked).token().id();
    assertThat(identity.tokens().proven(id)).isPresent();

    clock.now = end;
    assertThat(identity.tokens().proven(id)).isEmpty();
    assertThat(identity.tokens().find(id).orElseThrow().expires()).contains(end);
  }

  @Test
  void aFileOfTheFirstFormKeepsItsTokensAndLearnsOfScram() throws Exception {
    Token.Created old = identity.tokens().create(NewToken.of(Role.VIEWER));
    identity.close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("identity.db"));
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE tokens DROP COLUMN scram");
      statement.execute("PRAGMA user_version = 1");
    }

    open();
    assertThat(identity.token(old.secret())).isInstanceOf(Authentication.Accepted.class);
    assertThat(identity.tokens().find(old.token().id())).isPresent();
    assertThat(identity.tokens().scram(old.token().id())).isEmpty();
    String id = identity.tokens().create(NewToken.of(Role.VIEWER)).token().id();
    reopen();
    assertThat(identity.tokens().scram(id)).isPresent();
    assertThat(identity.tokens().scram(old.token().id())).isEmpty();
  }

  @Test
  void aFileOfANewerThalwegIsLeftAlone() throws Exception {
    close();
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("identity.db"))) {
      connection.createStatement().execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was written by a newer Thalweg");
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("identity.db"))) {
      connection.createStatement().execute("PRAGMA user_version = 2");
    }
    open();
  }
}
