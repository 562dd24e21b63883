package io.thalweg.connect.http.internal;

import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.connect.http.Callers;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import io.thalweg.identity.Caller;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.internal.RequestScoped;

/** The one place where it is decided whether a caller may do what they ask for. */
@Priority(Priorities.AUTHORIZATION)
public final class Access implements ContainerRequestFilter {

  private static final int FORBIDDEN = 403;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    Requires requires = resource.getResourceMethod().getAnnotation(Requires.class);
    if (requires == null) {
      if (context.getMethod().equals(HttpMethod.OPTIONS)) {
        return; // Jersey's own answer, which methods there are; nobody gets here without a token
      }
      throw new IllegalStateException("a resource method without @Requires is served");
    }
    Action action = requires.value();
    if (action == Action.OPEN) {
      return;
    }
    Caller caller =
        Callers.of(request)
            .orElseThrow(
                () -> new IllegalStateException("nobody in particular came in at a closed door"));
    if (!caller.role().may(action)) {
      throw new ApiException(
          FORBIDDEN,
          new ApiError(
              "FORBIDDEN",
              "the role %s may not do this".formatted(caller.role()),
              "%s of %s asks for the right %s."
                  .formatted(context.getMethod(), context.getUriInfo().getPath(), action),
              "Use a token or user whose role may; an administrator can make one."));
    }
  }

  /** Lets resource methods have a parameter {@code @Context Caller}. */
  public static AbstractBinder callers() {
    return new AbstractBinder() {
      @Override
      protected void configure() {
        bindFactory(CallerOfRequest.class).to(Caller.class).in(RequestScoped.class);
      }
    };
  }

  /** Made by Jersey. */
  private static final class CallerOfRequest implements Supplier<Caller> {
    @Context private HttpServletRequest request;

    @Override
    public Caller get() {
      return Callers.of(request).orElse(null);
    }
  }
}
