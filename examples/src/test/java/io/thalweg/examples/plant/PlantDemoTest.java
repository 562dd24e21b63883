package io.thalweg.examples.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.examples.DemoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantDemoTest {

  @TempDir Path folder;

  @Test
  void everyFileOfTheProjectIsWritten() throws Exception {
    new PlantDemo().writeProject(folder);

    assertThat(filesBelow(folder)).isEqualTo(filesBelow(Path.of("plant")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "speed|max|the plant has no speed \"max\"; try 1000x",
        "speed|20000x|speed \"20000x\" is above 10,000x",
        "speed|0|speed \"0\" is neither \"max\" nor a factor such as \"1000x\"",
        "every|2|option \"every\" is a duration from 0.005s to 1h, such as 2s or 24h, not \"2\"",
        "history|31d|option \"history\" is a duration from 0s to 720h, such as 2s or 24h, not \"31d\"",
        "seed|one|option \"seed\" is a number from",
        "sped|1x|demo \"plant\" has no option \"sped\"; it has seed, speed, every, history",
      })
  void wrongOptionsAreRefused(String option, String value, String message) {
    assertThatThrownBy(() -> new PlantDemo().prepare(folder, Map.of(option, value), System.out))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith(message);
  }

  private static List<String> filesBelow(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
