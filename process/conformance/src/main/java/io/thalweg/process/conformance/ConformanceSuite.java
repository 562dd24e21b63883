package io.thalweg.process.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All cases, and the definitions of the streams that they read. Immutable.
 *
 * @param streams the text of each definition, by the stream's name
 * @param cases by their group, groups in the order of their names
 */
public record ConformanceSuite(
    Map<String, String> streams, Map<String, List<ConformanceCase>> cases) {

  private static final String ROOT = "/conformance";
  private static final String FUNCTIONS = "functions";
  private static final String STREAMS = "streams";

  /** Reads the suite that this library carries. */
  public static ConformanceSuite load() {
    try {
      URI root = ConformanceSuite.class.getResource(ROOT).toURI();
      if (root.getScheme().equals("file")) {
        return read(Path.of(root));
      }
      try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
        return read(jar.getPath(ROOT));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The cases of all groups. */
  public List<ConformanceCase> all() {
    return cases.values().stream().flatMap(List::stream).toList();
  }

  private static ConformanceSuite read(Path root) throws IOException {
    Map<String, String> streams = new LinkedHashMap<>();
    for (Path file : files(root.resolve(STREAMS))) {
      streams.put(stem(file), Files.readString(file));
    }
    Grid one = CaseReader.grid(Files.readString(root.resolve(FUNCTIONS).resolve("one.md")));
    Map<String, List<ConformanceCase>> cases = new TreeMap<>();
    for (Path folder : files(root)) {
      String name = folder.getFileName().toString().replace("/", "");
      if (name.equals(STREAMS)) {
        continue;
      }
      for (Path file : files(folder)) {
        if (!name.equals(FUNCTIONS)) {
          cases.computeIfAbsent(name, n -> new ArrayList<>()).add(read(name, file));
        } else if (!stem(file).equals(FunctionReader.ONE)) {
          String group = FUNCTIONS + "/" + stem(file);
          cases.put(group, FunctionReader.read(group, Files.readString(file), one));
        }
      }
    }
    return new ConformanceSuite(streams, cases);
  }

  private static ConformanceCase read(String group, Path file) throws IOException {
    try {
      return CaseReader.read(group, Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
