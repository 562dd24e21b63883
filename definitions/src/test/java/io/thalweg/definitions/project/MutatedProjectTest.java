package io.thalweg.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Pipeline;
import io.thalweg.definitions.Problem;
import io.thalweg.definitions.ProblemCode;
import io.thalweg.definitions.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the bytes of a project, reading it ends with a result that can be shown. */
class MutatedProjectTest {

  private static final Path CORPUS = Path.of("src/test/resources/projects");
  private static final int MUTANTS = 1_500;
  private static final String[] SNIPPETS = {
    "\t",
    "\r",
    "\0",
    "\uFEFF",
    "&a ",
    "*a",
    "<<: ",
    "? ",
    "- ",
    ": ",
    "|2-\n",
    ">\n",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    "%",
    "!!int ",
    "---\n",
    "...\n",
    "null",
    "~",
    "0x",
    ".inf",
    "1e999999999",
    "\u2028",
    "😀",
    "decimal(10,2)",
    "  ",
    "\n",
    "\\",
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aMutatedProjectIsReadWithoutAnException(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files = corpus();
    Files.createDirectories(directory.resolve("streams"));
    Files.createDirectories(directory.resolve("pipelines"));
    Files.createDirectories(directory.resolve("dashboards"));
    int sound = 0;
    for (int i = 0; i < MUTANTS; i++) {
      for (String target :
          List.of("thalweg.yaml", "streams/a.yaml", "pipelines/b.yaml", "dashboards/c.yaml")) {
        byte[] original = Files.readAllBytes(files.get(random.nextInt(files.size())));
        Files.write(directory.resolve(target), mutated(original, random));
      }
      ReadResult result = ProjectReader.read(directory);

      sound += result.streams().size() + result.pipelines().size();
      assertThat(result.project().isPresent()).isEqualTo(result.problems().isEmpty());
      for (Problem problem : result.problems()) {
        assertThat(problem.message()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
        assertThat(ProblemCode.valueOf(problem.code())).isNotNull();
      }
      assertThat(ProblemFormat.coloured(directory).format(result.problems())).isNotNull();
      for (Pipeline pipeline : result.pipelines()) {
        SourceText sql = pipeline.sql();
        for (int offset = 0; offset <= sql.text().length(); offset++) {
          assertThat(sql.locate(offset).line()).isPositive();
        }
      }
    }
    assertThat(sound).as("mutants that are still good").isBetween(1, 2 * MUTANTS - 1);
  }

  private static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : original) {
      bytes.add(b);
    }
    for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
      int at = bytes.isEmpty() ? 0 : random.nextInt(bytes.size());
      switch (random.nextInt(4)) {
        case 0:
          if (!bytes.isEmpty()) {
            bytes.set(at, (byte) random.nextInt(256));
          }
          break;
        case 1:
          bytes.subList(at, Math.min(bytes.size(), at + 1 + random.nextInt(12))).clear();
          break;
        case 2:
          String snippet = SNIPPETS[random.nextInt(SNIPPETS.length)];
          insert(bytes, at, snippet.getBytes(StandardCharsets.UTF_8));
          break;
        default:
          int end = Math.min(bytes.size(), at + 1 + random.nextInt(40));
          bytes.addAll(at, new ArrayList<>(bytes.subList(at, end)));
          break;
      }
    }
    byte[] result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes.get(i);
    }
    return result;
  }

  private static void insert(List<Byte> bytes, int at, byte[] inserted) {
    for (int i = inserted.length - 1; i >= 0; i--) {
      bytes.add(at, inserted[i]);
    }
  }
}
