package io.thalweg.app.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.StringWriter;

/**
 * An event inside of a request, with its numbers as they are written: the decoder of events is to
 * judge them, not the request's reader.
 *
 * @param json the event as text
 */
@JsonDeserialize(using = CorrectedEvent.Reader.class)
@Schema(type = "object", description = "An event of the stream")
record CorrectedEvent(String json) {

  /** Copies what stands there. */
  static final class Reader extends JsonDeserializer<CorrectedEvent> {
    @Override
    public CorrectedEvent deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      StringWriter text = new StringWriter();
      try (JsonGenerator copy = parser.getCodec().getFactory().createGenerator(text)) {
        copy.copyCurrentStructureExact(parser);
      }
      return new CorrectedEvent(text.toString());
    }

    @Override
    public CorrectedEvent getNullValue(DeserializationContext context) {
      return new CorrectedEvent("null");
    }
  }
}
