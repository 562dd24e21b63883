package io.thalweg.identity;

import java.time.Instant;
import java.util.Objects;

/**
 * A person who logs in with a password.
 *
 * @param role any but device
 */
public record User(String name, Role role, Instant created) {
  public User {
    Objects.requireNonNull(name);
    Objects.requireNonNull(role);
    Objects.requireNonNull(created);
  }
}
