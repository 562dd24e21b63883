package io.thalweg.connect.http.internal;

import io.thalweg.connect.http.TokenCheck;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets nobody in without a token, whatever they ask for, except for what is open to all. */
public final class TokenHandler extends Handler.Wrapper {

  private static final String SCHEME = "Bearer ";

  private final TokenCheck tokens;
  private final Set<String> open;

  /**
   * @param open paths that need no token; compared with the path as it was sent
   */
  public TokenHandler(Handler handler, TokenCheck tokens, Set<String> open) {
    super(handler);
    this.tokens = tokens;
    this.open = Set.copyOf(open);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    if (path != null && open.contains(path)) {
      return super.handle(request, response, callback);
    }
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    boolean bearer =
        authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (bearer && tokens.isValid(authorization.substring(SCHEME.length()).strip())) {
      return super.handle(request, response, callback);
    }
    response
        .getHeaders()
        .put(
            HttpHeader.WWW_AUTHENTICATE,
            bearer
                ? "Bearer realm=\"thalweg\", error=\"invalid_token\""
                : "Bearer realm=\"thalweg\"");
    Answers.write(response, 401, StatusErrors.of(401, request.getMethod(), path), callback);
    return true;
  }
}
