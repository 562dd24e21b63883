package io.thalweg.process.conformance;

import java.util.List;

/**
 * A table as text. Immutable.
 *
 * @param columns what stands in its head
 * @param rows one text a column, {@code ∅} for NULL
 */
public record Grid(List<String> columns, List<List<String>> rows) {

  /** What stands for NULL. */
  public static final String NULL = "∅";

  public Grid {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "the row %s has not the columns %s".formatted(row, columns));
      }
    }
  }
}
