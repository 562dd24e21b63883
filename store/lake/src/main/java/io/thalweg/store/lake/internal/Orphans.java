package io.thalweg.store.lake.internal;

import io.thalweg.process.api.LakeUpkeep.Removed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;

/** Files in a table's folder that nothing names. */
public final class Orphans {

  private Orphans() {}

  /**
   * Deletes them.
   *
   * @param table as it is now; nobody commits to it meanwhile
   * @param age since they were last written
   */
  public static Removed remove(Table table, Duration age) {
    try {
      Set<Path> named = named(table);
      Instant youngest = Instant.now().minus(age);
      List<String> orphans = new ArrayList<>();
      Path home = LocalFileIO.path(table.location());
      for (Path folder : List.of(home.resolve("data"), home.resolve("metadata"))) {
        for (Path file : list(folder)) {
          if (!named.contains(file) && isOlder(file, youngest)) {
            orphans.add(file.toString());
          }
        }
      }
      return Expiry.delete(orphans);
    } catch (IOException e) {
      throw new UncheckedIOException("orphan files of " + table.name() + " not found", e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isOlder(Path file, Instant instant) throws IOException {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isAfter(instant);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Set<Path> named(Table table) throws IOException {
    TableMetadata metadata = ((BaseTable) table).operations().current();
    Set<String> locations = new HashSet<>();
    locations.add(metadata.metadataFileLocation());
    metadata.previousFiles().forEach(entry -> locations.add(entry.file()));
    metadata.statisticsFiles().forEach(file -> locations.add(file.path()));
    metadata.partitionStatisticsFiles().forEach(file -> locations.add(file.path()));
    Set<String> manifestsRead = new HashSet<>();
    for (Snapshot snapshot : metadata.snapshots()) {
      if (snapshot.manifestListLocation() != null) {
        locations.add(snapshot.manifestListLocation());
      }
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (manifestsRead.add(manifest.path())) {
          locations.add(manifest.path());
          addFiles(manifest, table, locations);
        }
      }
    }
    Set<Path> paths = new HashSet<>();
    locations.forEach(location -> paths.add(LocalFileIO.path(location)));
    return paths;
  }

  private static void addFiles(ManifestFile manifest, Table table, Set<String> locations)
      throws IOException {
    try (CloseableIterable<String> paths =
        ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
      paths.forEach(locations::add);
    }
  }
}
