package io.thalweg.testing.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder with all modules. */
public final class Checkout {

  /** The folder that holds the root pom. */
  public static final Path ROOT = find();

  private Checkout() {}

  private static Path find() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("thalweg"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Files that someone wrote, with this ending, relative to {@link #ROOT} and in order. */
  static List<Path> files(String ending) {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.map(ROOT::relativize)
          .filter(file -> file.toString().endsWith(ending))
          .filter(Checkout::isWritten)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isWritten(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("target") || name.equals("node_modules") || name.equals(".git")) {
        return false;
      }
    }
    return true;
  }
}
