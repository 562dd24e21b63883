package io.thalweg.connect.http.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Gives the web interface to whoever asks, without a token: its files hold nothing of the
 * platform's data. Everything else goes on to the handler behind it.
 */
public final class SiteHandler extends Handler.Wrapper {

  private static final String HASHED = "/assets/";
  private static final String NAMED = "/app/";

  /** Answers for all pages while the platform does not. */
  private static final String WORKER = NAMED + "worker.js";

  private static final int NONCE_BYTES = 16;

  /** What is the platform's own, whoever asks for it, and is never the web interface's page. */
  private static final List<String> CALLS = List.of("/api/", "/openapi.json", "/docs", "/metrics");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final SecureRandom random = new SecureRandom();
  private final String index;
  private final ResourceHandler hashed;
  private final ResourceHandler named;

  /**
   * @param behind gets what is not the site's
   */
  public SiteHandler(Site site, Handler behind) {
    super(behind);
    this.index = site.index();
    this.hashed = files(site, "public, max-age=31536000, immutable");
    this.named = files(site, "no-cache");
    installBean(hashed);
    installBean(named);
  }

  private static ResourceHandler files(Site site, String cacheControl) {
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.of(files).newResource(site.root()));
    files.setDirAllowed(false);
    files.setEtags(true);
    files.setPrecompressedFormats(CompressedContentFormat.GZIP);
    files.setCacheControl(cacheControl);
    return files;
  }

  @Override
  public void setServer(Server server) {
    super.setServer(server);
    hashed.setServer(server);
    named.setServer(server);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    if (path == null || !isRead(request)) {
      return super.handle(request, response, callback);
    }
    boolean isHashed = path.startsWith(HASHED);
    if (isHashed || path.startsWith(NAMED)) {
      secure(response.getHeaders());
      if (path.equals(WORKER)) {
        response.getHeaders().put("Service-Worker-Allowed", "/");
      }
      if (!(isHashed ? hashed : named).handle(request, response, callback)) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Response.writeError(request, response, callback, 404);
      }
      return true;
    }
    if (isPage(path, request.getHeaders())) {
      writeIndex(request, response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private static boolean isRead(Request request) {
    return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
  }

  /** A browser that goes to an address says that it wants HTML; programs do not. */
  private static boolean isPage(String path, HttpFields headers) {
    String accept = headers.get(HttpHeader.ACCEPT);
    return CALLS.stream().noneMatch(path::startsWith)
        && (path.equals("/") || (accept != null && accept.contains("text/html")));
  }

  private void writeIndex(Request request, Response response, Callback callback) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    byte[] body = index.replace(Site.NONCE_PLACEHOLDER, nonce).getBytes(StandardCharsets.UTF_8);
    HttpFields.Mutable headers = response.getHeaders();
    secure(headers);
    headers.put("Content-Security-Policy", POLICY.formatted(nonce));
    headers.put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.setStatus(200);
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    response.write(true, head ? null : ByteBuffer.wrap(body), callback);
  }

  private static void secure(HttpFields.Mutable headers) {
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
  }
}
