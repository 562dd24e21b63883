package io.thalweg.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Dashboard.Draw;
import io.thalweg.definitions.Dashboard.Panel;
import io.thalweg.definitions.Dashboard.Place;
import io.thalweg.definitions.DataType.Primitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a dashboard is what its file says. */
class DashboardReadingTest {

  @TempDir Path directory;

  private static Dashboard plant() {
    return ProjectReader.read(Path.of("src/test/resources/projects/good/plant"))
        .project()
        .orElseThrow()
        .dashboards()
        .get(0);
  }

  @Test
  void everyKeyIsRead() {
    Dashboard dashboard = plant();
    Panel panel = dashboard.panel("temperature").orElseThrow();

    assertThat(dashboard.title()).contains("One machine");
    assertThat(dashboard.last()).isEqualTo(Duration.ofHours(6));
    assertThat(dashboard.refresh()).contains(Duration.ofSeconds(5));
    assertThat(dashboard.variable("machine").orElseThrow().initial().orElseThrow().text())
        .isEqualTo("press-1");
    assertThat(dashboard.variable("hot").orElseThrow().type()).isEqualTo(Primitive.DOUBLE);
    assertThat(dashboard.variable("hot").orElseThrow().values())
        .extracting(Dashboard.Written::text)
        .containsExactly("80", "90.5");
    assertThat(dashboard.variable("note").orElseThrow().initial()).isEmpty();
    assertThat(panel.draw()).isEqualTo(Draw.LINE);
    assertThat(panel.unit()).contains("°C");
    assertThat(panel.max()).contains(120.5);
    assertThat(panel.columns().y())
        .extracting(Dashboard.Written::text)
        .containsExactly("temperature");
    assertThat(panel.thresholds())
        .containsExactly(
            new Dashboard.Threshold(80, Dashboard.Level.WARNING),
            new Dashboard.Threshold(100, Dashboard.Level.CRITICAL));
    assertThat(panel.sql().locate(0)).hasToString("dashboards/machine.yaml:18:7");
  }

  @Test
  void panelsWithoutAPlaceStandBehindTheOneBefore() {
    assertThat(plant().panels())
        .extracting(Panel::place)
        .containsExactly(new Place(0, 0, 8, 4), new Place(8, 0, 4, 4), new Place(0, 4, 6, 4));
  }

  @Test
  void panelsWithoutAPlaceKeepClearOfThoseThatHaveOne() throws IOException {
    Files.writeString(directory.resolve("thalweg.yaml"), "name: plant\n");
    Files.createDirectories(directory.resolve("dashboards"));
    Files.writeString(
        directory.resolve("dashboards/d.yaml"),
        """
        dashboard: d
        panels:
          - {panel: a, draw: table, sql: SELECT 1}
          - {panel: b, draw: table, sql: SELECT 1}
          - {panel: c, draw: table, sql: SELECT 1, at: {x: 3, y: 0, height: 2}}
          - {panel: d, draw: table, sql: SELECT 1, at: {width: 12}}
        """);

    assertThat(ProjectReader.read(directory).project().orElseThrow().dashboards().get(0).panels())
        .extracting(Panel::place)
        .containsExactly(
            new Place(0, 2, 6, 4),
            new Place(6, 2, 6, 4),
            new Place(3, 0, 6, 2),
            new Place(0, 6, 12, 4));
  }
}
