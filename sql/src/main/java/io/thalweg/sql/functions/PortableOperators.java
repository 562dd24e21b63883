package io.thalweg.sql.functions;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;

/** Every operator and function that a statement may use. */
public final class PortableOperators implements SqlOperatorTable {

  /** What statements are made of beside functions. */
  private static final List<SqlOperator> QUERY_OPERATORS =
      List.of(
          SqlStdOperatorTable.UNION,
          SqlStdOperatorTable.UNION_ALL,
          SqlStdOperatorTable.INTERSECT,
          SqlStdOperatorTable.INTERSECT_ALL,
          SqlStdOperatorTable.EXCEPT,
          SqlStdOperatorTable.EXCEPT_ALL,
          SqlStdOperatorTable.SCALAR_QUERY,
          SqlStdOperatorTable.DESC,
          SqlStdOperatorTable.NULLS_FIRST,
          SqlStdOperatorTable.NULLS_LAST,
          SqlStdOperatorTable.ROW,
          SqlStdOperatorTable.DOT,
          SqlStdOperatorTable.ITEM,
          SqlStdOperatorTable.UNNEST,
          SqlStdOperatorTable.UNNEST_WITH_ORDINALITY);

  public static final PortableOperators TABLE = new PortableOperators();

  private final List<SqlOperator> operators;
  private final Map<String, List<SqlOperator>> byName;

  private PortableOperators() {
    this.operators =
        Stream.concat(
                FunctionCatalog.entries().stream().flatMap(entry -> entry.operators().stream()),
                QUERY_OPERATORS.stream())
            .distinct()
            .toList();
    this.byName =
        operators.stream().collect(Collectors.groupingBy(operator -> key(operator.getName())));
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    if (name.isSimple()) {
      byName.getOrDefault(key(name.getSimple()), List.of()).stream()
          .filter(operator -> family(operator.getSyntax()) == family(syntax))
          .forEach(found::add);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return operators;
  }

  /** {@code COUNT(*)} is a function like any other. */
  private static SqlSyntax family(SqlSyntax syntax) {
    return syntax == SqlSyntax.FUNCTION_STAR ? SqlSyntax.FUNCTION : syntax.family;
  }

  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
