package io.thalweg.store.lake;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeException;
import io.thalweg.process.api.LakeTable;
import io.thalweg.store.lake.internal.Durable;
import io.thalweg.store.lake.internal.LocalFileIO;
import io.thalweg.store.lake.internal.Schemas;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMappingParser;

/**
 * Streams as Iceberg tables on the local disk: {@code catalog.db} is a JDBC catalog in SQLite, each
 * stream is a table of its name in the namespace {@code streams}. Any engine that knows Iceberg can
 * read them there. What a commit names is synced to disk before the commit, and the commit before
 * {@link LakeTable#append} returns. Safe for use by many threads; one process at a time writes.
 */
public final class IcebergLake implements Lake {

  /** The namespace of the tables. */
  public static final String NAMESPACE = "streams";

  private static final String CATALOG_NAME = "thalweg";
  private static final Namespace STREAMS = Namespace.of(NAMESPACE);

  /** Settings of every new table. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "commit.retry.num-retries", "10",
          "write.metadata.delete-after-commit.enabled", "true",
          "write.metadata.previous-versions-max", "20",
          "commit.manifest-merge.enabled", "true",
          "commit.manifest.min-count-to-merge", "50");

  private final JdbcCatalog catalog;
  private final Map<String, IcebergTable> tables = new HashMap<>();

  private IcebergLake(JdbcCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Opens the lake in a folder, which is created where it is missing.
   *
   * @throws LakeException when the folder or its catalog cannot be used
   */
  public static IcebergLake open(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    try {
      Durable.createFolder(home);
      JdbcCatalog catalog = new JdbcCatalog(properties -> new LocalFileIO(), null, true);
      catalog.initialize(CATALOG_NAME, catalogProperties(home));
      if (!catalog.namespaceExists(STREAMS)) {
        catalog.createNamespace(STREAMS);
      }
      Durable.syncFolder(home);
      return new IcebergLake(catalog);
    } catch (RuntimeException e) {
      throw new LakeException("the lake in " + home + " could not be opened: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> catalogProperties(Path home) {
    return Map.of(
        "uri", "jdbc:sqlite:" + home.resolve("catalog.db"),
        "warehouse", home.toString(),
        // The catalog's tables as they are today; those of its first version warn at each start.
        "jdbc.schema-version", "V1",
        "jdbc.journal_mode", "WAL",
        // In WAL mode only FULL syncs each commit.
        "jdbc.synchronous", "FULL",
        "jdbc.busy_timeout", "10000");
  }

  @Override
  public synchronized LakeTable table(Stream stream) {
    TableIdentifier name = TableIdentifier.of(STREAMS, stream.name());
    try {
      IcebergTable present = tables.get(stream.name());
      Table table = present != null || catalog.tableExists(name) ? widen(name, stream) : null;
      if (table == null) {
        table = create(name, stream);
      }
      if (present == null) {
        present = new IcebergTable(stream.name(), table, catalog.loadTable(name));
        tables.put(stream.name(), present);
      }
      checkPartitions(stream, present.archived());
      return present;
    } catch (LakeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new LakeException(
          "the archive of stream \"%s\" could not be opened: %s"
              .formatted(stream.name(), e.getMessage()),
          e);
    }
  }

  @Override
  public synchronized Optional<String> contradiction(Stream stream) {
    TableIdentifier name = TableIdentifier.of(STREAMS, stream.name());
    try {
      if (catalog.tableExists(name)) {
        Table table = catalog.loadTable(name);
        Schemas.widen(stream, table.schema(), table.updateSchema()); // not committed
        checkPartitions(stream, Offsets.parse(table.properties().get(IcebergTable.OFFSETS)));
      }
      return Optional.empty();
    } catch (LakeException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Table create(TableIdentifier name, Stream stream) {
    Schema schema = Schemas.of(stream);
    Map<String, String> properties = new HashMap<>(PROPERTIES);
    properties.put("format-version", "2");
    properties.put(
        "schema.name-mapping.default", NameMappingParser.toJson(MappingUtil.create(schema)));
    properties.put(IcebergTable.OFFSETS, Offsets.zero(stream.partitions()).toString());
    stream.description().ifPresent(text -> properties.put("comment", text));
    return catalog.createTable(name, schema, PartitionSpec.unpartitioned(), properties);
  }

  private Table widen(TableIdentifier name, Stream stream) {
    Table table = catalog.loadTable(name);
    Transaction change = table.newTransaction();
    UpdateSchema update = change.updateSchema();
    if (Schemas.widen(stream, table.schema(), update)) {
      update.commit();
      change.commitTransaction();
    }
    return table;
  }

  private static void checkPartitions(Stream stream, Offsets archived) {
    if (archived.partitions() != stream.partitions()) {
      throw new LakeException(
          ("stream \"%s\" has %d partitions, but its archive holds %d."
                  + " Set its partitions back to %d, or give the stream another name.")
              .formatted(
                  stream.name(),
                  stream.partitions(),
                  archived.partitions(),
                  archived.partitions()));
    }
  }

  @Override
  public synchronized void close() {
    try {
      catalog.close();
    } catch (RuntimeException e) {
      throw new LakeException("the lake could not be closed: " + e.getMessage(), e);
    }
  }
}
