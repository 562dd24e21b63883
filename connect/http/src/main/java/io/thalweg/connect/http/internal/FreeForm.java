package io.thalweg.connect.http.internal;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import java.util.Objects;

/**
 * Mends what Swagger makes of a Java {@code Object}: an object without properties. It means any
 * value, which in a schema is one without a type.
 */
final class FreeForm {

  private FreeForm() {}

  static void in(OpenAPI document) {
    document.getComponents().getSchemas().values().forEach(FreeForm::mendParts);
    document.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .filter(operation -> operation.getRequestBody() != null)
        .flatMap(operation -> operation.getRequestBody().getContent().values().stream())
        .forEach(body -> body.setSchema(mended(body.getSchema())));
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static void mendParts(Schema<?> schema) {
    if (schema.getProperties() != null) {
      ((Map<String, Schema>) (Map) schema.getProperties()).replaceAll((name, part) -> mended(part));
    }
    if (schema.getItems() != null) {
      schema.setItems(mended(withoutWordsOf(schema, schema.getItems())));
    }
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      schema.setAdditionalProperties(mended(withoutWordsOf(schema, values)));
    }
  }

  /** Swagger describes what is inside of a list or map by the words that are meant for it. */
  private static Schema<?> withoutWordsOf(Schema<?> outer, Schema<?> inner) {
    if (Objects.equals(outer.getDescription(), inner.getDescription())) {
      withoutWords(inner);
    }
    return inner;
  }

  private static void withoutWords(Schema<?> schema) {
    schema.setDescription(null);
    schema.setExample(null);
    schema.setExampleSetFlag(false);
    if (schema.getItems() != null) {
      withoutWords(schema.getItems());
    }
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      withoutWords(values);
    }
  }

  private static Schema<?> mended(Schema<?> schema) {
    if ("object".equals(schema.getType())
        && schema.getProperties() == null
        && schema.getAdditionalProperties() == null) {
      Schema<?> any = new Schema<>();
      any.setDescription(schema.getDescription());
      if (schema.getExampleSetFlag()) {
        any.setExample(schema.getExample());
      }
      return any;
    }
    mendParts(schema);
    return schema;
  }
}
