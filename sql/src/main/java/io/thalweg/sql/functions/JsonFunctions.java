package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.syntax;
import static io.thalweg.sql.functions.FunctionEntry.Group.JSON;

import java.util.List;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** JSON that stands in a text. */
final class JsonFunctions {

  static final List<FunctionEntry> ALL =
      List.of(
          syntax(
              JSON,
              "JSON_VALUE(json, path)",
              "VARCHAR",
              "The text, number or truth value at the path, as text: cast it to what it is. NULL where"
                  + " there is none, where an object or array or JSON's null stands there, and where the"
                  + " text is no JSON. The path is a literal like `'$.readings[0].\"x y\"'`.",
              SqlStdOperatorTable.JSON_VALUE),
          syntax(
              JSON,
              "JSON_EXISTS(json, path)",
              "BOOLEAN",
              "Whether something stands at the path, be it JSON's null; false where the text is no"
                  + " JSON.",
              SqlStdOperatorTable.JSON_EXISTS));

  private JsonFunctions() {}
}
