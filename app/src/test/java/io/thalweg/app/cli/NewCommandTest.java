package io.thalweg.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {

  @TempDir Path folder;

  @Test
  void aNewProjectPassesItsCheck() throws Exception {
    Path plant = folder.resolve("plant");
    CommandRun made = CommandRun.of("new", plant);
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(made.out()).contains("telemetry.yaml", "thalweg up");
    assertThat(Files.readString(plant.resolve("thalweg.yaml"))).contains("name: plant");

    CommandRun checked = CommandRun.of("check", plant);
    assertThat(checked.exit()).as(checked.out() + checked.err()).isZero();
    assertThat(checked.out()).contains("no mistakes in 1 stream and 1 pipeline");
  }

  @Test
  void itsFilesNameSchemasThatAreThere() throws Exception {
    Path plant = folder.resolve("plant");
    CommandRun.of("new", plant);
    for (String file :
        new String[] {"thalweg.yaml", "streams/telemetry.yaml", "pipelines/minute_average.yaml"}) {
      Path yaml = plant.resolve(file);
      String modeline = Files.readAllLines(yaml).get(0);
      assertThat(modeline).startsWith("# yaml-language-server: $schema=");
      assertThat(yaml.resolveSibling(modeline.substring(modeline.indexOf('=') + 1))).exists();
    }
  }

  @Test
  void aFolderNameThatIsNoProjectNameBecomesOne() throws Exception {
    Path plant = folder.resolve("2 My Plant-West");
    CommandRun.of("new", plant);
    assertThat(Files.readString(plant.resolve("thalweg.yaml"))).contains("name: my_plant_west");
    assertThat(CommandRun.of("check", plant).exit()).isZero();
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path plant = Files.createDirectory(folder.resolve("plant"));
    Files.writeString(plant.resolve("notes.txt"), "mine");
    CommandRun run = CommandRun.of("new", plant);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("is there already and not empty");
    assertThat(plant.toFile().list()).containsExactly("notes.txt");
  }
}
