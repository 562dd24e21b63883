package io.thalweg.connect.http.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;

/**
 * What the text of a format without types becomes in JSON. What does not look like its type becomes
 * text, which the decoder then refuses with its reason.
 */
enum CellType {
  TEXT,
  /** Of an instant too, which may be a number. */
  NUMBER,
  BOOLEAN;

  private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
  private static final byte[] FALSE = "false".getBytes(ISO_8859_1);

  static CellType of(Field field) {
    if (field.type() == Primitive.BOOLEAN) {
      return BOOLEAN;
    }
    // a cell holds no array or row, and is refused by its decoder as a text
    return field.type() == Primitive.STRING
            || field.type() == Primitive.DATE
            || field.type().isNested()
        ? TEXT
        : NUMBER;
  }

  /** Writes a cell as the value of the field that was just begun; spaces around no text count. */
  void write(JsonText json, byte[] bytes, int start, int length) {
    int from = start;
    int to = start + length;
    if (this != TEXT) {
      while (from < to && bytes[from] == ' ') {
        from++;
      }
      while (from < to && bytes[to - 1] == ' ') {
        to--;
      }
    }
    if (this == NUMBER && JsonText.isNumber(bytes, from, to - from)) {
      json.raw(bytes, from, to - from);
    } else if (this == BOOLEAN && isWord(TRUE, bytes, from, to)) {
      json.raw(TRUE, 0, TRUE.length);
    } else if (this == BOOLEAN && isWord(FALSE, bytes, from, to)) {
      json.raw(FALSE, 0, FALSE.length);
    } else {
      json.text(bytes, from, to - from);
    }
  }

  /** In any case, as spreadsheets write them. */
  private static boolean isWord(byte[] word, byte[] bytes, int from, int to) {
    if (to - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if ((bytes[from + i] | 0x20) != word[i]) {
        return false;
      }
    }
    return true;
  }
}
