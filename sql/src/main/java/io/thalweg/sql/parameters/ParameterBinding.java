package io.thalweg.sql.parameters;

import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.definitions.Suggestion;
import io.thalweg.sql.functions.PortableTypes;
import io.thalweg.sql.problem.InvalidSqlException;
import io.thalweg.sql.problem.SqlProblem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;

/** Puts literals in the place of a parsed statement's named parameters. For one thread. */
public final class ParameterBinding extends SqlShuttle {

  private final SourceText sql;
  private final Map<String, Parameter> values;
  private final List<Problem> problems = new ArrayList<>();

  private ParameterBinding(SourceText sql, Map<String, Parameter> values) {
    this.sql = sql;
    this.values = values;
  }

  /**
   * The statement with literals for its parameters. Values that it does not use are ignored.
   *
   * @param values by the parameters' names, in which case counts
   * @throws InvalidSqlException for parameters without a value
   */
  public static SqlNode bind(SqlNode statement, SourceText sql, Map<String, Parameter> values) {
    ParameterBinding binding = new ParameterBinding(sql, values);
    SqlNode bound = statement.accept(binding);
    if (!binding.problems.isEmpty()) {
      throw new InvalidSqlException(binding.problems);
    }
    return bound;
  }

  @Override
  public SqlNode visit(SqlDynamicParam parameter) {
    if (!(parameter instanceof NamedParameter named)) {
      return parameter;
    }
    Parameter value = values.get(named.name());
    if (value == null) {
      problems.add(withoutValue(named));
      return parameter;
    }
    return literal(value, named.getParserPosition());
  }

  private Problem withoutValue(NamedParameter parameter) {
    SqlParserPos position = parameter.getParserPosition();
    Problem problem =
        SqlProblem.SQL_UNKNOWN_PARAMETER.at(
            sql.locate(position.getLineNum(), position.getColumnNum()),
            "parameter \":%s\" has no value".formatted(parameter.name()));
    if (values.isEmpty()) {
      return problem.withHint(
          "Write the value in its place, or give it one where that is possible.");
    }
    List<String> names = values.keySet().stream().sorted().toList();
    return Suggestion.of(parameter.name(), names)
        .map(meant -> problem.withHint("Did you mean \":%s\"?".formatted(meant)))
        .orElse(problem.withHint("There are :%s.".formatted(String.join(", :", names))));
  }

  private static SqlLiteral literal(Parameter parameter, SqlParserPos at) {
    Object value = parameter.value();
    if (value instanceof Boolean truth) {
      return SqlLiteral.createBoolean(truth, at);
    }
    if (value instanceof BigDecimal number) {
      return SqlLiteral.createExactNumeric(number.toPlainString(), at);
    }
    if (value instanceof Double number) {
      return SqlLiteral.createApproxNumeric(approximate(number), at);
    }
    if (value instanceof LocalDate date) {
      return SqlLiteral.createDate(new DateString(date.toString()), at);
    }
    if (parameter.type() == Primitive.TIMESTAMP) {
      return SqlLiteral.createTimestamp(
          SqlTypeName.TIMESTAMP, timestamp((Instant) value), PortableTypes.TIMESTAMP_PRECISION, at);
    }
    return SqlLiteral.createCharString((String) value, at);
  }

  /** With an exponent, which is what tells a double from a decimal. */
  private static String approximate(double number) {
    String text = Double.toString(number);
    return text.contains("E") ? text : text + "E0";
  }

  private static TimestampString timestamp(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return new TimestampString(time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")))
        .withNanos(time.getNano());
  }
}
