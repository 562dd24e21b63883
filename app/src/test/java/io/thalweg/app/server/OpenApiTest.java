package io.thalweg.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.connect.http.Endpoint;
import io.thalweg.identity.Action;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a whole platform says of itself to programs: every call of it, and everything of each. */
class OpenApiTest {

  /** The same for everybody, and written down for those who build against it. */
  private static final Path WRITTEN = Path.of("..", "docs", "openapi.json");

  /** What is no call: files for browsers, and the second name of another call. */
  private static final Set<String> NOT_DESCRIBED =
      Set.of(
          "GET /openapi.json",
          "GET /docs",
          "GET /docs/page.js",
          "GET /docs/page.css",
          "GET /docs/swagger-ui.css",
          "GET /docs/swagger-ui-bundle.js",
          "POST /write");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static String text;
  private static JsonNode document;
  private static Map<String, Action> endpoints;

  @BeforeAll
  static void read() throws Exception {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    DataFolder data = new DataFolder(folder.resolve("data"));
    try (Platform platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0))) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(platform.url().resolve("/openapi.json")).build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      text = answer.body();
      document = JSON.readTree(text);
      endpoints =
          platform.endpoints().stream()
              .collect(
                  Collectors.toMap(
                      endpoint ->
                          endpoint.method()
                              + " "
                              + endpoint.path().replaceAll("\\{(\\w+): [^}]*}", "{$1}"),
                      Endpoint::action,
                      (one, other) -> one,
                      TreeMap::new));
    }
  }

  /** The operations by their method and path. */
  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> found = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            found.put(
                                method.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey(),
                                method.getValue())));
    return found;
  }

  @Test
  void everythingThatCanBeCalledIsDescribed() {
    Set<String> expected = new HashSet<>(endpoints.keySet());
    assertThat(expected).containsAll(NOT_DESCRIBED);
    expected.removeAll(NOT_DESCRIBED);
    assertThat(operations().keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theDocumentThatIsWrittenDownIsTheOneThatIsServed() throws IOException {
    // As JSON: the order of a schema's words is not always the same.
    if (!Files.exists(WRITTEN) || !JSON.readTree(WRITTEN.toFile()).equals(document)) {
      Path now = Files.writeString(Path.of("target", "openapi.json"), text + "\n");
      assertThat(now.toAbsolutePath())
          .as("docs/openapi.json is old: put this file into its place, and see what changed")
          .isEqualTo(WRITTEN);
    }
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    assertThat(operations().values())
        .extracting(operation -> operation.path("operationId").asText())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][A-Za-z]+"));
  }

  @TestFactory
  Stream<DynamicTest> anOperationSaysAllThatItsCallersNeed() {
    return operations().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertThat(missing(each.getKey(), each.getValue()))
                            .as(each.getValue().toPrettyString())
                            .isEmpty()));
  }

  private static List<String> missing(String call, JsonNode operation) {
    List<String> missing = new ArrayList<>();
    require(operation.path("summary").asText().length() > 5, "summary", missing);
    require(operation.path("tags").size() == 1, "one tag", missing);
    for (JsonNode parameter : operation.path("parameters")) {
      String name = "parameter " + parameter.path("name").asText();
      require(parameter.path("description").asText().length() > 5, name + ": description", missing);
      require(parameter.path("schema").has("type"), name + ": type", missing);
      require(parameter.has("example"), name + ": example", missing);
    }
    JsonNode body = operation.path("requestBody");
    body.path("content").properties().forEach(type -> content("body", type, missing));
    require(!body.has("content") || !body.path("content").has("*/*"), "type of body", missing);
    operation
        .path("responses")
        .properties()
        .forEach(response -> response(response.getKey(), response.getValue(), missing));
    for (String status : expected(call, body.has("content"))) {
      require(operation.path("responses").has(status), "response " + status, missing);
    }
    require(
        Stream.of("200", "201", "204").anyMatch(operation.path("responses")::has),
        "a response of success",
        missing);
    boolean open = endpoints.get(call) == Action.OPEN;
    require(operation.has("security"), "security", missing);
    require(operation.path("security").isEmpty() == open, "security as it is", missing);
    require(operation.path("x-roles").isEmpty() == open, "roles", missing);
    return missing;
  }

  private static List<String> expected(String call, boolean body) {
    List<String> expected = new ArrayList<>(List.of("503", "default"));
    if (endpoints.get(call) != Action.OPEN) {
      expected.addAll(List.of("401", "403", "429"));
    }
    if (call.contains("{")) {
      expected.addAll(List.of("400", "404"));
    }
    if (body) {
      expected.addAll(List.of("400", "408", "413", "415"));
    }
    return expected;
  }

  private static void response(String status, JsonNode response, List<String> missing) {
    JsonNode meant = resolved(response);
    String name = "response " + status;
    require(meant.path("description").asText().length() > 5, name + ": description", missing);
    if (!status.equals("204") && !status.equals("304")) {
      require(!meant.path("content").isEmpty(), name + ": content", missing);
    }
    meant.path("content").properties().forEach(type -> content(name, type, missing));
  }

  private static void content(
      String where, Map.Entry<String, JsonNode> content, List<String> missing) {
    String name = where + " as " + content.getKey();
    require(content.getKey().matches("[a-z]+/[a-z-]+"), name + ": plain type", missing);
    JsonNode media = content.getValue();
    require(media.has("schema"), name + ": schema", missing);
    if (!media.has("example") && !media.has("examples")) {
      example(name, media.path("schema"), missing, new HashSet<>());
    }
  }

  /** Whether an example can be made of a schema: of each of its parts, if it has none itself. */
  private static void example(
      String where, JsonNode schema, List<String> missing, Set<String> known) {
    if (schema.has("$ref") && !known.add(schema.path("$ref").asText())) {
      return;
    }
    JsonNode meant = resolved(schema);
    if (meant.has("example") || meant.path("type").asText().equals("boolean")) {
      return;
    }
    if (meant.has("properties")) {
      meant
          .path("properties")
          .properties()
          .forEach(p -> example(where + "." + p.getKey(), p.getValue(), missing, known));
    } else if (meant.has("items")) {
      example(where + "[]", meant.path("items"), missing, known);
    } else {
      missing.add(where + ": example");
    }
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static void require(boolean condition, String what, List<String> missing) {
    if (!condition) {
      missing.add(what);
    }
  }

  @Test
  void itSaysHowCallersSayWhoTheyAre() {
    JsonNode schemes = document.at("/components/securitySchemes");
    assertThat(schemes.at("/token/scheme").asText()).isEqualTo("bearer");
    assertThat(schemes.at("/session/name").asText()).isEqualTo("thalweg_session");
    assertThat(schemes.at("/csrf/name").asText()).isEqualTo("X-CSRF-Token");
    assertThat(document.at("/paths/~1api~1v1~1query/post/security"))
        .hasToString("[{\"token\":[]},{\"session\":[],\"csrf\":[]}]");
    assertThat(document.at("/paths/~1api~1v1~1tokens/post/x-roles"))
        .hasToString("[\"administrator\"]");
  }
}
