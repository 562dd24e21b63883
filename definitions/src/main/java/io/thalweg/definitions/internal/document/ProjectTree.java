package io.thalweg.definitions.internal.document;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.internal.yaml.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A project's folder as it would be with some of its files changed. Names are relative to it, with
 * {@code /} between their parts. Nothing is written. Safe for use by many threads.
 */
public final class ProjectTree {

  private final Path directory;
  private final Map<String, Optional<byte[]>> changes;

  /**
   * @param changes by the file's name what it would hold, or nothing where it would not be there
   */
  public ProjectTree(Path directory, Map<String, Optional<byte[]>> changes) {
    this.directory = directory;
    this.changes = Map.copyOf(changes);
  }

  Path directory() {
    return directory;
  }

  boolean exists(String name) {
    Optional<byte[]> change = changes.get(name);
    return change == null ? Files.exists(directory.resolve(name)) : change.isPresent();
  }

  boolean isDirectory(String name) {
    return Files.isDirectory(directory.resolve(name)) || !added(name).isEmpty();
  }

  /** Whether two names mean one folder, as on file systems where case does not count. */
  boolean isSameFolder(String one, String other) {
    try {
      return Files.isSameFile(directory.resolve(one), directory.resolve(other));
    } catch (IOException notThere) {
      return false;
    }
  }

  /** The names of what is in a folder and not hidden, sorted; nothing if it is not there. */
  List<String> list(String folder) throws IOException {
    TreeSet<String> names = new TreeSet<>(added(folder));
    Path path = directory.resolve(folder);
    if (Files.isDirectory(path)) {
      String prefix = prefix(folder);
      try (Stream<Path> files = Files.list(path)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.startsWith("."))
            .filter(name -> !Optional.empty().equals(changes.get(prefix + name)))
            .forEach(names::add);
      }
    }
    return List.copyOf(names);
  }

  /** What would be in a folder only because of the changes. */
  private List<String> added(String folder) {
    String prefix = prefix(folder);
    return changes.entrySet().stream()
        .filter(change -> change.getValue().isPresent() && change.getKey().startsWith(prefix))
        .map(change -> change.getKey().substring(prefix.length()).replaceFirst("/.*", ""))
        .toList();
  }

  private static String prefix(String folder) {
    return folder.isEmpty() ? "" : folder + "/";
  }

  /** Reads a file; where that fails, tells the problem and returns nothing. */
  Optional<SourceFile> read(String name, Consumer<Problem> problems) {
    Optional<byte[]> change = changes.getOrDefault(name, Optional.empty());
    return change.isPresent()
        ? SourceFile.of(change.get(), name, problems)
        : SourceFile.read(directory.resolve(name), name, problems);
  }
}
