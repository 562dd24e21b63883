package io.thalweg.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.thalweg.examples.client.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 flights, one a minute: the hours 0, 1 and 2 are full, hour 3 has twenty. */
class ComparisonTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final WindowTable BY_HOUR = WindowTable.ALL.get(0);
  private static final Instant AFTER_THREE_HOURS = Instant.parse("2001-01-01T03:00:00Z");

  @TempDir Path folder;
  private FlightsData data;

  @BeforeEach
  void writeFlights() throws Exception {
    data = FewFlights.write(folder, 200);
  }

  @Test
  void rowsLikeTheBatchAreEqual() throws Exception {
    Comparison.Result result = compare(streamed("window_start < '2001-01-01 03:00'"), none());

    assertThat(result.equal()).isTrue();
    assertThat(result.windows()).isEqualTo(3);
    assertThat(result.rows()).isEqualTo(3);
    assertThat(result.open()).isEqualTo(1);
    assertThat(result.streamed()).isEqualTo(result.batch()).startsWith("180");
  }

  @Test
  void aClosedWindowThatIsMissingIsADifference() throws Exception {
    Comparison.Result result = compare(streamed("window_start < '2001-01-01 02:00'"), none());

    assertThat(result.equal()).isFalse();
    assertThat(result.differences()).isEqualTo(1);
    assertThat(result.examples().get(0)).startsWith("window 2001-01-01 02:00:00").contains("null");
  }

  @Test
  void aWindowThatShouldBeOpenIsADifference() throws Exception {
    assertThat(compare(streamed("true"), none()).differences()).isEqualTo(1);
  }

  @Test
  void aRowThatIsThereTwiceIsADifference() throws Exception {
    List<List<JsonNode>> rows = streamed("window_start < '2001-01-01 03:00'");
    rows.add(rows.get(0));

    assertThat(compare(rows, none()).equal()).isFalse();
  }

  @Test
  void oneMoreInACountIsADifference() throws Exception {
    List<List<JsonNode>> rows = streamed("window_start < '2001-01-01 03:00'");
    rows.get(1).set(1, JSON.numberNode(61));

    assertThat(compare(rows, none()).differences()).isEqualTo(1);
  }

  @Test
  void anAverageMayDifferInItsTenthDigitAndNoEarlier() throws Exception {
    List<List<JsonNode>> rows = streamed("window_start < '2001-01-01 03:00'");
    double average = rows.get(1).get(2).asDouble();

    rows.get(1).set(2, JSON.numberNode(average * (1 + 1e-11)));
    assertThat(compare(rows, none()).equal()).isTrue();
    rows.get(1).set(2, JSON.numberNode(average * (1 + 1e-8)));
    assertThat(compare(rows, none()).equal()).isFalse();
  }

  @Test
  void anEmptyTableIsNotEqual() throws Exception {
    Answer nothing = new Answer(columns(), List.of());
    try (Connection duckdb = data.open()) {
      assertThat(new Comparison(duckdb).compare(BY_HOUR, nothing, none(), Instant.EPOCH).equal())
          .isFalse();
    }
  }

  @Test
  void lateFlightsAreLeftOutOfTheBatch() throws Exception {
    List<List<JsonNode>> rows = streamed("window_start < '2001-01-01 03:00' AND flight <> 5");
    Answer late = new Answer(List.of("flight"), List.of(List.of(JSON.numberNode(5))));

    assertThat(compare(rows, late).equal()).isTrue();
    assertThat(compare(rows, none()).equal()).isFalse();
  }

  private Comparison.Result compare(List<List<JsonNode>> rows, Answer late) throws Exception {
    try (Connection duckdb = data.open()) {
      return new Comparison(duckdb)
          .compare(BY_HOUR, new Answer(columns(), rows), late, AFTER_THREE_HOURS);
    }
  }

  private static Answer none() {
    return new Answer(List.of("flight"), List.of());
  }

  private static List<String> columns() {
    return List.of("window_start", "flights", "average_delay", "max_delay");
  }

  private List<List<JsonNode>> streamed(String where) throws Exception {
    List<List<JsonNode>> rows = new ArrayList<>();
    try (Connection duckdb = data.open();
        Statement statement = duckdb.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT strftime(window_start, '%Y-%m-%dT%H:%M:%SZ'), COUNT(*), AVG(delay), MAX(delay)
                FROM (SELECT *, date_trunc('hour', departure) AS window_start FROM flights)
                WHERE """
                    + " "
                    + where
                    + " GROUP BY window_start ORDER BY window_start")) {
      while (result.next()) {
        rows.add(
            new ArrayList<>(
                List.of(
                    JSON.textNode(result.getString(1)),
                    JSON.numberNode(result.getLong(2)),
                    JSON.numberNode(result.getDouble(3)),
                    JSON.numberNode(result.getLong(4)))));
      }
    }
    return rows;
  }
}
