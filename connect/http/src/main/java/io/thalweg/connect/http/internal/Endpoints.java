package io.thalweg.connect.http.internal;

import io.thalweg.connect.http.Endpoint;
import io.thalweg.connect.http.Requires;
import io.thalweg.identity.Action;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;

/** Finds what JAX-RS classes serve, as Jersey understands them. */
public final class Endpoints {

  private Endpoints() {}

  /**
   * All of these classes.
   *
   * @throws IllegalArgumentException when a method does not say what it requires, or an open one
   *     has no fixed path
   */
  public static List<Endpoint> of(Collection<Class<?>> resources) {
    List<Endpoint> found = new ArrayList<>();
    for (Class<?> type : resources) {
      Resource resource = Resource.from(type);
      if (resource == null) {
        throw new IllegalArgumentException(type.getName() + " serves nothing: it has no @Path");
      }
      add(resource, "", found);
    }
    return List.copyOf(found);
  }

  private static void add(Resource resource, String parent, List<Endpoint> found) {
    String path = join(parent, resource.getPath());
    resource.getResourceMethods().forEach(method -> found.add(endpoint(method, path)));
    if (resource.getResourceLocator() != null) {
      throw new IllegalArgumentException(
          path + " has a sub-resource locator, whose methods nobody could look up");
    }
    resource.getChildResources().forEach(child -> add(child, path, found));
  }

  private static Endpoint endpoint(ResourceMethod resourceMethod, String path) {
    Method method = resourceMethod.getInvocable().getHandlingMethod();
    Requires requires = method.getAnnotation(Requires.class);
    if (requires == null) {
      throw new IllegalArgumentException(
          "%s.%s does not say what it requires: give it @Requires"
              .formatted(method.getDeclaringClass().getName(), method.getName()));
    }
    if (requires.value() == Action.OPEN && path.contains("{")) {
      throw new IllegalArgumentException(
          "%s is open to all, and so needs a path without parameters".formatted(path));
    }
    return new Endpoint(resourceMethod.getHttpMethod(), path, requires.value());
  }

  private static String join(String parent, String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    return inner.isEmpty() ? parent : parent + "/" + inner;
  }
}
