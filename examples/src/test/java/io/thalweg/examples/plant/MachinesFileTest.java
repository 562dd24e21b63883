package io.thalweg.examples.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.examples.plant.model.Fleet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachinesFileTest {

  @Test
  void theTableOfMachinesHasTheMachinesThatAreSimulated() throws Exception {
    assertThat(Files.readAllLines(Path.of("plant/tables/machines.csv")).stream().skip(1))
        .containsExactlyElementsOf(
            Fleet.machines().stream()
                .map(
                    machine ->
                        "%s,%s,%s,%s,%.0f"
                            .formatted(
                                machine.name(),
                                machine.site(),
                                machine.line(),
                                machine.kind(),
                                machine.kind().ratedPower()))
                .toList());
  }
}
