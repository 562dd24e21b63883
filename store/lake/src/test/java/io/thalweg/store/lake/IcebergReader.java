package io.thalweg.store.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** Reads a lake as any other engine does: with Iceberg's own catalog, file system and reader. */
final class IcebergReader {

  private IcebergReader() {}

  static List<Record> rows(Path lake, String stream) throws IOException {
    try (JdbcCatalog catalog = catalog(lake);
        CloseableIterable<Record> rows = IcebergGenerics.read(table(catalog, stream)).build()) {
      List<Record> all = new ArrayList<>();
      rows.forEach(row -> all.add(row.copy()));
      return all;
    }
  }

  static JdbcCatalog catalog(Path lake) {
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.setConf(new Configuration());
    catalog.initialize(
        "thalweg",
        Map.of("uri", "jdbc:sqlite:" + lake.resolve("catalog.db"), "warehouse", lake.toString()));
    return catalog;
  }

  static Table table(JdbcCatalog catalog, String stream) {
    return catalog.loadTable(TableIdentifier.of(IcebergLake.NAMESPACE, stream));
  }
}
