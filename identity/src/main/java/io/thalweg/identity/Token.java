package io.thalweg.identity;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a token; its secret is not.
 *
 * @param id names it for good; no secret
 * @param name for people
 * @param device the key of the events that it may write; present for the role device alone
 * @param expires it is good until then; empty for ever
 * @param lastUsed when it last let somebody in; after a crash up to half a minute too early
 * @param eventsPerSecond how many events it may append; empty for any number
 * @param requestsPerSecond how often it may call; empty for any number
 */
public record Token(
    String id,
    String name,
    Role role,
    Optional<String> device,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> lastUsed,
    OptionalInt eventsPerSecond,
    OptionalInt requestsPerSecond) {

  public Token {
    Objects.requireNonNull(id);
    Objects.requireNonNull(name);
    Objects.requireNonNull(role);
    Objects.requireNonNull(created);
  }

  /**
   * A token with its secret, as it is only once.
   *
   * @param secret what a caller sends
   */
  public record Created(Token token, String secret) {}
}
