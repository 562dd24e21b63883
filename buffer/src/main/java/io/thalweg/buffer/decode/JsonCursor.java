package io.thalweg.buffer.decode;

import static io.thalweg.buffer.decode.RejectionCode.INVALID_UTF8;
import static io.thalweg.buffer.decode.RejectionCode.MALFORMED_JSON;
import static io.thalweg.buffer.decode.RejectionCode.NOT_FINITE;

/**
 * A position in a JSON text in UTF-8: white space, single tokens, and what is wrong there. Not safe
 * for use by several threads.
 */
abstract class JsonCursor {

  byte[] bytes;
  int position;
  int end;
  private int base;

  final void reset(byte[] source, int offset, int length) {
    bytes = source;
    base = offset;
    position = offset;
    end = offset + length;
  }

  /** The next byte that is not white space, without passing it; -1 at the end. */
  final int peek() {
    int p = position;
    while (p < end) {
      byte c = bytes[p];
      if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        position = p;
        return c & 0xFF;
      }
      p++;
    }
    position = p;
    return -1;
  }

  /** Passes white space and one byte, which has to be this one. */
  final void expect(char wanted, String where) {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "' " + where);
    }
    position++;
  }

  /** Passes a literal that has to stand here. */
  final void readLiteral(String literal) {
    int length = literal.length();
    if (end - position >= length) {
      int i = 0;
      while (i < length && bytes[position + i] == literal.charAt(i)) {
        i++;
      }
      if (i == length) {
        position += length;
        return;
      }
    }
    throw unexpected("a value");
  }

  /** The position behind a sequence of several bytes, by table 3-7 of the Unicode Standard. */
  final int afterUtf8(int p) {
    int lead = bytes[p] & 0xFF;
    int second = p + 1 < end ? bytes[p + 1] & 0xFF : 0;
    int low = 0x80;
    int high = 0xBF;
    int size;
    if (lead >= 0xC2 && lead <= 0xDF) {
      size = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      size = 3;
      if (lead == 0xE0) {
        low = 0xA0;
      } else if (lead == 0xED) {
        high = 0x9F;
      }
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      size = 4;
      if (lead == 0xF0) {
        low = 0x90;
      } else if (lead == 0xF4) {
        high = 0x8F;
      }
    } else {
      throw invalidUtf8(p);
    }
    if (second < low || second > high) {
      throw invalidUtf8(p);
    }
    for (int i = 2; i < size; i++) {
      if (p + i >= end || (bytes[p + i] & 0xC0) != 0x80) {
        throw invalidUtf8(p);
      }
    }
    return p + size;
  }

  /** What stands here is not what JSON wants here. */
  final RejectedException unexpected(String wanted) {
    int c = peek();
    if (c < 0) {
      return refuse(
          MALFORMED_JSON, "the event ends where " + wanted + " is missing", "Send it whole.");
    }
    if (c == 'N' || c == 'I') {
      return notFinite();
    }
    if (c == 0xEF && end - position >= 3 && (bytes[position + 1] & 0xFF) == 0xBB) {
      return refuse(
          MALFORMED_JSON, "a byte order mark stands before the event", "Send UTF-8 without it.");
    }
    String found = c < 0x80 ? "\"" + Excerpt.of(bytes, position, 1) + "\"" : "a byte of no ASCII";
    return refuse(
        MALFORMED_JSON,
        found + " stands where " + wanted + " is expected",
        c == '\''
            ? "JSON quotes text and names with \"."
            : "Check the event with a JSON parser; it is not JSON from here on.");
  }

  final RejectedException notFinite() {
    return refuse(
        NOT_FINITE,
        "a number is not finite",
        "JSON has neither NaN nor infinities; send null or leave the field out.");
  }

  final RejectedException controlCharacter(int p) {
    position = p;
    return refuse(
        MALFORMED_JSON, "a text holds a control character", "Escape it, for example as \\n.");
  }

  final RejectedException unterminatedText(int start) {
    position = start;
    return refuse(MALFORMED_JSON, "a text has no end", "Send the event whole.");
  }

  private RejectedException invalidUtf8(int p) {
    position = p;
    return refuse(INVALID_UTF8, "a text is not UTF-8", "Encode the event as UTF-8.");
  }

  /** A refusal at the position. */
  final RejectedException refuse(RejectionCode code, String message, String hint) {
    return new RejectedException(code, message + " (byte " + (position - base) + ")", hint);
  }
}
