package io.thalweg.testing.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What makes files easy to find and to read. */
class OrderTest {

  /** Longer files are hard to keep in the head. */
  private static final int MOST_LINES = 450;

  private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");

  @Test
  void everyPackageSaysWhatBelongsInIt() {
    List<Path> silent =
        Checkout.files(".java").stream()
            .filter(file -> file.toString().contains("src/main/java"))
            .map(Path::getParent)
            .distinct()
            .filter(
                folder -> !Files.exists(Checkout.ROOT.resolve(folder).resolve("package-info.java")))
            .toList();
    assertThat(silent).as("packages without package-info.java").isEmpty();
  }

  @Test
  void noFileIsTooLongToBeKeptInTheHead() {
    List<Path> giants =
        Checkout.files(".java").stream()
            .filter(file -> Checkout.lines(file).size() > MOST_LINES)
            .toList();
    assertThat(giants).isEmpty();
  }

  @Test
  void versionsOfLibrariesStandOnlyInTheRootPom() {
    List<String> strays =
        Checkout.files("pom.xml").stream()
            .filter(pom -> pom.getNameCount() > 1)
            .flatMap(
                pom ->
                    Checkout.lines(pom).stream()
                        .map(VERSION::matcher)
                        .filter(matcher -> matcher.find())
                        .map(matcher -> matcher.group(1))
                        .filter(version -> !version.startsWith("$"))
                        .filter(version -> !version.equals(ownVersion()))
                        .map(version -> pom + ": " + version))
            .toList();
    assertThat(strays).isEmpty();
  }

  private static String ownVersion() {
    return Checkout.lines(Path.of("pom.xml")).stream()
        .map(VERSION::matcher)
        .filter(matcher -> matcher.find())
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
