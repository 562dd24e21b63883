package io.thalweg.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.internal.document.DefinitionFile;
import io.thalweg.definitions.internal.document.ProjectTree;
import io.thalweg.definitions.project.JsonSchemas.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The reader and the schemas, which come from one description, agree on every document:
 *
 * <ul>
 *   <li>what the reader accepts satisfies the schema;
 *   <li>what the reader finds wrong in the structure does not;
 *   <li>what does not satisfy the schema has a problem for the reader too.
 * </ul>
 */
class SchemaAgreementTest {

  private static final Path CORPUS = Path.of("src/test/resources/projects");
  private static final int MUTANTS = 5_000;

  @TempDir Path directory;

  /** How often each of the two said yes and no, so that a test without either is noticed. */
  private final Map<String, Integer> verdicts = new LinkedHashMap<>();

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(directory.resolve("streams"));
    Files.createDirectories(directory.resolve("tables"));
    Files.createDirectories(directory.resolve("pipelines"));
    Files.createDirectories(directory.resolve("dashboards"));
  }

  private List<Problem> problems(Kind kind, Path path, String name) throws IOException {
    ProjectTree tree =
        new ProjectTree(directory, Map.of(name, Optional.of(Files.readAllBytes(path))));
    switch (kind) {
      case SETTINGS:
        return DefinitionFile.settings(tree, name).problems();
      case STREAM:
        return DefinitionFile.stream(tree, name).problems();
      case TABLE:
        return DefinitionFile.table(tree, name).problems();
      case DASHBOARD:
        return DefinitionFile.dashboard(tree, name).problems();
      default:
        return DefinitionFile.pipeline(tree, name).problems();
    }
  }

  private static boolean has(List<Problem> problems, ProblemCode.Area... areas) {
    return problems.stream()
        .anyMatch(problem -> List.of(areas).contains(ProblemCode.valueOf(problem.code()).area()));
  }

  private void assertAgreement(Kind kind, JsonSchema schema, Path path, String name, Object value)
      throws IOException {
    List<Problem> problems = problems(kind, path, name);
    if (has(problems, ProblemCode.Area.FILES, ProblemCode.Area.YAML)) {
      return; // JSON knows no such mistakes
    }
    Set<ValidationMessage> objections = schema.validate(Schemas.MAPPER.valueToTree(value));
    String context = "%s%n%s%n%s".formatted(Files.readString(path), problems, objections);
    if (problems.isEmpty()) {
      assertThat(objections).as(context).isEmpty();
    }
    if (has(problems, ProblemCode.Area.STRUCTURE)) {
      assertThat(objections).as(context).isNotEmpty();
    }
    if (!objections.isEmpty()) {
      assertThat(problems).as(context).isNotEmpty();
    }
    verdicts.merge(problems.isEmpty() + "/" + objections.isEmpty(), 1, Integer::sum);
  }

  @Test
  void theyAgreeOnTheCorpus() throws IOException {
    List<Path> files;
    try (java.util.stream.Stream<Path> walk = Files.walk(CORPUS)) {
      files =
          walk.filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.startsWith(CORPUS.resolve("wrong/aliases"))) // has a loop
              .sorted()
              .toList();
    }
    for (Path file : files) {
      String folder = file.getParent().getFileName().toString();
      Kind kind =
          file.endsWith("thalweg.yaml")
              ? Kind.SETTINGS
              : switch (folder) {
                case "streams" -> Kind.STREAM;
                case "tables" -> Kind.TABLE;
                case "dashboards" -> Kind.DASHBOARD;
                default -> Kind.PIPELINE;
              };
      Object value;
      try {
        value = Schemas.load(Files.readString(file));
      } catch (YamlEngineException malformed) {
        continue;
      }
      assertAgreement(kind, Schemas.schema(kind), file, folder + "/" + file.getFileName(), value);
    }

    assertThat(verdicts.keySet())
        .containsExactlyInAnyOrder("true/true", "false/false", "false/true");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theyAgreeOnDocumentsWithRandomMistakes(Kind kind) throws IOException {
    Path original =
        CORPUS
            .resolve("good/plant")
            .resolve(
                switch (kind) {
                  case SETTINGS -> "thalweg.yaml";
                  case STREAM -> "streams/telemetry.yaml";
                  case TABLE -> "tables/machines.yaml";
                  case PIPELINE -> "pipelines/minute_average.yaml";
                  case DASHBOARD -> "dashboards/machine.yaml";
                });
    String name = CORPUS.resolve("good/plant").relativize(original).toString().replace('\\', '/');
    Path file = directory.resolve(name);
    JsonSchema schema = Schemas.schema(kind);
    Random random = new Random(kind.ordinal());
    Dump dump = new Dump(DumpSettings.builder().build());
    for (int i = 0; i < MUTANTS; i++) {
      Object document = Schemas.load(Files.readString(original));
      for (int mistakes = random.nextInt(3); mistakes >= 0; mistakes--) {
        mutate(document, random);
      }
      String yaml = dump.dumpToString(document);
      Files.writeString(file, yaml);
      assertAgreement(kind, schema, file, name, Schemas.load(yaml));
    }

    assertThat(verdicts.keySet()).contains("true/true", "false/false");
  }

  @SuppressWarnings("unchecked") // the loader makes maps and lists of objects
  private static void mutate(Object node, Random random) {
    if (node instanceof Map<?, ?> found && !found.isEmpty()) {
      Map<Object, Object> map = (Map<Object, Object>) found;
      Object key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
      switch (random.nextInt(8)) {
        case 0 -> map.remove(key);
        case 1 -> map.put(pick(random, KEYS), map.remove(key));
        case 4 -> map.put(key + "s", map.remove(key));
        case 2 -> map.put(pick(random, KEYS), value(random));
        case 3 -> map.put(key, value(random));
        default -> descend(map.get(key), value -> map.put(key, value), random);
      }
    } else if (node instanceof List<?> found && !found.isEmpty()) {
      List<Object> list = (List<Object>) found;
      int index = random.nextInt(list.size());
      switch (random.nextInt(4)) {
        case 0 -> list.remove(index);
        case 1 -> list.add(value(random));
        default -> descend(list.get(index), value -> list.set(index, value), random);
      }
    }
  }

  private static void descend(
      Object child, java.util.function.Consumer<Object> replace, Random random) {
    if (child instanceof Map || child instanceof List) {
      mutate(child, random);
    } else {
      replace.accept(value(random));
    }
  }

  private static final String[] KEYS = {
    "stream",
    "pipeline",
    "name",
    "table",
    "topic",
    "key",
    "type",
    "required",
    "unit",
    "partitions",
    "lateness",
    "port",
    "durability",
    "_hidden",
    "Field",
    "2nd",
    "quality",
    "<<",
    "to",
    "description",
    "panels",
    "panel",
    "draw",
    "sql",
    "at",
    "x",
    "y",
    "width",
    "min",
    "max",
    "level",
    "from",
    "values",
    "default",
    "csv",
    "query",
    "every",
    "api",
    "file",
    "delimiter",
  };

  private static final Object[] SCALARS = {
    true,
    0,
    1,
    4.0,
    1.5,
    -1,
    70_000,
    65_535,
    65_536,
    1_000,
    1_001,
    Long.MAX_VALUE,
    1e300,
    "",
    " ",
    "text",
    "Text",
    "a_late",
    "10s",
    "0s",
    "10",
    "1h30m",
    "999999999d",
    "disk",
    "process",
    "refuse",
    "exactly-once",
    "double",
    "timestamp",
    "decimal(10,2)",
    "decimal( 2 , 3 )",
    "decimal(39,0)",
    "decimal(10)",
    "machine",
    "time",
    "a.b-c",
    "host:9092",
    "host:9092,other:1",
    "host",
    "x".repeat(51),
    "x".repeat(64),
    "x".repeat(201),
    "SELECT 1",
    "line",
    "warning",
    "press-1",
    11,
    12,
    13,
    100,
    101,
    "é",
    "😀",
    "true",
    "12",
  };

  private static Object value(Random random) {
    switch (random.nextInt(12)) {
      case 0:
        return null;
      case 1:
        return new ArrayList<>();
      case 2:
        return new LinkedHashMap<>();
      case 3:
        return new ArrayList<>(List.of(pick(random, SCALARS)));
      case 4:
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(pick(random, KEYS), pick(random, SCALARS));
        return map;
      default:
        return pick(random, SCALARS);
    }
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
