package io.thalweg.connect.http.internal;

import io.thalweg.connect.http.RefusalBody;
import io.thalweg.connect.http.Refusals;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Reports every request that was answered with an error, once, wherever it was refused. */
public final class RefusalLog implements RequestLog {

  private static final String CODE = RefusalLog.class.getName() + ".code";
  private static final int FIRST_ERROR = 400;

  private final Refusals refusals;

  public RefusalLog(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void log(Request request, Response response) {
    int status = response.getStatus();
    if (status >= FIRST_ERROR) {
      String code =
          request.getAttribute(CODE) instanceof String known
              ? known
              : StatusErrors.of(status, "", "").code();
      refusals.request(status, code);
    }
  }

  /** Notes the code of an answer that is made before Jersey. */
  static void note(Request request, String code) {
    request.setAttribute(CODE, code);
  }

  /** Notes the code of an answer that Jersey makes. */
  public static final class Notes implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      if (response.getStatus() >= FIRST_ERROR
          && response.getEntity() instanceof RefusalBody body
          && body.refusalCode() != null) {
        // Jersey keeps a property as an attribute of the request, where the log finds it.
        request.setProperty(CODE, body.refusalCode());
      }
    }
  }
}
