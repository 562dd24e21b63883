package io.thalweg.sql;

import io.thalweg.definitions.SourceText;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.convert.PlanConverter;
import io.thalweg.sql.parameters.Parameter;
import io.thalweg.sql.parameters.ParameterBinding;
import io.thalweg.sql.parse.StatementParser;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import io.thalweg.sql.validate.StatementValidator;
import io.thalweg.sql.validate.SystemTime;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the text of one SELECT into a plan: parse, validate against a catalogue, convert. The same
 * for pipelines, batches and queries.
 *
 * <p>Safe for use by many threads. A warm call takes a few milliseconds.
 */
public final class SqlCompiler {

  /** What the names of output columns match that the statement gives none: {@code _1} and so on. */
  public static final String UNNAMED = "_\\d+";

  private static final Logger LOG = LoggerFactory.getLogger(SqlCompiler.class);

  private final Catalog catalog;

  public SqlCompiler(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Compiles one SELECT without parameters.
   *
   * @throws InvalidSqlException with every mistake that could be found, at its place in the text
   */
  public PlanNode compile(SourceText sql) {
    return compile(sql, Map.of());
  }

  /**
   * Compiles one SELECT.
   *
   * @param parameters the values for its named parameters, by name; those it does not use are
   *     ignored
   * @throws InvalidSqlException with every mistake that could be found, at its place in the text
   */
  public PlanNode compile(SourceText sql, Map<String, Parameter> parameters) {
    try {
      var statement = ParameterBinding.bind(StatementParser.parse(sql), sql, parameters);
      var resolved = SystemTime.resolve(statement, sql, catalog);
      var validated = StatementValidator.validate(resolved, sql, catalog);
      return PlanConverter.convert(validated, sql);
    } catch (InvalidSqlException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw StatementParser.tooDeep(sql);
    } catch (RuntimeException | AssertionError e) {
      // a gap in our checks or a fault of Calcite's; it must not stop the others
      LOG.warn("No plan for a statement that passed every check: {}", sql.text(), e);
      throw new InvalidSqlException(
          SqlProblem.SQL_UNSUPPORTED
              .at(sql.locate(0), "this statement cannot be compiled")
              .withDetail("That is a gap in the compiler; the platform's log says where.")
              .withHint("Write the statement in another way, and report it."));
    }
  }
}
