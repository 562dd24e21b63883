package io.thalweg.sql.validate;

import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.SourceText;
import io.thalweg.sql.problem.SqlProblem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;

/** The types that a cast may name. */
final class TypeNames {

  private static final String ALL =
      "The types are BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL(p, s), DATE, TIMESTAMP and VARCHAR.";

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("TINYINT", "INT"),
          Map.entry("SMALLINT", "INT"),
          Map.entry("REAL", "DOUBLE"),
          Map.entry("FLOAT", "DOUBLE"),
          Map.entry("CHAR", "VARCHAR"),
          Map.entry("STRING", "VARCHAR"),
          Map.entry("TEXT", "VARCHAR"),
          Map.entry("LONG", "BIGINT"),
          Map.entry("DATETIME", "TIMESTAMP"),
          Map.entry("TIMESTAMP_WITH_LOCAL_TIME_ZONE", "TIMESTAMP, which is UTC"),
          Map.entry("TIMESTAMP_TZ", "TIMESTAMP, which is UTC"),
          Map.entry("NUMBER", "DECIMAL(p, s)"));

  private TypeNames() {}

  /** What is wrong with a type's name, if anything. */
  static Optional<Problem> problem(SqlDataTypeSpec type, SourceText sql) {
    var location = Positions.locate(sql, type);
    String name = type.getTypeName().getSimple().toUpperCase(Locale.ROOT);
    if (!(type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic)) {
      return Optional.of(unsupported(sql, type, name));
    }
    int precision = basic.getPrecision();
    return switch (name) {
      case "BOOLEAN", "INTEGER", "BIGINT", "DOUBLE", "DATE" -> Optional.empty();
      case "DECIMAL" -> decimal(basic, sql, type);
      case "VARCHAR" ->
          precision < 0
              ? Optional.empty()
              : Optional.of(
                  SqlProblem.SQL_UNSUPPORTED_TYPE
                      .at(location, "VARCHAR has no length")
                      .withHint("Write VARCHAR, and SUBSTRING(… FROM 1 FOR n) to shorten."));
      case "TIMESTAMP" ->
          precision < 0 || precision == 6
              ? Optional.empty()
              : Optional.of(
                  SqlProblem.SQL_UNSUPPORTED_TYPE
                      .at(location, "TIMESTAMP has microseconds always")
                      .withHint("Write TIMESTAMP, and FLOOR(… TO SECOND) to shorten."));
      default -> Optional.of(unsupported(sql, type, name));
    };
  }

  private static Optional<Problem> decimal(
      SqlBasicTypeNameSpec type, SourceText sql, SqlDataTypeSpec spec) {
    int precision = type.getPrecision();
    int scale = Math.max(type.getScale(), 0);
    if (precision >= 1 && precision <= Decimal.MAX_PRECISION && scale <= precision) {
      return Optional.empty();
    }
    return Optional.of(
        SqlProblem.SQL_UNSUPPORTED_TYPE
            .at(
                Positions.locate(sql, spec),
                "DECIMAL needs a precision of 1 to 38 and a scale up to it")
            .withHint("Write for example DECIMAL(18, 2)."));
  }

  private static Problem unsupported(SourceText sql, SqlDataTypeSpec type, String name) {
    Problem problem =
        SqlProblem.SQL_UNSUPPORTED_TYPE
            .at(
                Positions.locate(sql, type),
                "type %s is not supported".formatted(name.replace('_', ' ')))
            .withDetail(ALL);
    String instead = INSTEAD.get(name);
    return instead == null ? problem : problem.withHint("Write " + instead + ".");
  }
}
