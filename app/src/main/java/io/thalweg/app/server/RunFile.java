package io.thalweg.app.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/**
 * {@code run.json}: where a running platform is. It is there from the moment the platform is ready
 * until it stops; one that is left over tells of a platform that died.
 *
 * @param url the platform's address
 * @param pid its process
 */
public record RunFile(URI url, long pid) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Whether the process still lives. Another process may have got its number since. */
  public boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Reads what {@link #toJson} wrote; empty for anything else, such as half a file. */
  static Optional<RunFile> parse(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      URI url = null;
      long pid = -1;
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING && "url".equals(parser.currentName())) {
          url = URI.create(parser.getText());
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && "pid".equals(parser.currentName())) {
          pid = parser.getLongValue();
        }
      }
      return url == null || pid < 0 ? Optional.empty() : Optional.of(new RunFile(url, pid));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("url", url.toString());
      json.writeNumberField("pid", pid);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }
}
