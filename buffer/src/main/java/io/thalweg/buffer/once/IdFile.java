package io.thalweg.buffer.once;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.buffer.Offsets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a stream's duplicates, on disk: lines that are appended, of rules, of runs of
 * duplicates and of the place that all runs above it reach up to. What a crash has left unfinished
 * at its end is as if it had not been written. For one thread.
 */
final class IdFile {

  private static final String HEADER = "thalweg ids 1";

  private final Path path;
  private long appended;

  IdFile(Path path) {
    this.path = path;
  }

  /**
   * What a file holds.
   *
   * @param places of the walks, by partition
   * @param duplicates by partition, up to these places
   */
  record Content(List<IdRule> rules, PartitionIds.Place[] places, OffsetRuns[] duplicates) {}

  /** What there is; empty where there is no file, or nothing of use in it. */
  Optional<Content> read(int partitions) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    String text = Files.readString(path, UTF_8);
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    List<IdRule> rules = new ArrayList<>();
    PartitionIds.Place[] places = new PartitionIds.Place[partitions];
    OffsetRuns[] duplicates = new OffsetRuns[partitions];
    Arrays.setAll(duplicates, p -> new OffsetRuns());
    if (!lines[0].equals(HEADER)) {
      return Optional.empty();
    }
    try {
      for (int i = 1; i < lines.length; i++) {
        String[] words = lines[i].split(" ");
        int partition = words[0].equals("rule") ? 0 : Integer.parseInt(words[1]);
        switch (words[0]) {
          case "rule" -> rules.add(parseRule(words));
          case "run" -> duplicates[partition].add(number(words[2]), number(words[3]));
          case "place" ->
              places[partition] =
                  new PartitionIds.Place(number(words[2]), number(words[3]), number(words[4]));
          default -> throw new IllegalArgumentException(words[0]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // What follows was not finished.
    }
    if (rules.isEmpty() || rules.get(0).from().partitions() != partitions) {
      return Optional.empty();
    }
    for (int p = 0; p < partitions; p++) {
      if (places[p] == null) {
        places[p] = new PartitionIds.Place(rules.get(0).from().get(p), rules.get(0).atMillis(), 0);
      }
      duplicates[p].forgetFrom(places[p].position());
    }
    return Optional.of(new Content(rules, places, duplicates));
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }

  private static IdRule parseRule(String[] words) {
    return new IdRule(
        Offsets.parse(words[1]),
        number(words[2]),
        Arrays.asList(words).subList(4, words.length),
        number(words[3]));
  }

  static void rule(StringBuilder lines, IdRule rule) {
    lines.append("rule ").append(rule.from()).append(' ').append(rule.atMillis());
    lines.append(' ').append(rule.withinMillis());
    rule.fields().forEach(field -> lines.append(' ').append(field));
    lines.append('\n');
  }

  static void run(StringBuilder lines, int partition, long first, long last) {
    lines.append("run ").append(partition).append(' ').append(first).append(' ').append(last);
    lines.append('\n');
  }

  static void place(StringBuilder lines, int partition, PartitionIds.Place place) {
    lines.append("place ").append(partition).append(' ').append(place.position());
    lines.append(' ').append(place.clock()).append(' ').append(place.duplicates()).append('\n');
  }

  /** Puts lines in the place of what there is, whole or not at all. */
  void write(CharSequence lines) throws IOException {
    Files.createDirectories(path.getParent());
    Path next = path.resolveSibling(path.getFileName() + ".next");
    write(
        next,
        HEADER + "\n" + lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    appended = 0;
  }

  /** Adds lines; they are on disk when this returns. */
  void append(CharSequence lines) throws IOException {
    write(path, lines.toString(), StandardOpenOption.APPEND);
    appended += lines.length();
  }

  /** How many bytes have been added since the whole was written. */
  long appended() {
    return appended;
  }

  private static void write(Path file, String text, StandardOpenOption... options)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
