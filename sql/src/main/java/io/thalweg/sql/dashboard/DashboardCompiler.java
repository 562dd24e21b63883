package io.thalweg.sql.dashboard;

import io.thalweg.definitions.Dashboard;
import io.thalweg.definitions.Dashboard.Panel;
import io.thalweg.definitions.Dashboard.Variable;
import io.thalweg.definitions.Dashboard.Written;
import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.SqlCompiler;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.catalog.Column;
import io.thalweg.sql.dashboard.CompiledDashboard.CompiledPanel;
import io.thalweg.sql.parameters.Parameter;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles the SQL of dashboards, with their variables' initial values, so that every mistake is
 * known before anybody looks at them. For one thread.
 */
public final class DashboardCompiler {

  private final SqlCompiler compiler;
  private final List<Problem> problems = new ArrayList<>();

  private DashboardCompiler(Catalog catalog) {
    this.compiler = new SqlCompiler(catalog);
  }

  /**
   * Compiles every dashboard; mistakes are in the result, not thrown.
   *
   * @param catalog what queries can name
   */
  public static CompiledDashboards compile(List<Dashboard> dashboards, Catalog catalog) {
    DashboardCompiler compiler = new DashboardCompiler(catalog);
    List<CompiledDashboard> compiled = new ArrayList<>();
    for (Dashboard dashboard : dashboards) {
      int before = compiler.problems.size();
      List<CompiledPanel> panels = compiler.dashboard(dashboard);
      if (compiler.problems.size() == before) {
        compiled.add(new CompiledDashboard(dashboard, panels));
      }
    }
    return new CompiledDashboards(compiled, compiler.problems);
  }

  private List<CompiledPanel> dashboard(Dashboard dashboard) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Dashboard.TIME_PARAMETERS.forEach(
        name -> parameters.put(name, Parameter.sample(Primitive.TIMESTAMP)));
    for (Variable variable : dashboard.variables()) {
      variable.values().forEach(value -> check(variable, value));
      variable.defaultValue().ifPresent(value -> check(variable, value));
      parameters.put(
          variable.name(),
          variable
              .initial()
              .flatMap(value -> value(variable.type(), value))
              .orElseGet(() -> Parameter.sample(variable.type())));
    }
    for (Variable variable : dashboard.variables()) {
      variable.sql().ifPresent(sql -> choices(variable, sql, parameters));
    }
    List<CompiledPanel> panels = new ArrayList<>();
    for (Panel panel : dashboard.panels()) {
      columns(panel.sql(), parameters)
          .map(
              columns ->
                  new CompiledPanel(panel, columns, ColumnRoles.of(panel, columns, problems)))
          .ifPresent(panels::add);
    }
    return panels;
  }

  private void check(Variable variable, Written value) {
    try {
      Parameter.parse(variable.type(), value.text());
    } catch (IllegalArgumentException e) {
      problems.add(
          SqlProblem.DASHBOARD_WRONG_VALUE
              .at(
                  value.location(),
                  "a value of variable \"%s\": %s".formatted(variable.name(), e.getMessage()))
              .withHint("Mend the value, or give the variable another type."));
    }
  }

  private static Optional<Parameter> value(DataType type, Written value) {
    try {
      return Optional.of(Parameter.parse(type, value.text()));
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private void choices(Variable variable, SourceText sql, Map<String, Parameter> parameters) {
    Optional<Column> first = columns(sql, parameters).map(columns -> columns.get(0));
    if (first.isPresent() && !first.get().type().equals(variable.type())) {
      problems.add(
          SqlProblem.DASHBOARD_COLUMN_TYPE
              .at(
                  sql.locate(0),
                  "variable \"%s\" is a %s, and its SQL gives values of type %s"
                      .formatted(variable.name(), variable.type(), first.get().type()))
              .withHint("Give the variable that type, or cast the SQL's first column."));
    }
  }

  private Optional<List<Column>> columns(SourceText sql, Map<String, Parameter> parameters) {
    try {
      return Optional.of(compiler.compile(sql, parameters).columns());
    } catch (InvalidSqlException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
