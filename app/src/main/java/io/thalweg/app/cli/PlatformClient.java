package io.thalweg.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Talks to a running platform over its HTTP interface. */
final class PlatformClient {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final int SUCCESS = 2;
  private static final int UNAUTHORIZED = 401;
  private static final int UNPROCESSABLE = 422;

  private final URI url;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  PlatformClient(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  URI url() {
    return url;
  }

  /**
   * The answer's body of a GET, to be closed.
   *
   * @throws CommandException when the platform refuses or cannot be reached
   */
  InputStream get(String path) {
    return send(request(path).GET());
  }

  /** The answer's body of a POST with this JSON object of texts and numbers, to be closed. */
  InputStream post(String path, Map<String, ?> body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, ?> field : body.entrySet()) {
        json.writeFieldName(field.getKey());
        if (field.getValue() instanceof Integer number) {
          json.writeNumber(number);
        } else {
          json.writeString((String) field.getValue());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text.toString())));
  }

  /**
   * What a GET answers, as a tree.
   *
   * @throws CommandException when the platform refuses or cannot be reached
   */
  JsonNode json(String path) {
    return tree(get(path));
  }

  /**
   * Appends events to a stream, one a line.
   *
   * @return the answer, also where every event is refused
   * @throws CommandException when the platform refuses the request or cannot be reached
   */
  JsonNode postEvents(String stream, byte[] lines) {
    return tree(
        send(
            request("/api/v1/streams/" + encoded(stream) + "/events")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines)),
            UNPROCESSABLE));
  }

  private JsonNode tree(InputStream answer) {
    try (InputStream body = answer) {
      return TREES.readTree(body);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "the answer of the platform at %s broke off: %s".formatted(url, e.getMessage()));
    }
  }

  /**
   * Deletes what is there.
   *
   * @throws CommandException when the platform refuses or cannot be reached
   */
  void delete(String path) {
    try (InputStream nothing = send(request(path).DELETE())) {
      nothing.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    String base = url.toString().replaceAll("/+$", "");
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json");
  }

  private InputStream send(HttpRequest.Builder request) {
    return send(request, 0);
  }

  /**
   * @param alsoGood a status that is an answer too
   */
  private InputStream send(HttpRequest.Builder request, int alsoGood) {
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() / 100 == SUCCESS || response.statusCode() == alsoGood) {
        return response.body();
      }
      try (InputStream body = response.body()) {
        throw refused(response.statusCode(), body);
      }
    } catch (ConnectException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "no platform answers at %s".formatted(url),
          "Start it with `thalweg up`, or name another by --url.");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "the connection to the platform at %s broke: %s".formatted(url, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "interrupted");
    }
  }

  private CommandException refused(int status, InputStream body) throws IOException {
    ErrorAnswer error = ErrorAnswer.read(body);
    if (status == UNAUTHORIZED && !"TOKEN_EXPIRED".equals(error.code())) {
      return new CommandException(
          ExitCode.FAILED,
          "the platform at %s does not accept the token".formatted(url),
          "Use the one in admin.token of its data folder.");
    }
    return error
        .toException()
        .orElseGet(
            () ->
                new CommandException(
                    ExitCode.FAILED,
                    "the platform at %s answers with HTTP status %d".formatted(url, status)));
  }

  /** A name as a part of a path. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A parser over an answer's body. */
  static JsonParser parser(InputStream body) throws IOException {
    return JSON.createParser(body);
  }

  /** The value of a text that may be null. */
  static String text(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
  }
}
