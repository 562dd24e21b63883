package io.thalweg.identity;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who makes a request, known by a token or by a session. Safe for use by many threads.
 *
 * @param name the token's or the user's
 * @param role what it may do
 * @param device the key that all its events must have; present for devices alone
 * @param csrf what a request of this session that changes something has to carry; present for a
 *     user's session alone, since only browsers send a secret without being asked
 * @param events how many events it may append
 * @param active whether it may still come in: false once its token or session is revoked or over.
 *     Answers that go on for long ask now and then, and end
 */
public record Caller(
    String name,
    Role role,
    Optional<String> device,
    Optional<String> csrf,
    RateLimit events,
    BooleanSupplier active) {

  public Caller {
    Objects.requireNonNull(name);
    Objects.requireNonNull(events);
    Objects.requireNonNull(active);
    if (device.isPresent() != (role == Role.DEVICE)) {
      throw new IllegalArgumentException("a device has an id, and nobody else");
    }
  }

  /** Whether it is a person with a session, and not a token. */
  public boolean isUser() {
    return csrf.isPresent();
  }
}
