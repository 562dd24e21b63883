package io.thalweg.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The body that comes with every HTTP error.
 *
 * @param message null when the body was something else
 * @param problems the mistakes that it lists, each with its place
 */
record ErrorAnswer(String code, String message, String detail, String hint, List<String> problems) {

  /** Reads a whole body; anything but an error's body gives one without a message. */
  static ErrorAnswer read(InputStream body) throws IOException {
    try (JsonParser json = PlatformClient.parser(body)) {
      json.nextToken();
      return read(json);
    } catch (com.fasterxml.jackson.core.JsonParseException e) {
      return new ErrorAnswer(null, null, null, null, List.of());
    }
  }

  /** Reads an object from its start to its end. */
  static ErrorAnswer read(JsonParser json) throws IOException {
    String code = null;
    String message = null;
    String detail = null;
    String hint = null;
    List<String> problems = new ArrayList<>();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "code" -> code = PlatformClient.text(json);
          case "message" -> message = PlatformClient.text(json);
          case "detail" -> detail = PlatformClient.text(json);
          case "hint" -> hint = PlatformClient.text(json);
          case "problems" -> problems(json, problems);
          default -> json.skipChildren();
        }
      }
    }
    return new ErrorAnswer(code, message, detail, hint, problems);
  }

  private static void problems(JsonParser json, List<String> problems) throws IOException {
    boolean isList = json.currentToken() == JsonToken.START_ARRAY;
    while (isList && json.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> problem = new HashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        problem.put(name, PlatformClient.text(json));
      }
      String hint = problem.get("hint");
      problems.add(
          "  %s:%s:%s: %s%s"
              .formatted(
                  problem.get("file"),
                  problem.get("line"),
                  problem.get("column"),
                  problem.get("message"),
                  hint == null ? "" : "\n    Hint: " + hint));
    }
  }

  /** The error as the command line reports it. */
  Optional<CommandException> toException() {
    if (message == null) {
      return Optional.empty();
    }
    String text =
        Stream.concat(
                Stream.of(
                        Optional.of(message),
                        Optional.ofNullable(detail).map(d -> "  Detail: " + d))
                    .flatMap(Optional::stream),
                problems.stream())
            .collect(Collectors.joining("\n"));
    return Optional.of(
        hint == null
            ? new CommandException(ExitCode.FAILED, text)
            : new CommandException(ExitCode.FAILED, text, hint));
  }
}
