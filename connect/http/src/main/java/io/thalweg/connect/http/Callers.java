package io.thalweg.connect.http;

import io.thalweg.identity.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who makes a request. Resource methods have it as a parameter {@code @Context Caller}; this is for
 * those who only have the request.
 */
public final class Callers {

  /** The request's attribute with its {@link Caller}. */
  public static final String ATTRIBUTE = Caller.class.getName();

  private Callers() {}

  /** Who makes this request; empty where it is open to all. */
  public static Optional<Caller> of(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
  }
}
