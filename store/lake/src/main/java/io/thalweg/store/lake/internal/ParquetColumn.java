package io.thalweg.store.lake.internal;

import io.thalweg.process.api.LakeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.UnicodeUtil;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.SchemaElement;

/**
 * A column of a Parquet file and the column of the table that it is.
 *
 * @param column of the table
 * @param physical how the file stores it
 */
record ParquetColumn(Types.NestedField column, org.apache.parquet.format.Type physical) {

  /** As many characters as Iceberg keeps of a text's bound by default. */
  private static final int TEXT_BOUND_CHARACTERS = 16;

  static ParquetColumn of(Path file, SchemaElement leaf, Schema schema) {
    Types.NestedField column = find(file, leaf, schema);
    if (!stores(leaf, column.type())) {
      throw notStored(file, leaf, String.valueOf(leaf.getType()), column);
    }
    return new ParquetColumn(column, leaf.getType());
  }

  /** Refuses an array or row that is none in the table; what lies inside has ids of its own. */
  static void checkNested(Path file, SchemaElement group, Schema schema) {
    Types.NestedField column = find(file, group, schema);
    boolean list = group.getConverted_type() == ConvertedType.LIST;
    if (list ? !column.type().isListType() : !column.type().isStructType()) {
      throw notStored(file, group, list ? "LIST" : "a group", column);
    }
  }

  private static Types.NestedField find(Path file, SchemaElement element, Schema schema) {
    Types.NestedField column =
        element.isSetField_id() ? schema.findField(element.getField_id()) : null;
    if (column == null) {
      throw new LakeException(
          "column \"%s\" of data file %s has no field id of the table: write it with fieldIds()"
              .formatted(element.getName(), file));
    }
    return column;
  }

  private static LakeException notStored(
      Path file, SchemaElement element, String stored, Types.NestedField column) {
    return new LakeException(
        "column \"%s\" of data file %s is stored as %s, which is no %s"
            .formatted(element.getName(), file, stored, column.type()));
  }

  private static boolean stores(SchemaElement leaf, Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> leaf.getType() == org.apache.parquet.format.Type.BOOLEAN;
      case INTEGER -> is(leaf, org.apache.parquet.format.Type.INT32);
      // An int of the stream may have been widened in the table.
      case LONG ->
          is(leaf, org.apache.parquet.format.Type.INT32)
              || is(leaf, org.apache.parquet.format.Type.INT64);
      case DOUBLE -> leaf.getType() == org.apache.parquet.format.Type.DOUBLE;
      case DATE -> leaf.getConverted_type() == ConvertedType.DATE;
      case TIMESTAMP ->
          leaf.getConverted_type() == ConvertedType.TIMESTAMP_MICROS
              || leaf.isSetLogicalType()
                  && leaf.getLogicalType().isSetTIMESTAMP()
                  && leaf.getLogicalType().getTIMESTAMP().getUnit().isSetMICROS();
      case STRING -> leaf.getType() == org.apache.parquet.format.Type.BYTE_ARRAY;
      case DECIMAL ->
          leaf.getConverted_type() == ConvertedType.DECIMAL
              && leaf.getScale() == ((Types.DecimalType) type).scale();
      default -> false;
    };
  }

  private static boolean is(SchemaElement leaf, org.apache.parquet.format.Type type) {
    if (leaf.getType() != type) {
      return false;
    }
    ConvertedType converted = leaf.getConverted_type();
    return converted == null
        || converted == ConvertedType.INT_32
        || converted == ConvertedType.INT_64;
  }

  int id() {
    return column.fieldId();
  }

  /** No value is below it; null where there is no such bound. */
  Comparable<Object> lowerBound(byte[] minimum) {
    Object value = decode(minimum);
    if (value instanceof Double number) {
      // SQL's zeros are equal, Iceberg's order puts -0.0 first.
      return comparable(number.isNaN() ? null : number == 0 ? (Double) (-0.0) : number);
    }
    if (value instanceof String text) {
      return comparable(new Text(UnicodeUtil.truncateStringMin(text, TEXT_BOUND_CHARACTERS)));
    }
    return comparable(value);
  }

  /** No value is above it; null where there is no such bound. */
  Comparable<Object> upperBound(byte[] maximum) {
    Object value = decode(maximum);
    if (value instanceof Double number) {
      return comparable(number.isNaN() ? null : number == 0 ? (Double) 0.0 : number);
    }
    if (value instanceof String text) {
      String bound = UnicodeUtil.truncateStringMax(text, TEXT_BOUND_CHARACTERS);
      return comparable(bound == null ? null : new Text(bound));
    }
    return comparable(value);
  }

  private Object decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (column.type().typeId()) {
      case BOOLEAN -> bytes[0] != 0;
      case INTEGER, DATE -> buffer.getInt();
      case LONG ->
          physical == org.apache.parquet.format.Type.INT32
              ? (long) buffer.getInt()
              : buffer.getLong();
      case TIMESTAMP -> buffer.getLong();
      case DOUBLE -> buffer.getDouble();
      case STRING -> text(buffer);
      case DECIMAL ->
          new BigDecimal(unscaled(bytes, buffer), ((Types.DecimalType) column.type()).scale());
      default -> null;
    };
  }

  private BigInteger unscaled(byte[] bytes, ByteBuffer buffer) {
    return switch (physical) {
      case INT32 -> BigInteger.valueOf(buffer.getInt());
      case INT64 -> BigInteger.valueOf(buffer.getLong());
      default -> new BigInteger(bytes);
    };
  }

  /** Null for a bound that its writer cut inside a character. */
  private static String text(ByteBuffer utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(Object value) {
    return (Comparable<Object>) value;
  }

  /** Text in the order of its code points, which is Parquet's and Iceberg's, and not String's. */
  private record Text(String value) implements Comparable<Text>, CharSequence {
    @Override
    public int compareTo(Text other) {
      return Comparators.charSequences().compare(value, other.value);
    }

    @Override
    public int length() {
      return value.length();
    }

    @Override
    public char charAt(int index) {
      return value.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return value.subSequence(start, end);
    }

    @Override
    public String toString() {
      return value;
    }
  }
}
