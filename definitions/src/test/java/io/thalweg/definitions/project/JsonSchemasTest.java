package io.thalweg.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Settings;
import io.thalweg.definitions.Stream;
import io.thalweg.definitions.project.JsonSchemas.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the schemas are schemas; {@link SchemaAgreementTest} has what they accept. */
class JsonSchemasTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSchemaIsOneOfTheDraftThatItNames(Kind kind) {
    assertThat(
            Schemas.FACTORY
                .getSchema(SchemaLocation.of(SchemaId.V202012))
                .validate(Schemas.json(kind)))
        .isEmpty();
    assertThat(Schemas.json(kind).get("$schema").asText()).isEqualTo(SchemaId.V202012);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyDefaultAndExampleSatisfiesItsOwnSchema(Kind kind) {
    List<JsonNode> keys = new ArrayList<>();
    collectKeys(Schemas.json(kind), keys);

    int checked = 0;
    for (JsonNode key : keys) {
      List<JsonNode> values = new ArrayList<>();
      key.path("examples").forEach(values::add);
      if (key.has("default")) {
        values.add(key.get("default"));
      }
      for (JsonNode value : values) {
        assertThat(Schemas.FACTORY.getSchema(key).validate(value)).as("%s", key).isEmpty();
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  private static void collectKeys(JsonNode node, List<JsonNode> keys) {
    node.path("properties").forEach(keys::add);
    node.forEach(child -> collectKeys(child, keys));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKeyIsDescribed(Kind kind) {
    List<JsonNode> keys = new ArrayList<>();
    collectKeys(Schemas.json(kind), keys);

    assertThat(keys)
        .isNotEmpty()
        .allSatisfy(key -> assertThat(key.path("description").asText()).isNotBlank());
  }

  @Test
  void theDefaultsAreThoseOfTheRecords() {
    JsonNode stream = Schemas.json(Kind.STREAM).get("properties");

    assertThat(stream.at("/partitions/default").asInt()).isEqualTo(Stream.DEFAULT_PARTITIONS);
    assertThat(stream.at("/unknown_fields/default").asText()).isEqualTo("refuse");
    assertThat(stream.at("/event_time/properties/lateness/default").asText()).isEqualTo("0s");
    assertThat(stream.at("/event_time/properties/idleness/default").asText()).isEqualTo("30s");
    assertThat(Schemas.json(Kind.PIPELINE).at("/properties/guarantee/default").asText())
        .isEqualTo("exactly-once");
    JsonNode settings = Schemas.json(Kind.SETTINGS).get("properties");
    assertThat(settings.at("/http/properties/port/default").asInt())
        .isEqualTo(Settings.DEFAULT_HTTP_PORT);
    assertThat(settings.at("/buffer/properties/durability/default").asText()).isEqualTo("disk");
    JsonNode panel = Schemas.json(Kind.DASHBOARD).at("/properties/panels/items/properties");
    assertThat(panel.at("/at/properties/width/default").asInt())
        .isEqualTo(Dashboard.Place.DEFAULT_WIDTH);
    assertThat(panel.at("/at/properties/height/default").asInt())
        .isEqualTo(Dashboard.Place.DEFAULT_HEIGHT);
  }

  @Test
  void theFilesOfTheSchemasAreNamedForTheirKind() {
    assertThat(Kind.values())
        .extracting(Kind::fileName)
        .containsExactly(
            "thalweg.schema.json",
            "stream.schema.json",
            "table.schema.json",
            "pipeline.schema.json",
            "dashboard.schema.json");
  }
}
