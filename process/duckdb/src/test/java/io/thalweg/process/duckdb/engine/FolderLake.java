package io.thalweg.process.duckdb.engine;

import io.thalweg.buffer.Offsets;
import io.thalweg.definitions.Field;
import io.thalweg.definitions.Stream;
import io.thalweg.process.api.Lake;
import io.thalweg.process.api.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A lake of Parquet files in a folder, listed by a text file that is replaced at each commit. */
final class FolderLake implements Lake {

  private final Path directory;
  private final Map<String, Table> tables = new HashMap<>();

  FolderLake(Path directory) {
    this.directory = directory;
  }

  @Override
  public synchronized LakeTable table(Stream stream) {
    return tables.computeIfAbsent(stream.name(), name -> new Table(stream));
  }

  @Override
  public void close() {}

  private final class Table implements LakeTable {
    private final Stream stream;
    private final Path list;

    Table(Stream stream) {
      this.stream = stream;
      this.list = directory.resolve(stream.name() + ".list");
    }

    @Override
    public Map<String, Integer> fieldIds() {
      Map<String, Integer> ids = new HashMap<>();
      for (Field field : stream.fields()) {
        ids.put(field.name(), ids.size() + 1);
      }
      ids.put(PARTITION_COLUMN, ids.size() + 1);
      ids.put(OFFSET_COLUMN, ids.size() + 1);
      return ids;
    }

    @Override
    public Path newDataFile() {
      return directory.resolve(stream.name() + "-" + UUID.randomUUID() + ".parquet");
    }

    @Override
    public Offsets archived() {
      return archived(lines());
    }

    private Offsets archived(List<String> lines) {
      return lines.isEmpty() ? Offsets.zero(stream.partitions()) : Offsets.parse(lines.get(0));
    }

    @Override
    public void append(List<Path> files, Offsets upTo) {
      List<String> lines = new ArrayList<>(lines());
      if (lines.isEmpty()) {
        lines.add("");
      }
      lines.set(0, upTo.toString());
      files.forEach(file -> lines.add(file.toString()));
      try {
        Path next = directory.resolve(stream.name() + ".next");
        Files.write(next, lines);
        Files.move(next, list, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Snapshot snapshot(List<Range> ranges) {
      // Both from one reading: a commit may come between two.
      List<String> lines = lines();
      Offsets archived = archived(lines);
      return new Snapshot() {
        @Override
        public List<Path> files() {
          return lines.stream().skip(1).map(Path::of).toList();
        }

        @Override
        public Offsets archived() {
          return archived;
        }

        @Override
        public void close() {}
      };
    }

    private List<String> lines() {
      try {
        return Files.exists(list) ? Files.readAllLines(list) : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
