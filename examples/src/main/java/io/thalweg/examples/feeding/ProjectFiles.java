package io.thalweg.examples.feeding;

import io.thalweg.examples.Demo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The files of an example's project, out of the jar. */
public final class ProjectFiles {

  private ProjectFiles() {}

  /**
   * Writes them into a folder, which is made where it is missing; files of the same names are
   * replaced.
   *
   * @param example its folder among the examples
   * @param files relative to it
   */
  public static void write(String example, List<String> files, Path folder) throws IOException {
    for (String file : files) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.getParent());
      try (InputStream in = Demo.class.getResourceAsStream("projects/" + example + "/" + file)) {
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
