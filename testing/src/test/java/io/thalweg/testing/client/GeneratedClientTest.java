package io.thalweg.testing.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thalweg.app.project.ProjectLoader;
import io.thalweg.app.project.ProjectTemplate;
import io.thalweg.app.server.DataFolder;
import io.thalweg.app.server.Platform;
import io.thalweg.client.ApiClient;
import io.thalweg.client.ApiException;
import io.thalweg.client.api.AccessApi;
import io.thalweg.client.api.EventsApi;
import io.thalweg.client.api.PipelinesApi;
import io.thalweg.client.api.QueriesApi;
import io.thalweg.client.api.StreamsApi;
import io.thalweg.client.model.CreatedToken;
import io.thalweg.client.model.EventsAnswer;
import io.thalweg.client.model.EventsPage;
import io.thalweg.client.model.Field;
import io.thalweg.client.model.NewToken;
import io.thalweg.client.model.Query;
import io.thalweg.client.model.QueryAnswer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java client that OpenAPI Generator makes of {@code docs/openapi.json} works as it is. */
class GeneratedClientTest {

  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

  @TempDir static Path folder;

  private static Platform platform;
  private static String administrator;

  @BeforeAll
  static void start() throws Exception {
    Path project = folder.resolve("plant");
    ProjectTemplate.write(project);
    DataFolder data = new DataFolder(folder.resolve("data"));
    platform = Platform.start(ProjectLoader.load(project), data, OptionalInt.of(0));
    administrator = data.readToken().orElseThrow();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static ApiClient client(String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(platform.url().toString());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return client;
  }

  private static Map<String, Object> event(String machine, int number) {
    return Map.of(
        "machine", machine, "time", START.plusSeconds(number).toString(), "temperature", number);
  }

  private static EventsAnswer append(ApiClient client, Object events) throws ApiException {
    return new EventsApi(client).appendEvents("telemetry", events, null, null, null, null);
  }

  private static EventsPage page(ApiClient client, String machine, String cursor)
      throws ApiException {
    return new EventsApi(client)
        .readEvents(
            "telemetry", null, machine, null, null, "temperature", cursor, 10, null, null, null);
  }

  @Test
  void eventsGoInAndComeBackByPagesAndByQuery() throws Exception {
    ApiClient client = client(administrator);
    assertThat(new StreamsApi(client).streams().getStreams().get(0).getFields())
        .extracting(Field::getName)
        .contains("machine", "time", "temperature");

    List<Object> events = new ArrayList<>();
    IntStream.range(0, 25).forEach(i -> events.add(event("by-pages", i)));
    events.add(Map.of("machine", "without a time"));
    EventsAnswer answer = append(client, events);
    assertThat(answer.getAccepted()).isEqualTo(25);
    assertThat(answer.getErrors())
        .singleElement()
        .satisfies(error -> assertThat(error.getIndex()).isEqualTo(25))
        .satisfies(error -> assertThat(error.getCode()).isEqualTo("MISSING_FIELD"));

    List<Object> temperatures = new ArrayList<>();
    EventsPage page = page(client, "by-pages", null);
    page.getEvents().forEach(event -> temperatures.add(event.get("temperature")));
    while (page.getMore()) {
      page = page(client, "by-pages", page.getNext());
      page.getEvents().forEach(event -> temperatures.add(event.get("temperature")));
    }
    assertThat(temperatures)
        .isEqualTo(IntStream.range(0, 25).mapToObj(i -> (Object) (double) i).toList());

    QueryAnswer rows =
        new QueriesApi(client)
            .query(
                new Query()
                    .sql(
                        "SELECT COUNT(*) AS n, MAX(temperature) AS top FROM telemetry"
                            + " WHERE machine = :machine")
                    .parameters(Map.of("machine", "by-pages")));
    assertThat(rows.getColumns())
        .extracting(column -> column.getName())
        .containsExactly("n", "top");
    assertThat(rows.getRows()).containsExactly(List.of(25, 24.0));
    assertThat(new PipelinesApi(client).pipeline("minute_average").getState()).isEqualTo("RUNNING");
  }

  @Test
  void aTokenOfADeviceWritesItsOwnEventsUntilItIsRevoked() throws Exception {
    AccessApi access = new AccessApi(client(administrator));
    CreatedToken created = access.createToken(new NewToken().role("device").device("own"));
    assertThat(access.tokens().getTokens())
        .anySatisfy(token -> assertThat(token.getId()).isEqualTo(created.getId()));

    ApiClient device = client(created.getToken());
    assertThat(append(device, event("own", 1)).getAccepted()).isEqualTo(1);
    assertRefused(422, "FOREIGN_KEY", () -> append(device, event("another", 1)));
    assertRefused(403, "FORBIDDEN", () -> new StreamsApi(device).streams());

    access.revokeToken(created.getId());
    assertRefused(401, "UNAUTHORIZED", () -> append(device, event("own", 2)));
  }

  @Test
  void whatThereIsNotIsToldByItsCode() {
    assertRefused(
        404,
        "UNKNOWN_STREAM",
        () ->
            new EventsApi(client(administrator))
                .appendEvents("nothing", List.of(), null, null, null, null));
  }

  private interface Call {
    Object run() throws ApiException;
  }

  private static void assertRefused(int status, String code, Call call) {
    ApiException refused = catchThrowableOfType(ApiException.class, call::run);
    assertThat(refused).isNotNull();
    assertThat(refused.getCode()).isEqualTo(status);
    assertThat(refused.getResponseBody()).contains("\"" + code + "\"");
  }
}
