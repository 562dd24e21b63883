package io.thalweg.sql.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Dashboard.Columns;
import io.thalweg.definitions.Dashboard.Draw;
import io.thalweg.definitions.Dashboard.Panel;
import io.thalweg.definitions.Dashboard.Place;
import io.thalweg.definitions.Dashboard.Variable;
import io.thalweg.definitions.Dashboard.Written;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Location;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.Fixture;
import io.thalweg.sql.dashboard.CompiledDashboard.Roles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler makes of dashboards, and says of wrong ones. */
class DashboardCompilerTest {

  private static final Location HERE = new Location("dashboards/d.yaml", 7, 5);

  private final List<Variable> variables = new ArrayList<>();

  private static Written written(String text, int line) {
    return new Written(text, new Location("dashboards/d.yaml", line, 9));
  }

  private static Optional<Written> said(String text, int line) {
    return text == null ? Optional.empty() : Optional.of(written(text, line));
  }

  private void variable(String name, DataType type, String sql, String defaultValue) {
    variables.add(
        new Variable(
            name,
            Optional.empty(),
            type,
            List.of(),
            Optional.ofNullable(sql).map(text -> SourceText.of("variable", text)),
            said(defaultValue, 3)));
  }

  private CompiledDashboards compile(Draw draw, String sql, Columns columns) {
    Panel panel =
        new Panel(
            "panel",
            HERE,
            Optional.empty(),
            Optional.empty(),
            new Place(0, 0, 6, 4),
            SourceText.of("panel", sql),
            draw,
            columns,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    Dashboard dashboard =
        new Dashboard(
            "d",
            HERE,
            Optional.empty(),
            Optional.empty(),
            variables,
            Dashboard.DEFAULT_LAST,
            Optional.empty(),
            List.of(panel));
    return DashboardCompiler.compile(List.of(dashboard), Fixture.CATALOG);
  }

  private Roles roles(Draw draw, String sql, Columns columns) {
    CompiledDashboards compiled = compile(draw, sql, columns);
    assertThat(Fixture.text(compiled.problems())).isEmpty();
    return compiled.dashboards().get(0).panels().get(0).roles();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LINE|SELECT time, temperature, vibration FROM telemetry|time|temperature,vibration|",
        "LINE|SELECT machine, temperature, time FROM telemetry|time|temperature|machine",
        "BAR|SELECT machine, COUNT(*) AS n FROM telemetry GROUP BY machine|machine|n|",
        "AREA|SELECT day, n, big FROM telemetry|day|n,big|",
        "BAR|SELECT n, big FROM telemetry|n|big|",
        "VALUE|SELECT MAX(time) AS newest FROM telemetry||newest|",
        "GAUGE|SELECT machine, temperature, vibration FROM telemetry||temperature|",
        "TABLE|SELECT * FROM telemetry|||",
      })
  void whatIsDrawnIsToldByTheTypes(Draw draw, String sql, String x, String y, String series) {
    Roles roles = roles(draw, sql, Columns.NOT_SAID);

    assertThat(roles.x()).isEqualTo(Optional.ofNullable(x));
    assertThat(roles.y()).isEqualTo(y == null ? List.of() : Arrays.asList(y.split(",")));
    assertThat(roles.series()).isEqualTo(Optional.ofNullable(series));
  }

  @Test
  void aMapFindsItsDegreesByTheirNames() {
    Roles roles =
        roles(
            Draw.MAP,
            "SELECT machine, temperature AS \"Latitude\", vibration AS lon FROM telemetry",
            Columns.NOT_SAID);

    assertThat(roles.lat()).contains("Latitude");
    assertThat(roles.lon()).contains("lon");
  }

  @Test
  void whatIsSaidHolds() {
    Roles roles =
        roles(
            Draw.LINE,
            "SELECT time, machine, temperature, vibration FROM telemetry",
            new Columns(
                said("TIME", 1),
                List.of(written("vibration", 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));

    assertThat(roles.x()).contains("time");
    assertThat(roles.y()).containsExactly("vibration");
  }

  @Test
  void panelsHaveTheRangeAndTheVariablesAsParameters() {
    variable("machine", Primitive.STRING, "SELECT DISTINCT machine FROM telemetry", null);
    variable("hot", Primitive.DOUBLE, null, "80");

    roles(
        Draw.LINE,
        "SELECT time, n FROM telemetry WHERE machine = :machine AND temperature > :hot"
            + " AND time BETWEEN :from AND :to - INTERVAL '1' MINUTE",
        Columns.NOT_SAID);
  }

  @Test
  void everyMistakeStandsAtItsPlace() {
    variable("machine", Primitive.STRING, "SELECT n FROM telemetry", null);
    variable("hot", Primitive.DOUBLE, null, "very");
    CompiledDashboards compiled =
        compile(
            Draw.LINE,
            "SELECT time, machine FROM telemetry\nWHERE machine = :machin AND time > :from",
            Columns.NOT_SAID);

    assertThat(compiled.dashboards()).isEmpty();
    assertThat(Fixture.text(compiled.problems()))
        .isEqualTo(
            """
            3:9 DASHBOARD_WRONG_VALUE a value of variable "hot": "very" is not a double, such as 1.5
              Hint: Mend the value, or give the variable another type.
            1:1 DASHBOARD_COLUMN_TYPE variable "machine" is a string, and its SQL gives values of type int
              Hint: Give the variable that type, or cast the SQL's first column.
            2:17 SQL_UNKNOWN_PARAMETER parameter ":machin" has no value
              Hint: Did you mean ":machine"?""");
  }

  @Test
  void columnsThatAreNotThereOrCannotBeDrawnAreNamed() {
    CompiledDashboards compiled =
        compile(
            Draw.LINE,
            "SELECT time, machine, temperature FROM telemetry",
            new Columns(
                said("tme", 1),
                List.of(written("machine", 2)),
                said("zebra", 3),
                Optional.empty(),
                Optional.empty()));

    assertThat(Fixture.text(compiled.problems()))
        .isEqualTo(
            """
            1:9 DASHBOARD_UNKNOWN_COLUMN the SQL of panel "panel" has no column "tme"
              It has the columns time, machine, temperature.
              Hint: Write "time".
            3:9 DASHBOARD_UNKNOWN_COLUMN the SQL of panel "panel" has no column "zebra"
              It has the columns time, machine, temperature.
              Hint: Name one of them.
            2:9 DASHBOARD_COLUMN_TYPE column "machine" is of type string, and y must be a number
              Hint: Name another column.""");
  }

  @ParameterizedTest
  @CsvSource({
    "LINE,needs a column with numbers",
    "GAUGE,needs a column with numbers",
    "MAP,'needs a column of numbers \"lat\"'"
  })
  void aPanelWithoutAnythingToDrawIsRefused(Draw draw, String need) {
    assertThat(
            Fixture.text(
                compile(draw, "SELECT time, machine FROM telemetry", Columns.NOT_SAID).problems()))
        .startsWith(
            "7:5 DASHBOARD_MISSING_COLUMN panel \"panel\" is drawn as a " + draw + " and " + need);
  }
}
