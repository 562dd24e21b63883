package io.thalweg.buffer.table;

import java.util.Objects;

/**
 * A row of a reference table as it stands in the table's topic.
 *
 * @param key of the record: the text of the key's one field, or a JSON array of several
 * @param value a JSON object of the fields that have a value, in their order, written in one way
 *     only; null where the row is deleted
 */
public record TableRow(String key, String value) {

  public TableRow {
    Objects.requireNonNull(key);
  }

  /** The deletion of a row. */
  public static TableRow deleted(String key) {
    return new TableRow(key, null);
  }

  /** Whether the row is gone. */
  public boolean isDeleted() {
    return value == null;
  }
}
