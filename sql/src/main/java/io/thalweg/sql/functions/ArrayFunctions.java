package io.thalweg.sql.functions;

import static io.thalweg.sql.functions.Entries.function;
import static io.thalweg.sql.functions.Entries.syntax;
import static io.thalweg.sql.functions.FunctionEntry.Group.ARRAYS;

import io.thalweg.sql.plan.Function;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Rows and arrays: their parts, and what is computed from arrays. */
final class ArrayFunctions {

  private static final SqlReturnTypeInference ELEMENT =
      binding ->
          binding
              .getTypeFactory()
              .createTypeWithNullability(binding.getOperandType(0).getComponentType(), true);

  static final List<FunctionEntry> ALL =
      List.of(
          syntax(
              ARRAYS,
              "row.field",
              "the field's",
              "NULL where the row is. Before it may stand a relation's name or alias:"
                  + " `telemetry.position.lat`; behind `]` it does too: `readings[1].value`."),
          syntax(
              ARRAYS,
              "array[n]",
              "the element's",
              "The element with the number `n`, from 1; NULL where there is none."),
          function(
              ARRAYS,
              "CARDINALITY(array)",
              "INT",
              "How many elements it has, those that are NULL included.",
              Function.CARDINALITY,
              Results.INT,
              new Arrays(1, "an array", element -> true)),
          function(
              ARRAYS,
              "ARRAY_CONTAINS(array, value)",
              "BOOLEAN",
              "Whether an element equals the value; one that is NULL does not.",
              Function.ARRAY_CONTAINS,
              Results.BOOLEAN,
              new Arrays(2, "an array and a value like its elements", Arrays::isSingle)),
          function(
              ARRAYS,
              "ARRAY_POSITION(array, value)",
              "INT",
              "The number of the first element that equals the value, from 1; 0 where none does.",
              Function.ARRAY_POSITION,
              Results.INT,
              new Arrays(2, "an array and a value like its elements", Arrays::isSingle)),
          function(
              ARRAYS,
              "ARRAY_MIN(array)",
              "the element's",
              "The smallest element that is not NULL; NULL where there is none.",
              Function.ARRAY_MIN,
              ELEMENT,
              new Arrays(1, "an array of single values", Arrays::isSingle)),
          function(
              ARRAYS,
              "ARRAY_MAX(array)",
              "the element's",
              "The largest element that is not NULL; NULL where there is none.",
              Function.ARRAY_MAX,
              ELEMENT,
              new Arrays(1, "an array of single values", Arrays::isSingle)),
          function(
              ARRAYS,
              "ARRAY_JOIN(array, separator)",
              "VARCHAR",
              "The texts of the array put together, the separator, a literal, between them; those"
                  + " that are NULL are left out.",
              Function.ARRAY_JOIN,
              Results.TEXT,
              new Arrays(2, "an array of texts and a text", SqlTypeUtil::isCharacter)));

  private ArrayFunctions() {}

  /**
   * An array, and perhaps a value of its elements' kind.
   *
   * @param count of operands
   * @param wanted what people read
   * @param element what its elements must be
   */
  private record Arrays(int count, String wanted, Predicate<RelDataType> element)
      implements SqlOperandTypeChecker {

    static boolean isSingle(RelDataType element) {
      return !element.isStruct() && element.getSqlTypeName() != SqlTypeName.ARRAY;
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
      RelDataType array = call.getOperandType(0);
      boolean fits =
          array.getSqlTypeName() == SqlTypeName.ARRAY
              && element.test(array.getComponentType())
              && (count == 1 || isLike(call.getOperandType(1), array.getComponentType()));
      if (!fits && throwOnFailure) {
        throw call.newValidationSignatureError();
      }
      return fits;
    }

    private static boolean isLike(RelDataType value, RelDataType element) {
      return value.getSqlTypeName() == SqlTypeName.NULL
          || SqlTypeUtil.isNumeric(value) && SqlTypeUtil.isNumeric(element)
          || value.getSqlTypeName().getFamily() == element.getSqlTypeName().getFamily();
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.of(count);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return name + "(" + wanted + ")";
    }
  }
}
