package io.thalweg.sql.parse;

import org.apache.calcite.sql.validate.SqlAbstractConformance;

/** Standard SQL, and {@code !=} and {@code %}, which everybody writes. */
public final class PortableConformance extends SqlAbstractConformance {

  public static final PortableConformance INSTANCE = new PortableConformance();

  private PortableConformance() {}

  @Override
  public boolean isBangEqualAllowed() {
    return true;
  }

  @Override
  public boolean isPercentRemainderAllowed() {
    return true;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }
}
