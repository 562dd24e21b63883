package io.thalweg.sql.dashboard;

import io.thalweg.definitions.Dashboard;
import io.thalweg.sql.catalog.Column;
import java.util.List;
import java.util.Optional;

/**
 * A dashboard without mistakes.
 *
 * @param definition as its user wrote it
 * @param panels in the order of the definition
 */
public record CompiledDashboard(Dashboard definition, List<CompiledPanel> panels) {

  public CompiledDashboard {
    panels = List.copyOf(panels);
  }

  /**
   * A panel.
   *
   * @param definition as its user wrote it
   * @param columns of its SQL's result
   * @param roles which of them mean what
   */
  public record CompiledPanel(Dashboard.Panel definition, List<Column> columns, Roles roles) {

    public CompiledPanel {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Which columns mean what: as the user said, else as the types tell.
   *
   * @param x what goes to the right
   * @param y the values
   * @param series what tells several lines of one y apart
   * @param lat degrees of latitude
   * @param lon degrees of longitude
   */
  public record Roles(
      Optional<String> x,
      List<String> y,
      Optional<String> series,
      Optional<String> lat,
      Optional<String> lon) {

    public Roles {
      y = List.copyOf(y);
    }
  }
}
