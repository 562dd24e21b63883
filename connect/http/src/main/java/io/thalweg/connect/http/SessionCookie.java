package io.thalweg.connect.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/** The cookie that a browser keeps a session's secret in. */
public final class SessionCookie {

  public static final String NAME = "thalweg_session";

  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";

  private SessionCookie() {}

  /**
   * The value of {@code Set-Cookie} that hands it out.
   *
   * @param secure whether the browser may send it over TLS alone
   */
  public static String set(String secret, Duration age, boolean secure) {
    return NAME + "=" + secret + "; Max-Age=" + age.toSeconds() + ATTRIBUTES + suffix(secure);
  }

  /** The value of {@code Set-Cookie} that takes it away. */
  public static String remove(boolean secure) {
    return NAME + "=; Max-Age=0" + ATTRIBUTES + suffix(secure);
  }

  /**
   * Whether the browser talks TLS, to this server or to a proxy before it. A header decides that
   * anybody can send; who lies makes their own cookie stricter.
   */
  public static boolean isSecure(HttpServletRequest request) {
    return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  private static String suffix(boolean secure) {
    return secure ? "; Secure" : "";
  }
}
