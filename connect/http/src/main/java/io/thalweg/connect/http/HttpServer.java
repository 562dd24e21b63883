package io.thalweg.connect.http;

import io.thalweg.connect.http.internal.Access;
import io.thalweg.connect.http.internal.AccessHandler;
import io.thalweg.connect.http.internal.ApiExceptionMapper;
import io.thalweg.connect.http.internal.DocsResource;
import io.thalweg.connect.http.internal.Endpoints;
import io.thalweg.connect.http.internal.HeaderDeadline;
import io.thalweg.connect.http.internal.HealthResource;
import io.thalweg.connect.http.internal.JsonErrorHandler;
import io.thalweg.connect.http.internal.OpenApiResource;
import io.thalweg.connect.http.internal.RefusalLog;
import io.thalweg.connect.http.site.Site;
import io.thalweg.connect.http.site.SiteHandler;
import io.thalweg.identity.Action;
import io.thalweg.identity.Authenticator;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.servlet.async.AsyncContextDelegateProviderImpl;
import org.glassfish.jersey.servlet.spi.AsyncContextDelegateProvider;

/**
 * The platform's door: JAX-RS resources over HTTP/1.1 on loopback, every call with a token or
 * session, every error in one form ({@link ApiError}), described at {@code /openapi.json}.
 *
 * <p>Safe for use by many threads.
 */
public final class HttpServer implements AutoCloseable {

  /** The largest body of a request in bytes. */
  public static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  private static final String HOST = "127.0.0.1";
  private static final int MAX_THREADS = 64;
  private static final int IDLE_MILLIS = 30_000;

  /** While there are as many connections as may be; longer than live answers are ever silent. */
  private static final int CROWDED_IDLE_MILLIS = 15_000;

  private static final int STOP_MILLIS = 5_000;

  /**
   * Warns of every resource that is registered as an instance, for no reason; held, or it is lost.
   */
  private static final Logger JERSEY_PROVIDERS =
      Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

  static {
    JERSEY_PROVIDERS.setLevel(Level.SEVERE);
  }

  private final Server server;
  private final ServerConnector connector;
  private final List<Endpoint> endpoints;

  private HttpServer(Server server, ServerConnector connector, List<Endpoint> endpoints) {
    this.server = server;
    this.connector = connector;
    this.endpoints = endpoints;
  }

  /**
   * What is served.
   *
   * @param port on loopback, 0 for any free one
   * @param resources instances of JAX-RS classes, safe for use by many threads; their life is their
   *     owner's
   * @param callers says who calls
   * @param refusals hears of what is refused
   * @param limits of what clients may hold
   */
  public record Configuration(
      int port, List<Object> resources, Authenticator callers, Refusals refusals, Limits limits) {
    public Configuration {
      resources = List.copyOf(resources);
    }

    /** With the usual limits. */
    public Configuration(
        int port, List<Object> resources, Authenticator callers, Refusals refusals) {
      this(port, resources, callers, refusals, Limits.USUAL);
    }

    /** What is refused is not counted. */
    public Configuration(int port, List<Object> resources, Authenticator callers) {
      this(port, resources, callers, Refusals.NONE);
    }
  }

  /**
   * What clients may hold, whoever they are.
   *
   * @param connections at most; more wait until one of them ends
   * @param headers how long the line and headers of a request may take from their first byte on
   */
  public record Limits(int connections, Duration headers) {
    public static final Limits USUAL = new Limits(2_000, Duration.ofSeconds(10));
  }

  /**
   * Starts serving calls; returns when requests are answered.
   *
   * @throws IOException when the port is taken or the server does not start
   * @throws IllegalArgumentException when a resource method does not declare what it requires
   */
  public static HttpServer start(Configuration configuration) throws IOException {
    return start(configuration, UnaryOperator.identity());
  }

  /**
   * Starts serving calls and, to whoever asks, a web interface; returns when requests are answered.
   *
   * @throws IOException when the port is taken or the server does not start
   * @throws IllegalArgumentException when a resource method does not declare what it requires
   */
  public static HttpServer start(Configuration configuration, Site site) throws IOException {
    return start(configuration, calls -> new SiteHandler(site, calls));
  }

