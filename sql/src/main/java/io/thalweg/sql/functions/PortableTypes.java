package io.thalweg.sql.functions;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.DataType.Decimal;
import io.thalweg.definitions.DataType.Primitive;
import io.thalweg.definitions.Field;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The one place where our types and Calcite's meet, and where the types of results are decided:
 * sums of integers are LONG, averages are DOUBLE, decimals have up to 38 digits, a division with a
 * decimal is DOUBLE, and text is never padded.
 */
public final class PortableTypes {

  /** Digits behind the second of every timestamp. */
  public static final int TIMESTAMP_PRECISION = 6;

  private PortableTypes() {}

  /** A factory of Calcite's types. Safe for use by many threads. */
  public static RelDataTypeFactory newFactory() {
    return new Factory();
  }

  /** Calcite's type for ours. */
  public static RelDataType toCalcite(RelDataTypeFactory factory, DataType type, boolean nullable) {
    RelDataType bare;
    if (type instanceof Decimal decimal) {
      bare = factory.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
    } else if (type instanceof DataType.Array array) {
      bare = factory.createArrayType(toCalcite(factory, array.element(), true), -1);
    } else if (type instanceof DataType.Row row) {
      // else a field would need the relation's name before the column's
      RelDataTypeFactory.Builder fields = factory.builder().kind(StructKind.PEEK_FIELDS_NO_EXPAND);
      row.fields()
          .forEach(field -> fields.add(field.name(), toCalcite(factory, field.type(), true)));
      bare = fields.build();
    } else {
      bare =
          switch ((Primitive) type) {
            case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case INT -> factory.createSqlType(SqlTypeName.INTEGER);
            case LONG -> factory.createSqlType(SqlTypeName.BIGINT);
            case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
            case DATE -> factory.createSqlType(SqlTypeName.DATE);
            case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, TIMESTAMP_PRECISION);
            case STRING -> factory.createSqlType(SqlTypeName.VARCHAR);
          };
    }
    return factory.createTypeWithNullability(bare, nullable);
  }

  /** Our type for Calcite's; empty where we have none. */
  public static Optional<DataType> fromCalcite(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Optional.of(Primitive.BOOLEAN);
      case TINYINT, SMALLINT, INTEGER -> Optional.of(Primitive.INT);
      case BIGINT -> Optional.of(Primitive.LONG);
      case FLOAT, REAL, DOUBLE -> Optional.of(Primitive.DOUBLE);
      case DECIMAL -> Optional.of(new Decimal(type.getPrecision(), type.getScale()));
      case DATE -> Optional.of(Primitive.DATE);
      case TIMESTAMP -> Optional.of(Primitive.TIMESTAMP);
      // the type of a NULL that nothing gives a type to
      case CHAR, VARCHAR, NULL -> Optional.of(Primitive.STRING);
      case ARRAY -> fromCalcite(type.getComponentType()).map(DataType.Array::new);
      case ROW -> row(type);
      default -> Optional.empty();
    };
  }

  private static Optional<DataType> row(RelDataType type) {
    List<Field> fields = new ArrayList<>();
    for (RelDataTypeField field : type.getFieldList()) {
      Optional<DataType> inner = fromCalcite(field.getType());
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      fields.add(new Field(field.getName(), inner.get(), false));
    }
    return Optional.of(new DataType.Row(fields));
  }

  /** Literals and columns are UTF-8; Calcite's own default is Latin-1. */
  private static final class Factory extends SqlTypeFactoryImpl {
    Factory() {
      super(new System());
    }

    @Override
    public Charset getDefaultCharset() {
      return StandardCharsets.UTF_8;
    }
  }

  private static final class System extends RelDataTypeSystemImpl {

    @Override
    public int getMaxPrecision(SqlTypeName type) {
      return switch (type) {
        case DECIMAL -> Decimal.MAX_PRECISION;
        case TIMESTAMP -> TIMESTAMP_PRECISION;
        default -> super.getMaxPrecision(type);
      };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
      return type == SqlTypeName.DECIMAL ? Decimal.MAX_PRECISION : super.getMaxScale(type);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
      return type == SqlTypeName.TIMESTAMP ? TIMESTAMP_PRECISION : super.getDefaultPrecision(type);
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
      return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
      RelDataType sum =
          switch (argument.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
            case DECIMAL ->
                factory.createSqlType(
                    SqlTypeName.DECIMAL, Decimal.MAX_PRECISION, argument.getScale());
            default -> argument;
          };
      return factory.createTypeWithNullability(sum, argument.isNullable());
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
      return factory.createTypeWithNullability(
          factory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
    }

    @Override
    public RelDataType deriveDecimalDivideType(
        RelDataTypeFactory factory, RelDataType dividend, RelDataType divisor) {
      boolean decimal = SqlTypeUtil.isDecimal(dividend) || SqlTypeUtil.isDecimal(divisor);
      boolean exact = SqlTypeUtil.isExactNumeric(dividend) && SqlTypeUtil.isExactNumeric(divisor);
      return decimal && exact
          ? factory.createTypeWithNullability(
              factory.createSqlType(SqlTypeName.DOUBLE),
              dividend.isNullable() || divisor.isNullable())
          : null;
    }
  }
}
