package io.thalweg.connect.http.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * A web interface on the class path: {@code index.html}, which shows every page of it; {@code
 * assets/} with files whose names change with their content; {@code app/} with files whose names
 * stay. Beside a file there may lie the same one with {@code .gz} behind its name.
 *
 * @param folder on the class path, without slashes at its ends
 */
public record Site(String folder) {

  /** Stands in {@code index.html} where a number used once has to stand. */
  public static final String NONCE_PLACEHOLDER = "THALWEG_NONCE";

  private static final String INDEX = "index.html";

  /**
   * The page that shows all pages.
   *
   * @throws IllegalStateException when the build has left it out
   */
  String index() {
    try (InputStream in = find(INDEX).openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with all of it. */
  URL root() {
    try {
      return new URL(find(INDEX), ".");
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URL find(String name) {
    URL found = Site.class.getClassLoader().getResource(folder + "/" + name);
    if (found == null) {
      throw new IllegalStateException(
          "there is no %s/%s on the class path; build visualize/ui".formatted(folder, name));
    }
    return found;
  }
}
