package io.thalweg.app.server.http.events;

import io.thalweg.app.server.http.CsvCells;
import io.thalweg.app.server.http.Formats;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.EventPage;
import io.thalweg.process.api.EventRequest.Forward;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** A page of events or rows as the answer to a request, in the format that it wants. */
final class PageAnswer {

  private static final List<MediaType> FORMATS =
      List.of(MediaType.APPLICATION_JSON_TYPE, Formats.NDJSON, Formats.CSV);

  private final String name;
  private final List<String> fields;
  private final List<Object[]> rows;
  private final boolean more;
  private final String next;
  private final String live;

  /**
   * @param name of the rows in JSON
   * @param live the cursor to follow from; null where nothing can be followed
   */
  PageAnswer(
      String name,
      List<String> fields,
      List<Object[]> rows,
      boolean more,
      String next,
      String live) {
    this.name = name;
    this.fields = fields;
    this.rows = rows;
    this.more = more;
    this.next = next;
    this.live = live;
  }

  static PageAnswer of(Stream stream, List<String> fields, EventPage page) {
    return new PageAnswer(
        "events",
        fields,
        page.rows(),
        page.more(),
        EventCursor.of(stream, page.next()),
        EventCursor.of(stream, new Forward(page.end())));
  }

  Response response(Request request, HttpHeaders headers, UriInfo uri) {
    MediaType format = Formats.choose(headers, FORMATS);
    byte[] body = body(format);
    EntityTag tag = tag(body);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer = unchanged != null ? unchanged : Response.ok(body, format);
    if (more) {
      answer.link(uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build(), "next");
    }
    return answer
        .tag(tag)
        .header("Cache-Control", "private, no-cache")
        .header("Vary", "Accept")
        .header("Thalweg-Next-Cursor", next)
        .header("Thalweg-More", more)
        .build();
  }

  private byte[] body(MediaType format) {
    return format.equals(Formats.CSV) ? csv() : json(format.equals(Formats.NDJSON));
  }

  private byte[] json(boolean lines) {
    EventJson json = new EventJson();
    if (!lines) {
      json.text("{\"" + name + "\":[");
    }
    boolean first = true;
    for (Object[] row : rows) {
      if (!lines && !first) {
        json.text(",");
      }
      first = false;
      json.event(fields, i -> row[i]);
      if (lines) {
        json.text("\n");
      }
    }
    if (!lines) {
      json.text("],\"next\":\"%s\",\"more\":%s".formatted(next, more));
      json.text(live == null ? "}" : ",\"live\":\"%s\"}".formatted(live));
    }
    return json.take();
  }

  private byte[] csv() {
    StringWriter out = new StringWriter();
    try {
      for (int i = 0; i < fields.size(); i++) {
        CsvCells.write(out, i, fields.get(i));
      }
      out.write("\r\n");
      for (Object[] row : rows) {
        for (int i = 0; i < fields.size(); i++) {
          CsvCells.write(out, i, row[i]);
        }
        out.write("\r\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static EntityTag tag(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
