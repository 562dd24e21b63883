package io.thalweg.app.server.topics;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.buffer.ClientAccess;
import io.thalweg.definitions.Stream;
import io.thalweg.identity.Action;
import io.thalweg.identity.Role;
import io.thalweg.identity.ScramVerifier;
import io.thalweg.identity.Token;
import io.thalweg.identity.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets Kafka's clients in with the platform's tokens: the user is the token's id, the password its
 * secret. What a token's role may do over HTTP it may here, on topics of streams and of results;
 * only streams are written to. Asks the tokens each time, so that one that is revoked or over has
 * no access from the next request on.
 */
public final class KafkaClients implements ClientAccess {

  private final Supplier<Tokens> tokens;
  private final Supplier<CheckedProject> project;
  private final BooleanSupplier room;

  /**
   * @param tokens waited for by those who ask before they are there
   * @param project that runs: its streams are written and read, what its pipelines write only read
   * @param room whether events are taken now
   */
  public KafkaClients(
      Supplier<Tokens> tokens, Supplier<CheckedProject> project, BooleanSupplier room) {
    this.tokens = tokens;
    this.project = project;
    this.room = room;
  }

  @Override
  public Verifier verifier(String user) throws RefusedException {
    admit(user);
    ScramVerifier kept =
        tokens
            .get()
            .scram(user)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "the token \"%s\" was made by a version without access for Kafka clients: make another one by thalweg token"
                            .formatted(user)));
    return new Verifier(kept.salt(), kept.iterations(), kept.storedKey(), kept.serverKey());
  }

  @Override
  public boolean isSecret(String user, String secret) throws RefusedException {
    admit(user);
    return tokens.get().isSecret(user, secret);
  }

  private void admit(String user) throws RefusedException {
    Token token =
        tokens
            .get()
            .find(user)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "there is no token with the id \"%s\"; the user is a token's id, the password its secret"
                            .formatted(user)));
    if (token.expires().filter(end -> !Instant.now().isBefore(end)).isPresent()) {
      throw new RefusedException(
          "the token \"%s\" expired at %s".formatted(user, token.expires().get()));
    }
    if (token.role() == Role.DEVICE) {
      throw new RefusedException(
          "the token \"%s\" is a device's; a device writes only events of its own key, which a Kafka broker cannot check: send them over HTTP"
              .formatted(user));
    }
    if (token.eventsPerSecond().isPresent() || token.requestsPerSecond().isPresent()) {
      throw new RefusedException(
          "the token \"%s\" has limits a second, which a Kafka broker does not keep: use it over HTTP, or one without limits here"
              .formatted(user));
    }
  }

  @Override
  public boolean mayRead(String user, String topic) {
    return isKnown(topic) && isReader(user);
  }

  @Override
  public boolean mayWrite(String user, String topic) {
    return isAmong(project.get().streams(), topic) && room.getAsBoolean() && isWriter(user);
  }

  private boolean isKnown(String topic) {
    return isAmong(project.get().topics(), topic);
  }

  private static boolean isAmong(List<Stream> streams, String topic) {
    return streams.stream().anyMatch(stream -> stream.name().equals(topic));
  }

  @Override
  public boolean isReader(String user) {
    return may(user, Action.READ);
  }

  @Override
  public boolean isWriter(String user) {
    return may(user, Action.WRITE_EVENTS);
  }

  private boolean may(String user, Action action) {
    return tokens
        .get()
        .proven(user)
        .filter(caller -> caller.role() != Role.DEVICE && caller.role().may(action))
        .isPresent();
  }
}
