package io.thalweg.sql.convert;

import io.thalweg.sql.validate.StatementValidator.Validated;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;

/**
 * From a validated statement to relational algebra without sub-queries. Three passes, none of which
 * optimises: convert, turn sub-queries into joins, take correlation out of the joins.
 */
final class RelationalConverter {

  private static final RelBuilder.Config PLAIN = RelBuilder.Config.DEFAULT.withSimplify(false);

  private static final RelBuilderFactory BUILDERS = RelBuilder.proto(Contexts.of(PLAIN));

  private static final HepProgram REMOVE_SUB_QUERIES =
      new HepProgramBuilder()
          .addRuleInstance(plain(SubQueryRemoveRule.Config.FILTER))
          .addRuleInstance(plain(SubQueryRemoveRule.Config.PROJECT))
          .addRuleInstance(plain(SubQueryRemoveRule.Config.JOIN))
          .build();

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
    RelRoot root = converter.convertQuery(validated.statement(), false, true);
    HepPlanner planner = new HepPlanner(REMOVE_SUB_QUERIES);
    planner.setRoot(root.rel);
    RelNode joined = planner.findBestExp();
    RelNode flat = RelDecorrelator.decorrelateQuery(joined, BUILDERS.create(cluster, null));
    return root.withRel(flat);
  }

  private static RelOptRule plain(SubQueryRemoveRule.Config config) {
    return config.withRelBuilderFactory(BUILDERS).toRule();
  }
}
