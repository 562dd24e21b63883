package io.thalweg.app.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.thalweg.process.api.QueryException;
import io.thalweg.process.api.QueryResult;
import io.thalweg.sql.catalog.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;

/**
 * {@code {"columns": [{"name", "type"}…], "rows": [[…]…]}}, with {@code "error"} behind the rows
 * when they are not all there. Doubles that JSON has no number for are the texts {@code NaN},
 * {@code Infinity} and {@code -Infinity}.
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
      write(result.value(i));
    }
    json.writeEndArray();
  }

  private void write(Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number); // quotes what is not finite
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else {
      json.writeString(value.toString()); // dates and instants are ISO-8601
    }
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
