package io.thalweg.definitions.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.thalweg.definitions.project.JsonSchemas.Kind;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The generated schemas as somebody else's checker sees them. */
final class Schemas {

  static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final LoadSettings YAML =
      LoadSettings.builder()
          .setSchema(
              new CoreSchema() {
                @Override
                public ScalarResolver getScalarResolver() {
                  return new CoreScalarResolver(false);
                }
              })
          .build();

  private Schemas() {}

  static JsonNode json(Kind kind) {
    try {
      return MAPPER.readTree(JsonSchemas.of(kind));
    } catch (JsonProcessingException e) {
      throw new AssertionError(JsonSchemas.of(kind), e);
    }
  }

  static JsonSchema schema(Kind kind) {
    return FACTORY.getSchema(json(kind));
  }

  /** What a YAML document holds, as plain maps, lists and values. */
  static Object load(String yaml) {
    return new Load(YAML).loadFromString(yaml);
  }
}
