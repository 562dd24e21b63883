package io.thalweg.buffer.decode;

import io.thalweg.definitions.Field;
import io.thalweg.definitions.Suggestion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fields of a stream, found by the bytes of their names. Immutable. */
final class FieldTable {

  static final int NONE = -1;

  private static final int MAX_COMPARED_NAME = 64;

  private final String[] names;
  private final byte[][] utf8;
  private final boolean[] plain;
  private final int[] slots;

  FieldTable(List<Field> fields) {
    names = fields.stream().map(Field::name).toArray(String[]::new);
    utf8 = new byte[names.length][];
    plain = new boolean[names.length];
    slots = new int[Integer.highestOneBit(Math.max(names.length, 4)) * 4];
    Arrays.fill(slots, NONE);
    for (int i = 0; i < names.length; i++) {
      utf8[i] = names[i].getBytes(StandardCharsets.UTF_8);
      plain[i] = names[i].chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
      int slot = slot(utf8[i], 0, utf8[i].length);
      while (slots[slot] != NONE) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i;
    }
  }

  /** Whether a field's name stands here as it is, followed by the closing quote. */
  boolean standsAt(int field, byte[] source, int start, int end) {
    byte[] name = utf8[field];
    int length = name.length;
    if (end - start <= length || source[start + length] != '"' || !plain[field]) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (source[start + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  int nameBytes(int field) {
    return utf8[field].length;
  }

  /** The field of that name, or {@link #NONE}. */
  int find(byte[] source, int start, int length) {
    int slot = slot(source, start, length);
    while (slots[slot] != NONE) {
      byte[] name = utf8[slots[slot]];
      if (Arrays.equals(name, 0, name.length, source, start, start + length)) {
        return slots[slot];
      }
      slot = slot + 1 & slots.length - 1;
    }
    return NONE;
  }

  private int slot(byte[] source, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + source[i];
    }
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  /** The field that was probably meant. */
  Optional<String> closest(byte[] source, int start, int length) {
    return length > MAX_COMPARED_NAME
        ? Optional.empty()
        : Suggestion.of(
            new String(source, start, length, StandardCharsets.UTF_8), Arrays.asList(names));
  }
}
