package io.thalweg.sql.validate;

import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.catalog.Catalog;
import io.thalweg.sql.functions.PortableOperators;
import io.thalweg.sql.functions.PortableTypes;
import io.thalweg.sql.parse.PortableConformance;
import io.thalweg.sql.problem.InvalidSqlException;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/** Finds out what the names of a statement stand for and which types its expressions have. */
public final class StatementValidator {

  private StatementValidator() {}

  /**
   * Validates a statement.
   *
   * @throws InvalidSqlException where it does not fit the catalogue
   */
  public static Validated validate(SqlNode statement, SourceText sql, Catalog catalog) {
    refuse(UnsupportedSyntax.in(statement, sql));
    // before validation, which rewrites the tree
    Scope scope = new Scope(statement, catalog);
    RelDataTypeFactory types = PortableTypes.newFactory();
    CalciteCatalogReader reader = reader(catalog, types);
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            PortableOperators.TABLE,
            reader,
            types,
            SqlValidator.Config.DEFAULT
                .withConformance(PortableConformance.INSTANCE)
                .withDefaultNullCollation(NullCollation.LAST)
                .withTypeCoercionEnabled(true)
                .withTypeCoercionFactory(LiteralCoercion::new)
                .withIdentifierExpansion(true));
    SqlNode validated;
    try {
      validated = validator.validate(statement);
    } catch (CalciteContextException e) {
      throw new InvalidSqlException(problem(e, sql, scope));
    }
    refuse(ResolvedChecks.in(validated, validator, sql));
    return new Validated(validated, validator, reader);
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidSqlException(problems);
    }
  }

  private static Problem problem(CalciteContextException e, SourceText sql, Scope scope) {
    String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return ValidationProblems.of(message, sql.locate(e.getPosLine(), e.getPosColumn()), scope);
  }

  private static CalciteCatalogReader reader(Catalog catalog, RelDataTypeFactory types) {
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    catalog.relations().forEach(r -> root.add(r.name(), new RelationTable(r)));
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    return new CalciteCatalogReader(
        root, List.of(), types, new CalciteConnectionConfigImpl(properties));
  }

  /**
   * A statement whose names and types are known.
   *
   * @param statement the rewritten tree
   * @param validator what knows the types
   * @param catalog what knows the tables
   */
  public record Validated(
      SqlNode statement, SqlValidator validator, CalciteCatalogReader catalog) {}
}
