package io.thalweg.connect.http.internal;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.Callers;
import io.thalweg.connect.http.SessionCookie;
import io.thalweg.identity.Authentication;
import io.thalweg.identity.Authenticator;
import io.thalweg.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds out who calls, by token or by session, and lets nobody else in, whatever they ask for,
 * except for what is open to all. What the caller may do is {@link Access}'s business.
 */
public final class AccessHandler extends Handler.Wrapper {

  /** The largest body of a request that is open to all, in bytes. */
  private static final int MAX_OPEN_BYTES = 8 * 1024;

  static final String CSRF = "X-CSRF-Token";
  private static final List<String> SCHEMES = List.of("Bearer ", "Token ");
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Authenticator authenticator;
  private final Set<String> open;

  /**
   * @param open method and path, with a space between them, of what is open to all; compared with
   *     them as they were sent
   */
  public AccessHandler(Handler handler, Authenticator authenticator, Set<String> open) {
    super(handler);
    this.authenticator = authenticator;
    this.open = Set.copyOf(open);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isOpen(request)) {
      // Nobody in particular sends little: what follows may hold the whole body in memory.
      if (request.getLength() > MAX_OPEN_BYTES
          || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
        Answers.write(response, 413, TOO_LARGE, callback);
        return true;
      }
      return super.handle(request, response, callback);
    }
    Authentication result = authenticate(request);
    if (!(result instanceof Authentication.Accepted accepted)) {
      refuse(result, request, response, callback);
      return true;
    }
    Caller caller = accepted.caller();
    if (caller.csrf().isPresent() && !SAFE.contains(request.getMethod())) {
      String sent = request.getHeaders().get(CSRF);
      if (sent == null || !isEqual(caller.csrf().get(), sent)) {
        Answers.write(response, 403, WRONG_CSRF, callback);
        return true;
      }
    }
    request.setAttribute(Callers.ATTRIBUTE, caller);
    return super.handle(request, response, callback);
  }

  private boolean isOpen(Request request) {
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    return open.contains(method + " " + request.getHttpURI().getPath());
  }

  private Authentication authenticate(Request request) {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (authorization != null) {
      for (String scheme : SCHEMES) {
        if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
          return authenticator.token(authorization.substring(scheme.length()).strip());
        }
      }
      return new Authentication.NotKnown();
    }
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(SessionCookie.NAME))
        .map(HttpCookie::getValue)
        .map(authenticator::session)
        .reduce((a, b) -> a instanceof Authentication.Accepted ? a : b)
        .orElse(new Authentication.NotKnown());
  }

  private static void refuse(
      Authentication result, Request request, Response response, Callback callback) {
    if (result instanceof Authentication.TooOften often) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds(often.retryAfter()));
      Answers.write(response, 429, TOO_OFTEN, callback);
      return;
    }
    boolean sent = request.getHeaders().contains(HttpHeader.AUTHORIZATION);
    response
        .getHeaders()
        .put(
            HttpHeader.WWW_AUTHENTICATE,
            sent
                ? "Bearer realm=\"thalweg\", error=\"invalid_token\""
                : "Bearer realm=\"thalweg\"");
    ApiError error =
        result instanceof Authentication.Expired expired
            ? new ApiError(
                "TOKEN_EXPIRED",
                "the token expired at %s".formatted(expired.when()),
                null,
                "Ask an administrator for a new one.")
            : StatusErrors.of(401, request.getMethod(), request.getHttpURI().getPath());
    Answers.write(response, 401, error, callback);
  }

  /** Whole seconds, none too few. */
  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
  }

  private static boolean isEqual(String expected, String sent) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static final ApiError TOO_LARGE =
      new ApiError(
          "BODY_TOO_LARGE",
          "the body is larger than somebody without a token may send",
          null,
          "Send at most %,d bytes, with Content-Length.".formatted(MAX_OPEN_BYTES));

  static final ApiError TOO_OFTEN =
      new ApiError(
          "TOO_MANY_REQUESTS",
          "the token calls more often than it may",
          null,
          "Wait for the seconds in Retry-After, or send more with each request.");

  private static final ApiError WRONG_CSRF =
      new ApiError(
          "WRONG_CSRF_TOKEN",
          "the request does not carry the session's X-CSRF-Token",
          "A session's requests that change something need it, so that no other site can make them.",
          "Send the csrf that GET /api/v1/session tells, or use a token instead of the session.");
}
