package io.thalweg.definitions.project;

import io.thalweg.definitions.internal.document.DashboardDocument;
import io.thalweg.definitions.internal.document.PipelineDocument;
import io.thalweg.definitions.internal.document.ProjectFiles;
import io.thalweg.definitions.internal.document.SettingsDocument;
import io.thalweg.definitions.internal.document.StreamDocument;
import io.thalweg.definitions.internal.document.TableDocument;
import io.thalweg.definitions.internal.shape.Json;
import io.thalweg.definitions.internal.shape.MappingShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The JSON Schema (2020-12) of each kind of definition, with which editors complete and check while
 * one types. Made from the descriptions that {@link ProjectReader} reads by.
 *
 * <p>A document without problems satisfies its schema. What a schema cannot say (a key that is no
 * field, a name that is taken) the reader alone reports. Thread-safe.
 */
public final class JsonSchemas {

  /** A kind of definition. */
  public enum Kind {
    /** {@code thalweg.yaml}. */
    SETTINGS(
        "thalweg",
        ProjectFiles.SETTINGS,
        "The settings of a Thalweg project",
        SettingsDocument.SHAPE),
    /** {@code streams/*.yaml}. */
    STREAM("stream", "streams/", "A stream of a Thalweg project", StreamDocument.SHAPE),
    /** {@code tables/*.yaml}. */
    TABLE("table", "tables/", "A table of a Thalweg project", TableDocument.SHAPE),
    /** {@code pipelines/*.yaml}. */
    PIPELINE("pipeline", "pipelines/", "A pipeline of a Thalweg project", PipelineDocument.SHAPE),
    /** {@code dashboards/*.yaml}. */
    DASHBOARD(
        "dashboard", "dashboards/", "A dashboard of a Thalweg project", DashboardDocument.SHAPE);

    private static final Pattern FILE = Pattern.compile("[^/.][^/]*\\.yaml");

    private final String id;
    private final String place;
    private final String title;
    private final MappingShape shape;

    Kind(String id, String place, String title, MappingShape shape) {
      this.id = id;
      this.place = place;
      this.title = title;
      this.shape = shape;
    }

    /** The word for it: {@code thalweg}, {@code stream} and so on. */
    public String id() {
      return id;
    }

    /** The folder of its files, relative to the project; empty for the one beside the folders. */
    public Optional<String> folder() {
      return place.endsWith("/")
          ? Optional.of(place.substring(0, place.length() - 1))
          : Optional.empty();
    }

    /**
     * The kind that a file of a project is of.
     *
     * @param name relative to the project, with {@code /} between its parts
     * @return empty where no definition is read from a file of that name
     */
    public static Optional<Kind> ofFile(String name) {
      return Arrays.stream(values())
          .filter(
              kind ->
                  kind.place.endsWith("/")
                      ? name.startsWith(kind.place)
                          && FILE.matcher(name.substring(kind.place.length())).matches()
                      : name.equals(kind.place))
          .findFirst();
    }

    /** The name to give a file with this schema. */
    public String fileName() {
      return id + ".schema.json";
    }
  }

  private JsonSchemas() {}

  /** The schema of a kind as JSON text, indented, with an end of line. */
  public static String of(Kind kind) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:thalweg:schema:" + kind.id);
    schema.put("title", kind.title);
    schema.putAll(kind.shape.schema());
    return Json.write(schema);
  }
}
