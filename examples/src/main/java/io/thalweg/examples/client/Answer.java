package io.thalweg.examples.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The rows of a query.
 *
 * @param columns their names
 * @param rows their values as JSON, in the order of the columns
 */
public record Answer(List<String> columns, List<List<JsonNode>> rows) {

  /** The only value of the only row. */
  public JsonNode value() {
    if (rows.size() != 1 || columns.size() != 1) {
      throw new IllegalStateException(
          "one value was expected, not %d rows of %d columns"
              .formatted(rows.size(), columns.size()));
    }
    return rows.get(0).get(0);
  }
}
