package io.thalweg.app.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of a new project: small, commented, and working as they are. */
public final class ProjectTemplate {

  /** What lies in {@code new/} beside this class, with where it goes. */
  private static final Map<String, String> FILES = files();

  private ProjectTemplate() {}

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("thalweg.yaml", "thalweg.yaml");
    files.put("telemetry.yaml", "streams/telemetry.yaml");
    files.put("minute_average.yaml", "pipelines/minute_average.yaml");
    files.put("readings.ndjson", "readings.ndjson");
    files.put("gitignore", ".gitignore");
    return files;
  }

  /**
   * Writes a project into a folder, which is made where it is missing.
   *
   * @return the files written, relative to the folder
   * @throws IOException when the folder cannot be written; files may be left over
   */
  public static List<Path> write(Path folder) throws IOException {
    Map<Path, String> contents = new LinkedHashMap<>();
    String name = projectName(folder);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      contents.put(Path.of(file.getValue()), resource(file.getKey()).replace("$name", name));
    }
    for (Map.Entry<String, String> schema : EditorSchemas.all().entrySet()) {
      contents.put(Path.of(EditorSchemas.FOLDER).resolve(schema.getKey()), schema.getValue());
    }
    for (Map.Entry<Path, String> file : contents.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    return List.copyOf(contents.keySet());
  }

  /** The folder's name, as far as a project may carry it. */
  private static String projectName(Path folder) {
    String name =
        folder
            .getFileName()
            .toString()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_]+", "_")
            .replaceAll("^[^a-z]+", "");
    return name.isEmpty() ? "project" : name;
  }

  private static String resource(String file) throws IOException {
    try (InputStream in =
        ProjectTemplate.class.getResourceAsStream("/io/thalweg/app/new/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
