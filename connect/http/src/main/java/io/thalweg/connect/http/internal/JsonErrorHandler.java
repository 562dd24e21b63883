package io.thalweg.connect.http.internal;

import org.eclipse.jetty.ee10.servlet.ErrorHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Gives Jetty's own errors the form of all others. */
public final class JsonErrorHandler extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ERROR_STATUS) instanceof Integer known ? known : response.getStatus();
    Answers.write(
        response,
        status,
        StatusErrors.of(status, request.getMethod(), request.getHttpURI().getPath()),
        callback);
    return true;
  }
}
