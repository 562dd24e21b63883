package io.thalweg.sql.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.Fixture;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement with parameters is the statement with literals in their places. */
class ParametersTest {

  private static final Map<String, Parameter> VALUES =
      Map.ofEntries(
          Map.entry("text", Parameter.text("O'Hara's \"press\" -- ü 😀")),
          Map.entry("n", Parameter.parse(Primitive.INT, "7")),
          Map.entry("less", Parameter.parse(Primitive.LONG, "-5")),
          Map.entry("x", Parameter.parse(Primitive.DOUBLE, "80")),
          Map.entry("price", Parameter.parse(new Decimal(10, 2), "1.5")),
          Map.entry("ok", Parameter.parse(Primitive.BOOLEAN, "true")),
          Map.entry("date", Parameter.parse(Primitive.DATE, "2026-03-01")),
          Map.entry("from", Parameter.parse(Primitive.TIMESTAMP, "2026-03-01T09:30:00.25+01:00")));

  private final SqlCompiler compiler = new SqlCompiler(Fixture.CATALOG);

  private PlanNode plan(String sql) {
    return compiler.compile(SourceText.of("query", sql), VALUES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT n FROM telemetry WHERE machine = :text"
            + "|SELECT n FROM telemetry WHERE machine = 'O''Hara''s \"press\" -- ü 😀'",
        "SELECT :text AS a, :n AS b FROM telemetry LIMIT :n OFFSET :n"
            + "|SELECT 'O''Hara''s \"press\" -- ü 😀' AS a, 7 AS b FROM telemetry LIMIT 7 OFFSET 7",
        "SELECT n FROM telemetry WHERE n > :less AND temperature > :x AND price < :price AND ok = :ok"
            + "|SELECT n FROM telemetry WHERE n > -5 AND temperature > 8E1 AND price < 1.50 AND ok = TRUE",
        "SELECT n FROM telemetry WHERE time >= :from AND day = :date ORDER BY temperature - :x"
            + "|SELECT n FROM telemetry WHERE time >= TIMESTAMP '2026-03-01 08:30:00.250000'"
            + " AND day = DATE '2026-03-01' ORDER BY temperature - 8E1",
        "SELECT time + INTERVAL '1' MINUTE FROM telemetry WHERE machine IN (:text, 'b')"
            + "|SELECT time + INTERVAL '1' MINUTE FROM telemetry WHERE machine IN ('O''Hara''s"
            + " \"press\" -- ü 😀', 'b')",
        "WITH w AS (SELECT machine, n FROM telemetry WHERE n > :n) SELECT CASE WHEN n = :n THEN"
            + " :text ELSE machine END FROM w UNION ALL SELECT MAX(machine) FROM w HAVING COUNT(*)"
            + " > :n"
            + "|WITH w AS (SELECT machine, n FROM telemetry WHERE n > 7) SELECT CASE WHEN n = 7"
            + " THEN 'O''Hara''s \"press\" -- ü 😀' ELSE machine END FROM w UNION ALL SELECT"
            + " MAX(machine) FROM w HAVING COUNT(*) > 7",
        "SELECT window_start, AVG(temperature) FROM TABLE(TUMBLE(TABLE telemetry,"
            + " DESCRIPTOR(time), INTERVAL '1' MINUTE)) WHERE machine = :text GROUP BY window_start,"
            + " window_end"
            + "|SELECT window_start, AVG(temperature) FROM TABLE(TUMBLE(TABLE telemetry,"
            + " DESCRIPTOR(time), INTERVAL '1' MINUTE)) WHERE machine = 'O''Hara''s \"press\" -- ü"
            + " 😀' GROUP BY window_start, window_end",
      })
  void parametersAreLiterals(String withParameters, String withLiterals) {
    assertThat(plan(withParameters)).isEqualTo(plan(withLiterals));
  }

  @Test
  void aColonInATextIsNoParameter() {
    assertThat(plan("SELECT ':nobody' AS a, n AS \"b:c\" FROM telemetry -- :nothing"))
        .isEqualTo(
            compiler.compile(
                SourceText.of("query", "SELECT ':nobody' AS a, n AS \"b:c\" FROM telemetry")));
  }

  @Test
  void aValueIsNeverReadAsSql() {
    Map<String, Parameter> evil =
        Map.of("m", Parameter.text("' OR 1 = 1; DROP TABLE telemetry --"));

    PlanNode plan =
        compiler.compile(
            SourceText.of("query", "SELECT n FROM telemetry WHERE machine = :m"), evil);

    assertThat(plan.toString()).contains("' OR 1 = 1; DROP TABLE telemetry --");
    assertThat(plan)
        .isEqualTo(
            plan("SELECT n FROM telemetry WHERE machine = ''' OR 1 = 1; DROP TABLE telemetry --'"));
  }

  @Test
  void aMisspeltParameterIsNamedAtItsPlace() {
    var thrown =
        catchThrowableOfType(
            InvalidSqlException.class,
            () -> plan("SELECT n FROM telemetry\nWHERE time > :form AND machine = :zebra"));

    assertThat(Fixture.text(thrown.problems()))
        .isEqualTo(
            """
            2:14 SQL_UNKNOWN_PARAMETER parameter ":form" has no value
              Hint: Did you mean ":from"?
            2:34 SQL_UNKNOWN_PARAMETER parameter ":zebra" has no value
              Hint: There are :date, :from, :less, :n, :ok, :price, :text, :x.""");
  }

  @Test
  void aValueOfTheWrongTypeIsAMistakeAtTheParameter() {
    var thrown =
        catchThrowableOfType(
            InvalidSqlException.class, () -> plan("SELECT n FROM telemetry WHERE n = :text"));

    assertThat(Fixture.text(thrown.problems())).startsWith("1:3").contains("SQL_TYPE_MISMATCH");
  }

  @ParameterizedTest
  @CsvSource({
    "boolean,yes",
    "int,2147483648",
    "int,1.5",
    "long,9223372036854775808",
    "double,1e999",
    "double,NaN",
    "double,1e999999999",
    "'decimal(4,2)',123.45",
    "'decimal(4,2)',1.234",
    "date,2026-02-30",
    "timestamp,yesterday",
    "timestamp,+10000-01-01T00:00:00Z",
  })
  void aTextThatIsNotOfTheTypeIsRefused(String type, String text) {
    DataType wanted =
        type.startsWith("decimal") ? new Decimal(4, 2) : Primitive.valueOf(type.toUpperCase());

    assertThatThrownBy(() -> Parameter.parse(wanted, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + text + "\" is not a " + type + ", such as ");
  }
}
