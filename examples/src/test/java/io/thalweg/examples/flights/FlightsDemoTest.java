package io.thalweg.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.examples.Demo;
import io.thalweg.examples.DemoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsDemoTest {

  @TempDir Path folder;

  @Test
  void theDemoIsFoundByItsName() {
    assertThat(ServiceLoader.load(Demo.class).stream().map(p -> p.get().name()))
        .containsExactly("plant", "flights");
  }

  @Test
  void everyFileOfTheProjectIsWritten() throws Exception {
    new FlightsDemo().writeProject(folder);

    assertThat(filesBelow(folder)).isEqualTo(filesBelow(Path.of("flights")));
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingIsFetched() {
    assertThatThrownBy(() -> new FlightsDemo().prepare(folder, Map.of("sped", "1x"), System.out))
        .isInstanceOf(DemoException.class)
        .hasMessage("demo \"flights\" has no option \"sped\"; it has speed, flights, connections");
    assertThatThrownBy(() -> new FlightsDemo().prepare(folder, Map.of("flights", "0"), System.out))
        .isInstanceOf(DemoException.class)
        .hasMessage("option \"flights\" is a number from 1 to 3,000,000, not \"0\"");
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
