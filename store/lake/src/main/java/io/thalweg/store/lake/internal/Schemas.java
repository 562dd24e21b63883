package io.thalweg.store.lake.internal;

import io.thalweg.definitions.DataType;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.process.api.LakeUpkeep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
    // the catalog gives them others
    AtomicInteger ids = new AtomicInteger();
    List<Types.NestedField> columns = new ArrayList<>(fields(stream.fields(), ids));
    columns.add(
        Types.NestedField.required(
            ids.incrementAndGet(),
            LakeTable.PARTITION_COLUMN,
            Types.IntegerType.get(),
            "the row's partition in the log"));
    columns.add(
        Types.NestedField.required(
            ids.incrementAndGet(),
            LakeTable.OFFSET_COLUMN,
            Types.LongType.get(),
            "the row's offset in the log"));
    return new Schema(columns);
  }

  private static List<Types.NestedField> fields(List<Field> fields, AtomicInteger ids) {
    return fields.stream()
        .map(
            field ->
                Types.NestedField.optional(
                    ids.incrementAndGet(),
                    field.name(),
                    of(field.type(), ids),
                    field.description().orElse(null)))
        .toList();
  }

  static Type of(DataType type) {
    return of(type, new AtomicInteger());
  }

  private static Type of(DataType type, AtomicInteger ids) {
    if (type instanceof DataType.Array array) {
      return Types.ListType.ofOptional(ids.incrementAndGet(), of(array.element(), ids));
    } else if (type instanceof DataType.Row row) {
      return Types.StructType.of(fields(row.fields(), ids));
    } else if (type instanceof DataType.Decimal decimal) {
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
    return widen(stream, stream.fields(), "", present.asStruct(), update);
  }

  /**
   * @param path of what has the fields, with a point behind it; empty for the table
   */
  private static boolean widen(
      Stream stream,
      List<Field> fields,
      String path,
      Types.StructType present,
      UpdateSchema update) {
    boolean changed = false;
    for (Field field : fields) {
      Types.NestedField column = present.field(field.name());
      if (column == null) {
        String parent = path.isEmpty() ? null : path.substring(0, path.length() - 1);
        update.addColumn(parent, field.name(), of(field.type()), field.description().orElse(null));
        changed = true;
      } else {
        changed |= widen(stream, field.type(), path + field.name(), column.type(), update);
      }
    }
    return changed;
  }

  private static boolean widen(
      Stream stream, DataType type, String path, Type present, UpdateSchema update) {
    if (type instanceof DataType.Row row && present.isStructType()) {
      return widen(stream, row.fields(), path + ".", present.asStructType(), update);
    } else if (type instanceof DataType.Array array && present.isListType()) {
      Type element = present.asListType().elementType();
      return widen(stream, array.element(), path + ".element", element, update);
    }
    Type wanted = of(type);
    if (type.isNested() || present.isNestedType()) {
      throw contradiction(stream, path, present, wanted);
    }
    if (present.equals(wanted)) {
      return false;
    }
    if (fits(present, wanted)) {
      update.updateColumn(path, wanted.asPrimitiveType());
      return true;
    }
    // A narrower field fits into the wider column that it once had: nothing changes then.
    if (!fits(wanted, present)) {
      throw contradiction(stream, path, present, wanted);
    }
    return false;
  }

  /** The ids of a table's columns and of what lies inside of them, by path. */
  public static Map<String, Integer> fieldIds(Schema schema) {
    return TypeUtil.indexByName(schema.asStruct());
  }

  /** The columns of a table, as the platform names their types. */
  public static List<LakeUpkeep.Column> columns(Schema schema) {
    return schema.columns().stream()
        .map(
            column ->
                new LakeUpkeep.Column(
                    column.fieldId(),
                    column.name(),
                    type(column.type()),
                    column.type().isNestedType() ? fieldIds(schema) : Map.of()))
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
      case LIST -> new DataType.Array(type(type.asListType().elementType()));
      case STRUCT ->
          new DataType.Row(
              type.asStructType().fields().stream()
                  .map(field -> new Field(field.name(), type(field.type()), false))
                  .toList());
      default -> throw new LakeException("a column of type " + type + " is not the platform's");
    };
  }

  private static boolean fits(Type from, Type to) {
    return TypeUtil.isPromotionAllowed(from, to.asPrimitiveType());
  }

  private static LakeException contradiction(
      Stream stream, String path, Type present, Type wanted) {
    return new LakeException(
        ("field \"%s\" of stream \"%s\" is %s, but the stream's archive holds it as %s."
                + " Give the field its old type back, or give the new one another name.")
            .formatted(path.replace(".element", "[]"), stream.name(), type(wanted), type(present)));
  }
}
