package io.thalweg.sql.functions;

import io.thalweg.sql.functions.FunctionEntry.Group;
import io.thalweg.sql.plan.Function;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** Makes entries of the catalogue. */
final class Entries {

  private Entries() {}

  static FunctionEntry function(
      Group group,
      String signature,
      String result,
      String meaning,
      Function function,
      SqlReturnTypeInference type,
      SqlOperandTypeChecker arguments) {
    String name = signature.substring(0, signature.indexOf('('));
    return new FunctionEntry(
        group,
        signature,
        result,
        meaning,
        List.of(new PortableFunction(name, function, type, arguments, false)));
  }

  static FunctionEntry syntax(
      Group group, String signature, String result, String meaning, SqlOperator... operators) {
    return new FunctionEntry(group, signature, result, meaning, Arrays.asList(operators));
  }
}
