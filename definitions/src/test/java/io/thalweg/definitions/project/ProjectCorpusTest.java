package io.thalweg.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The projects in {@code src/test/resources/projects}: the good ones have no problems, and beside
 * each wrong one, {@code NAME}, stands in {@code NAME.txt} what a user sees.
 *
 * <p>To write the expected files anew after a change of wording, run with {@code
 * -Dcorpus.write=true}, and read the difference before committing it.
 */
class ProjectCorpusTest {

  private static final Path PROJECTS = Path.of("src/test/resources/projects");

  static List<Path> good() throws IOException {
    return projects("good");
  }

  static List<Path> wrong() throws IOException {
    return projects("wrong");
  }

  private static List<Path> projects(String folder) throws IOException {
    try (Stream<Path> files = Files.list(PROJECTS.resolve(folder))) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodProjectHasNoProblems(Path directory) {
    ReadResult result = ProjectReader.read(directory);

    assertThat(ProblemFormat.plain(directory).format(result.problems())).isEmpty();
    assertThat(result.project()).isPresent();
    assertThat(result.doubtfulNames()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void everyMistakeOfAWrongProjectIsShownAsTheFileBesideItSays(Path directory) throws IOException {
    Path expected = directory.resolveSibling(directory.getFileName() + ".txt");
    ReadResult result = ProjectReader.read(directory);
    String shown = ProblemFormat.plain(directory).format(result.problems());
    if (Boolean.getBoolean("corpus.write")) {
      Files.writeString(expected, shown);
    }

    assertThat(result.project()).isEmpty();
    assertThat(shown).isNotEmpty().isEqualTo(Files.readString(expected));
  }

  @Test
  void everyCodeIsShownByTheCorpusOrByFilesOfOddBytes() throws IOException {
    Set<String> shown = new HashSet<>(FileContentsTest.CODES);
    shown.add(ProblemCode.PROJECT_NOT_FOUND.name()); // in ProjectReaderTest
    for (Path directory : wrong()) {
      ProjectReader.read(directory).problems().forEach(problem -> shown.add(problem.code()));
    }

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values()).map(Enum::name).toList());
  }
}
