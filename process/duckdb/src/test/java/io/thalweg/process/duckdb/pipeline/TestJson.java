package io.thalweg.process.duckdb.pipeline;

import io.thalweg.definitions.Field;
import java.util.List;

/** How the pipelines write rows, for tests of other packages. */
public final class TestJson {

  private TestJson() {}

  /** SQL that gives a row's JSON, its columns called as the fields. */
  public static String object(List<Field> fields) {
    return JsonText.object(fields, fields.stream().map(field -> '"' + field.name() + '"').toList());
  }
}
