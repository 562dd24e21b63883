package io.thalweg.app.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.catalog.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * {@code {"columns": [{"name", "type"}…], "rows": [[…]…]}}, with {@code "error"} behind the rows
 * when they are not all there; values as {@link JsonValues} says.
 */
final class JsonAnswer implements AnswerWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final List<Column> columns;

  JsonAnswer(OutputStream out, List<Column> columns) throws IOException {
    this.json = JSON.createGenerator(out);
    this.columns = columns;
  }

  @Override
  public void begin() throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("columns");
    for (Column column : columns) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", column.type().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
  }

  @Override
  public void row(QueryResult result) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < columns.size(); i++) {
      JsonValues.write(json, result.value(i));
    }
    json.writeEndArray();
  }

  @Override
  public void keepAlive() throws IOException {
    json.writeRaw('\n');
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }

  @Override
  public void fail(QueryException failure) throws IOException {
    json.writeEndArray();
    json.writeObjectFieldStart("error");
    json.writeStringField("code", QueryErrors.code(failure.kind()));
    json.writeStringField("message", failure.getMessage());
    json.writeEndObject();
    json.writeEndObject();
    json.flush();
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }
}
