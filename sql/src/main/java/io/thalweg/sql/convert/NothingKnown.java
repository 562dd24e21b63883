package io.thalweg.sql.convert;

import com.google.common.collect.ImmutableList;
import java.util.Set;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Answers Calcite's questions about relations with "unknown", so that its passes take their general
 * way and do not optimise. Calcite's own answers would also be computed by Java that it compiles at
 * run time, which costs a quarter of a second at first.
 */
final class NothingKnown extends RelMetadataQuery {

  @Override
  public Double getMaxRowCount(RelNode rel) {
    return null;
  }

  @Override
  public Double getMinRowCount(RelNode rel) {
    return null;
  }

  @Override
  public Double getRowCount(RelNode rel) {
    return 1.0;
  }

  @Override
  public Set<ImmutableBitSet> getUniqueKeys(RelNode rel, boolean ignoreNulls) {
    return Set.of();
  }

  @Override
  public Boolean areColumnsUnique(RelNode rel, ImmutableBitSet columns, boolean ignoreNulls) {
    return null;
  }

  @Override
  public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
    return RelOptPredicateList.EMPTY;
  }

  @Override
  public ImmutableList<RelCollation> collations(RelNode rel) {
    return ImmutableList.of();
  }
}
