package io.thalweg.benchmarks.flink;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.functions.LookupFunction;

/** The side input of query 13 as a table in memory to look up, which Flink brings none of. */
public final class SideInput implements DynamicTableSourceFactory {

  @Override
  public String factoryIdentifier() {
    return "side";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    return new Source();
  }

  private static final class Source implements LookupTableSource {

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
      return LookupFunctionProvider.of(new Rows());
    }

    @Override
    public DynamicTableSource copy() {
      return new Source();
    }

    @Override
    public String asSummaryString() {
      return "side input";
    }
  }

  /** The rows with an id, of which there is one where the id is below ten thousand. */
  public static final class Rows extends LookupFunction {

    private static final long serialVersionUID = 1;

    @Override
    public Collection<RowData> lookup(RowData key) {
      long id = key.getLong(0);
      return id < 0 || id >= 10_000
          ? List.of()
          : List.of(GenericRowData.of(id, StringData.fromString("label " + id)));
    }
  }
}
