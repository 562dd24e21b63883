package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.PortableTypes.TIMESTAMP_PRECISION;

import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * {@code TUMBLE(TABLE t, DESCRIPTOR(time), size [, offset])} and its like: Calcite's, with {@code
 * window_time} beside the window's bounds. Where the input has columns of these names, as the
 * output of another window does, they become {@code input_window_start} and so on.
 */
public final class WindowTableFunction extends SqlWindowTableFunction {

  private static final Set<String> WINDOW = Set.of("window_start", "window_end", "window_time");

  private final String arguments;

  /**
   * @param arguments what it is called with, in words
   */
  WindowTableFunction(String name, SqlOperandMetadata operands, String arguments) {
    super(name, operands);
    this.arguments = arguments;
  }

  /** What it is called with, in words that end a sentence. */
  public String arguments() {
    return arguments;
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return WindowTableFunction::rowType;
  }

  private static RelDataType rowType(SqlOperatorBinding binding) {
    RelDataType input = binding.getOperandType(0);
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataType timestamp = types.createSqlType(SqlTypeName.TIMESTAMP, TIMESTAMP_PRECISION);
    RelDataTypeFactory.Builder row = types.builder().kind(input.getStructKind());
    for (RelDataTypeField field : input.getFieldList()) {
      row.add(
          WINDOW.contains(key(field.getName())) ? "input_" + field.getName() : field.getName(),
          field.getType());
    }
    return row.add("window_start", timestamp)
        .add("window_end", timestamp)
        .add("window_time", timestamp)
        .build();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
