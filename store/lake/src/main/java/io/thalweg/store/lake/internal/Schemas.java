package io.thalweg.store.lake.internal;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/**
 * What a stream's fields are in Iceberg. Every field is optional there, so that a field may become
 * required or stop being it without touching files. Timestamps are without zone and mean UTC.
 */
public final class Schemas {

  private Schemas() {}

  /** The schema of a new table. */
  public static Schema of(Stream stream) {
    List<Types.NestedField> columns = new ArrayList<>();
    int id = 1;
    for (Field field : stream.fields()) {
      columns.add(
          Types.NestedField.optional(
              id++, field.name(), of(field.type()), field.description().orElse(null)));
    }
    columns.add(
        Types.NestedField.required(
            id++,
            LakeTable.PARTITION_COLUMN,
            Types.IntegerType.get(),
            "the row's partition in the log"));
    columns.add(
        Types.NestedField.required(
            id, LakeTable.OFFSET_COLUMN, Types.LongType.get(), "the row's offset in the log"));
    return new Schema(columns);
  }

  static Type of(DataType type) {
    if (type instanceof DataType.Decimal decimal) {
      return Types.DecimalType.of(decimal.precision(), decimal.scale());
    }
    return switch ((DataType.Primitive) type) {
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case DOUBLE -> Types.DoubleType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP -> Types.TimestampType.withoutZone();
      case STRING -> Types.StringType.get();
    };
  }

  /**
   * Describes how a table must change to hold a stream's fields: new ones are added, an int may
   * become a long, a decimal may get more digits. Fields that the stream no longer has stay.
   *
   * @return whether anything changes
   * @throws LakeException when a field has another type than its column
   */
  public static boolean widen(Stream stream, Schema present, UpdateSchema update) {
    boolean changed = false;
    for (Field field : stream.fields()) {
      Types.NestedField column = present.findField(field.name());
      Type wanted = of(field.type());
      if (column == null) {
        update.addColumn(field.name(), wanted, field.description().orElse(null));
        changed = true;
      } else if (!column.type().equals(wanted)) {
        // A narrower field fits into the wider column that it once had: nothing changes then.
        if (fits(column.type(), wanted)) {
          update.updateColumn(field.name(), wanted.asPrimitiveType());
          changed = true;
        } else if (!fits(wanted, column.type())) {
          throw contradiction(stream, field, column.type(), wanted);
        }
      }
    }
    return changed;
  }

  /** The columns of a table, as the platform names their types. */
  public static List<LakeUpkeep.Column> columns(Schema schema) {
    return schema.columns().stream()
        .map(column -> new LakeUpkeep.Column(column.fieldId(), column.name(), type(column.type())))
        .toList();
  }

  private static DataType type(Type type) {
    return switch (type.typeId()) {
      case DECIMAL -> {
        Types.DecimalType decimal = (Types.DecimalType) type;
        yield new DataType.Decimal(decimal.precision(), decimal.scale());
      }
      case BOOLEAN -> DataType.Primitive.BOOLEAN;
      case INTEGER -> DataType.Primitive.INT;
      case LONG -> DataType.Primitive.LONG;
      case DOUBLE -> DataType.Primitive.DOUBLE;
      case DATE -> DataType.Primitive.DATE;
      case TIMESTAMP -> DataType.Primitive.TIMESTAMP;
      case STRING -> DataType.Primitive.STRING;
      default -> throw new LakeException("a column of type " + type + " is not the platform's");
    };
  }

  private static boolean fits(Type from, Type to) {
    return TypeUtil.isPromotionAllowed(from, to.asPrimitiveType());
  }

  private static LakeException contradiction(
      Stream stream, Field field, Type present, Type wanted) {
    return new LakeException(
        ("field \"%s\" of stream \"%s\" is %s, but the stream's archive holds it as %s."
                + " Give the field its old type back, or give the new one another name.")
            .formatted(field.name(), stream.name(), name(wanted), name(present)));
  }

  /** A type as a user writes it. */
  private static String name(Type type) {
    return switch (type.typeId()) {
      case DECIMAL -> type.toString().replace(" ", "");
      default -> type.typeId().name().toLowerCase(java.util.Locale.ROOT).replace("integer", "int");
    };
  }
}