  private static HttpServer start(Configuration configuration, UnaryOperator<Handler> front)
      throws IOException {
    Set<Class<?>> described = new LinkedHashSet<>();
    described.add(HealthResource.class);
    configuration.resources().forEach(resource -> described.add(resource.getClass()));
    Set<Class<?>> served = new LinkedHashSet<>(described);
    served.add(OpenApiResource.class);
    served.add(DocsResource.class);
    List<Endpoint> endpoints = Endpoints.of(served);

    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(HOST);
    connector.setPort(configuration.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    Limits limits = configuration.limits();
    connector.addBean(new HeaderDeadline(limits.headers(), configuration.refusals()));
    NetworkConnectionLimit most = new NetworkConnectionLimit(limits.connections(), connector);
    most.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(most);
    server.setErrorHandler(new JsonErrorHandler());
    server.setRequestLog(new RefusalLog(configuration.refusals()));
    server.setHandler(
        new GracefulHandler(
            front.apply(
                new AccessHandler(
                    limited(servlets(configuration.resources(), described, endpoints)),
                    configuration.callers(),
                    open(endpoints)))));
    server.setStopTimeout(STOP_MILLIS);
    try {
      server.start();
    } catch (Exception e) {
      stopQuietly(server);
      throw e instanceof IOException io ? io : new IOException("HTTP does not start: " + e, e);
    }
    return new HttpServer(server, connector, endpoints);
  }

  private static SizeLimitHandler limited(ServletContextHandler handler) {
    SizeLimitHandler limit = new SizeLimitHandler(MAX_BODY_BYTES, -1);
    limit.setHandler(handler);
    return limit;
  }

  private static Set<String> open(List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.action() == Action.OPEN)
        .map(endpoint -> endpoint.method() + " " + endpoint.path())
        .collect(Collectors.toSet());
  }

  private static ServletContextHandler servlets(
      List<Object> resources, Set<Class<?>> described, List<Endpoint> endpoints) {
    ResourceConfig jersey = new ResourceConfig();
    jersey.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    jersey.property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
    jersey.property(ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
    jersey.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    // Jetty buffers; a second buffer would keep what is flushed from the client.
    jersey.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    jersey.register(JacksonFeature.withoutExceptionMappers());
    jersey.register(new AsynchronousAnswers());
    jersey.register(ApiExceptionMapper.class);
    jersey.register(RefusalLog.Notes.class);
    jersey.register(Access.class);
    jersey.register(Access.callers());
    jersey.register(new HealthResource());
    resources.forEach(jersey::register);
    jersey.register(OpenApiResource.of(described, endpoints));
    jersey.register(new DocsResource());
    ServletContextHandler context = new ServletContextHandler("/");
    context.setErrorHandler(new JsonErrorHandler());
    ServletHolder servlet = new ServletHolder(new ServletContainer(jersey));
    // So that a resource that does not fit fails at the start and not at the first request.
    servlet.setInitOrder(1);
    context.addServlet(servlet, "/*");
    return context;
  }

  /** Lets resources answer later; Jersey would find this by a look-up that is switched off. */
  private static final class AsynchronousAnswers extends AbstractBinder {
    @Override
    protected void configure() {
      bind(new AsyncContextDelegateProviderImpl()).to(AsyncContextDelegateProvider.class);
    }
  }

  /** All that can be called, and what its callers must be allowed to. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Where the platform is called. */
  public int port() {
    return connector.getLocalPort();
  }

  /** For example {@code http://127.0.0.1:8420}. */
  public String url() {
    return "http://" + HOST + ":" + port();
  }

  /**
   * Takes no more requests, lets those under way end for up to five seconds, and stops. The
   * resources are still there afterwards.
   */
  @Override
  public void close() {
    stopQuietly(server);
  }

  private static void stopQuietly(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      // Whoever was still under way has lost their answer; nothing else is open.
      org.slf4j.LoggerFactory.getLogger(HttpServer.class).warn("HTTP did not stop in order", e);
    }
  }
}
