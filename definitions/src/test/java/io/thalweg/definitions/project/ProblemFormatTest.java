package io.thalweg.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.definitions.Location;
import io.thalweg.definitions.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemFormatTest {

  @TempDir Path directory;

  private String shown(String line, int column) throws IOException {
    Files.writeString(directory.resolve("a.yaml"), "first: 1\n" + line + "\n");
    return ProblemFormat.plain(directory)
        .format(new Problem(new Location("a.yaml", 2, column), "SOME_CODE", "it is wrong"));
  }

  @Test
  void allThatIsKnownIsShown() throws IOException {
    Files.writeString(directory.resolve("a.yaml"), "sql: SELECT temprature\n");
    Problem problem =
        new Problem(
                new Location("a.yaml", 1, 13),
                "COLUMN_NOT_FOUND",
                "column \"temprature\" is not found in stream \"readings\"")
            .withDetail("Stream \"readings\" has the columns time, temperature.")
            .withHint("Write \"temperature\".");

    assertThat(ProblemFormat.plain(directory).format(problem))
        .isEqualTo(
            """
            column "temprature" is not found in stream "readings"
              at a.yaml:1:13
                1 | sql: SELECT temprature
                  |             ^
              Detail: Stream "readings" has the columns time, temperature.
              Hint: Write "temperature".
              Code: COLUMN_NOT_FOUND
            """);
  }

  @Test
  void theCaretStandsBehindTabsAsWideAsTheyAre() throws IOException {
    assertThat(shown("\ta:\tb", 5)).contains("    2 | \ta:\tb\n      | \t  \t^\n");
  }

  @Test
  void theCaretCountsCharactersAndNotTheirChars() throws IOException {
    assertThat(shown("😀: b", 4)).contains("    2 | 😀: b\n      |    ^\n");
  }

  @Test
  void theCaretMayStandBehindTheEndOfTheLine() throws IOException {
    assertThat(shown("ab", 3)).contains("    2 | ab\n      |   ^\n");
  }

  @Test
  void ofALongLineThePartAroundTheCaretIsShown() throws IOException {
    String line = "a".repeat(300) + "B" + "c".repeat(300);

    assertThat(shown(line, 301))
        .contains(
            "    2 | ... " + "a".repeat(50) + "B" + "c".repeat(49) + " ...\n",
            "      |     " + " ".repeat(50) + "^\n");
    assertThat(shown(line, 1)).contains("    2 | " + "a".repeat(100) + " ...\n      | ^\n");
    assertThat(shown(line, 601)).contains(" ".repeat(99) + "^\n");
  }

  @Test
  void aLineThatCannotBeHadIsLeftOut() throws IOException {
    String expected = "it is wrong\n  at %s\n  Code: SOME_CODE\n";
    ProblemFormat format = ProblemFormat.plain(directory);
    Files.writeString(directory.resolve("a.yaml"), "first: 1\n");

    for (String file : new String[] {"a.yaml", "query", ".", "\0"}) {
      Location location = new Location(file, 7, 1);
      assertThat(format.format(new Problem(location, "SOME_CODE", "it is wrong")))
          .isEqualTo(expected.formatted(location).replace('\0', '\uFFFD'));
    }
  }

  @Test
  void coloursAreAnOption() throws IOException {
    Files.writeString(directory.resolve("a.yaml"), "a: b\n");
    Problem problem = new Problem(new Location("a.yaml", 1, 4), "SOME_CODE", "it is wrong");

    String coloured = ProblemFormat.coloured(directory).format(problem);

    assertThat(coloured).startsWith("\u001b[1;31mit is wrong\u001b[0m\n");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(ProblemFormat.plain(directory).format(problem));
  }

  @Test
  void textOfTheUserCannotSteerTheTerminal() {
    Problem problem =
        new Problem(new Location("a.yaml", 1, 1), "SOME_CODE", "key \"\u001b[2J\" is wrong\nvery");

    assertThat(ProblemFormat.plain(directory).format(problem))
        .startsWith("key \"\uFFFD[2J\" is wrong very\n");
  }
}
