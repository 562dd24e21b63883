package io.thalweg.sql.parameters;

import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A parameter {@code :name} in a parsed statement, at the place of its colon. */
public final class NamedParameter extends SqlDynamicParam {

  private final String name;

  public NamedParameter(String name, int index, SqlParserPos position) {
    super(index, position);
    this.name = name;
  }

  public String name() {
    return name;
  }
}
