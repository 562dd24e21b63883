package io.thalweg.app.project;

import io.thalweg.definitions.project.JsonSchemas;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schemas by which editors complete and check a project's files. */
final class EditorSchemas {

  /** Their folder inside a project. */
  static final String FOLDER = ".schemas";

  private EditorSchemas() {}

  /** Each schema's text by its file's name. */
  static Map<String, String> all() {
    Map<String, String> schemas = new TreeMap<>();
    for (JsonSchemas.Kind kind : JsonSchemas.Kind.values()) {
      schemas.put(kind.fileName(), JsonSchemas.of(kind));
    }
    return schemas;
  }
}
