package io.thalweg.sql.validate;

import io.thalweg.sql.catalog.Relation;
import io.thalweg.sql.functions.PortableTypes;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/** A relation of our catalogue as Calcite sees it. */
public final class RelationTable extends AbstractTable {

  private final Relation relation;

  RelationTable(Relation relation) {
    this.relation = relation;
  }

  public Relation relation() {
    return relation;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    RelDataTypeFactory.Builder row = factory.builder();
    relation
        .columns()
        .forEach(
            column ->
                row.add(
                    column.name(),
                    PortableTypes.toCalcite(factory, column.type(), column.nullable())));
    return row.build();
  }
}
