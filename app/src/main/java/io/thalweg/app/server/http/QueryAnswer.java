package io.thalweg.app.server.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.thalweg.connect.http.ApiError;
import java.util.List;

/** The answer to a query as it is described to programs; {@link JsonAnswer} writes it. */
@Schema(name = "QueryAnswer", description = "The rows of a query")
record QueryAnswer(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Column> columns,
    @Schema(
            description = "The cells of each row in the columns' order; null for no value",
            example = "[[\"press-1\", 61.5]]",
            requiredMode = Schema.RequiredMode.REQUIRED)
        List<List<Object>> rows,
    @Schema(
            description =
                "Only where the query failed after the answer had begun; the rows are then not all"
                    + " there are, and the connection breaks off")
        ApiError error) {

  /** An example of the same as CSV. */
  static final String CSV = "machine,temperature\npress-1,61.5\n";

  /** Where the answer to a query that cannot be carried out is described. */
  static final String REFUSED = "#/components/responses/QueryRefused";

  /** A column of the rows. */
  @Schema(name = "QueryColumn")
  record Column(
      @Schema(example = "temperature") String name, @Schema(example = "double") String type) {}
}
