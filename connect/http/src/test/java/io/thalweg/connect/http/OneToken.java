package io.thalweg.connect.http;

import io.thalweg.identity.Authentication;
import io.thalweg.identity.Authenticator;
import io.thalweg.identity.Caller;
import io.thalweg.identity.RateLimit;
import io.thalweg.identity.Role;
import java.util.Optional;

/** Knows one token, an administrator's. */
public record OneToken(String secret) implements Authenticator {

  @Override
  public Authentication token(String given) {
    return given.equals(secret)
        ? new Authentication.Accepted(
            new Caller(
                "one",
                Role.ADMINISTRATOR,
                Optional.empty(),
                Optional.empty(),
                RateLimit.none(),
                () -> true))
        : new Authentication.NotKnown();
  }

  @Override
  public Authentication session(String given) {
    return new Authentication.NotKnown();
  }
}
