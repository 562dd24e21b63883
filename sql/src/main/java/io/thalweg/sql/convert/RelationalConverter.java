package io.thalweg.sql.convert;

import io.thalweg.sql.validate.StatementValidator.Validated;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;

/** From a validated statement to relational algebra, in which sub-queries stay expressions. */
final class RelationalConverter {

  private static final RelBuilder.Config PLAIN =
      RelBuilder.Config.DEFAULT.withSimplify(false).withBloat(-1);

  private static final RelBuilderFactory BUILDERS = RelBuilder.proto(Contexts.of(PLAIN));

  private RelationalConverter() {}

  static RelRoot convert(Validated validated) {
    var cluster =
        RelOptCluster.create(
            new HepPlanner(HepProgram.builder().build()),
            new RexBuilder(validated.catalog().getTypeFactory()));
    cluster.setMetadataQuerySupplier(NothingKnown::new);
    var converter =
        new SqlToRelConverter(
            (type, query, schema, view) -> null,
            validated.validator(),
            validated.catalog(),
            cluster,
            new PortableConvertlets(),
            SqlToRelConverter.config()
                .withExpand(false)
                .withTrimUnusedFields(false)
                .withDecorrelationEnabled(false)
                .withInSubQueryThreshold(Integer.MAX_VALUE)
                .withRelBuilderFactory(BUILDERS)
                .withRelBuilderConfigTransform(config -> PLAIN));
    return converter.convertQuery(validated.statement(), false, true);
  }
}
