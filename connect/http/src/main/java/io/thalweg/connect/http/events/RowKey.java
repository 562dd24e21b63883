package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.table.RowDecoder;
import io.thalweg.connect.http.ApiError;
import io.thalweg.connect.http.ApiException;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Table;
import java.util.List;

/** The key of a row of a reference table as addresses name it. */
public final class RowKey {

  private RowKey() {}

  /**
   * The key as the log has it.
   *
   * @param key the value of the key's one field, or a JSON array with one for each of several
   * @throws ApiException 400 when it does not fit the table's key
   */
  public static String parse(Table table, String key) {
    List<Field> fields =
        table.key().stream().map(name -> table.fields().get(table.rows().indexOf(name))).toList();
    byte[] text = key.getBytes(UTF_8);
    JsonText json = new JsonText();
    json.begin();
    if (fields.size() == 1) {
      json.name(JsonText.quoted(fields.get(0).name()));
      CellType.of(fields.get(0)).write(json, text, 0, text.length);
    } else {
      if (!key.startsWith("[")) {
        throw notAnArray(table);
      }
      EventRanges values = EventRanges.ofJson(text, text.length);
      for (Field field : fields) {
        if (!values.next()) {
          throw notAnArray(table);
        }
        json.name(JsonText.quoted(field.name()));
        json.raw(values.json(), values.start(), values.length());
      }
      if (values.next()) {
        throw notAnArray(table);
      }
    }
    json.end();
    RowDecoder decoder = RowDecoder.ofKeys(table);
    decoder
        .decode(json.bytes(), 0, json.length())
        .ifPresent(
            wrong -> {
              throw invalid(
                  "the key of table \"%s\" is wrong: %s".formatted(table.name(), wrong.message()),
                  wrong.hint());
            });
    return decoder.key();
  }

  private static ApiException notAnArray(Table table) {
    return invalid(
        "the key of table \"%s\" has the fields %s"
            .formatted(table.name(), String.join(", ", table.key())),
        "Give a JSON array with a value for each, percent-encoded.");
  }

  static ApiException invalid(String message, String hint) {
    return new ApiException(400, new ApiError("INVALID_KEY", message, null, hint));
  }
}
