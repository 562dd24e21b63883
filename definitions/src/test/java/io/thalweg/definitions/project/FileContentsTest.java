package io.thalweg.definitions.project;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose bytes are out of the ordinary. */
class FileContentsTest {

  private static final String STREAM = "stream: a\ndescription: Grad °C\nfields: {id: lng}\n";

  /** The problems that are shown here and need not be in the corpus. */
  static final List<String> CODES =
      List.of(
          "NOT_UTF8",
          "FORBIDDEN_CHARACTER",
          "FILE_TOO_LARGE",
          "FILE_NOT_READABLE",
          "YAML_TOO_COMPLEX");

  @TempDir Path directory;

  @BeforeEach
  void project() throws IOException {
    Files.writeString(directory.resolve("thalweg.yaml"), "name: plant\n");
    Files.createDirectories(directory.resolve("streams"));
  }

  private List<String> problems(byte[] stream) throws IOException {
    Files.write(directory.resolve("streams/a.yaml"), stream);
    return problems();
  }

  private List<String> problems() {
    return ProjectReader.read(directory).problems().stream()
        .map(problem -> problem.location() + " " + problem.code())
        .toList();
  }

  @Test
  void linesMayEndTheWayOfWindowsOrOfOldMacs() throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      assertThat(problems(STREAM.replace("\n", end).getBytes(UTF_8)))
          .containsExactly("streams/a.yaml:3:14 INVALID_VALUE");
    }
  }

  @Test
  void aByteOrderMarkDoesNotMoveColumns() throws IOException {
    String text = "\uFEFFstream: b\nfields: {id: long}\n";

    assertThat(problems(text.getBytes(UTF_8)))
        .containsExactly("streams/a.yaml:1:9 NAME_DIFFERS_FROM_FILE");
  }

  @Test
  void aFileThatIsNotUtf8IsReportedAtItsFirstWrongByte() throws IOException {
    assertThat(problems(STREAM.getBytes(ISO_8859_1)))
        .containsExactly("streams/a.yaml:2:19 NOT_UTF8");
  }

  @Test
  void aFileThatEndsInsideOfACharacterIsNotUtf8() throws IOException {
    assertThat(problems(new byte[] {'a', ':', ' ', (byte) 0xE2, (byte) 0x82}))
        .containsExactly("streams/a.yaml:1:4 NOT_UTF8");
  }

  @Test
  void aFileOfUtf16IsReportedAsSuch() throws IOException {
    Files.write(directory.resolve("streams/a.yaml"), STREAM.getBytes(UTF_16));

    Problem problem = ProjectReader.read(directory).problems().get(0);
    assertThat(problem.code()).isEqualTo("NOT_UTF8");
    assertThat(problem.detail()).contains("It begins with the mark of UTF-16.");
  }

  @Test
  void aCharacterThatYamlForbidsIsReportedWhereItStands() throws IOException {
    assertThat(problems("stream: a\nfields: {i\0d: long}\n".getBytes(UTF_8)))
        .containsExactly("streams/a.yaml:2:11 FORBIDDEN_CHARACTER");
  }

  @Test
  void aFileOfMoreThanAMebibyteIsNotReadFurther() throws IOException {
    assertThat(problems(("#".repeat(1 << 20) + "\n" + STREAM).getBytes(UTF_8)))
        .containsExactly("streams/a.yaml:1:1 FILE_TOO_LARGE");
  }

  @Test
  void aBombOfAliasesIsReported() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(problems(bomb.toString().getBytes(UTF_8)))
        .containsExactly("streams/a.yaml:52:12 YAML_TOO_COMPLEX");
  }

  @Test
  void yamlThatNestsWithoutEndIsReported() throws IOException {
    for (String opening : List.of("[", "{a: ", "- ", "? ")) {
      assertThat(problems(opening.repeat(20_000).getBytes(UTF_8)))
          .hasSize(1)
          .allMatch(problem -> problem.endsWith("YAML_TOO_COMPLEX"));
    }
  }

  @Test
  void aFolderWithTheNameOfADefinitionIsNotRead() throws IOException {
    Files.createDirectories(directory.resolve("streams/a.yaml"));
    Files.delete(directory.resolve("thalweg.yaml"));
    Files.createDirectories(directory.resolve("thalweg.yaml"));

    assertThat(problems()).containsExactly("thalweg.yaml:1:1 FILE_NOT_READABLE");
  }

  @Test
  void aLinkToNowhereCannotBeRead() throws IOException {
    Files.createSymbolicLink(directory.resolve("streams/a.yaml"), Path.of("nowhere.yaml"));

    assertThat(problems()).containsExactly("streams/a.yaml:1:1 FILE_NOT_READABLE");
  }
}
