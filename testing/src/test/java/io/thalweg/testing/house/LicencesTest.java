package io.thalweg.testing.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Every library that ships carries a licence that lets anyone ship it on. The licences are those
 * that the library's pom, or a parent of it, names; of several the best one counts.
 */
class LicencesTest {

  private static final Pattern ALLOWED =
      Pattern.compile(
          "apache|\\bMIT\\b|\\bBSD\\b|^BSD-|eclipse|\\bEPL\\b|\\bEDL\\b", Pattern.CASE_INSENSITIVE);

  /** Libraries without an allowed licence in their pom, each with the reason why it may ship. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "re2j", "its \"Go License\" is the BSD licence with three clauses, under another name");

  /** Surefire says where Maven keeps its files. */
  private static final Path REPOSITORY =
      Path.of(
          System.getProperty(
              "localRepository", System.getProperty("user.home") + "/.m2/repository"));

  @Test
  void everyLibraryThatShipsIsFreeToShip() throws Exception {
    Map<String, List<String>> refused = new TreeMap<>();
    List<Path> jars = shippedJars();
    for (Path jar : jars) {
      List<String> licences = licences(pomBeside(jar));
      boolean allowed = licences.stream().anyMatch(name -> ALLOWED.matcher(name).find());
      if (!allowed && !EXCEPTIONS.containsKey(artifact(jar))) {
        refused.put(jar.getFileName().toString(), licences);
      }
    }
    assertThat(jars).hasSizeGreaterThan(50);
    assertThat(refused).as("libraries whose licence is not on the list").isEmpty();
  }

  @Test
  void noExceptionIsLeftOverFromALibraryThatIsGone() throws Exception {
    List<String> artifacts = shippedJars().stream().map(LicencesTest::artifact).toList();
    assertThat(artifacts).containsAll(EXCEPTIONS.keySet());
  }

  /** The jars beside the application's, as they lie in the local repository. */
  private static List<Path> shippedJars() throws IOException {
    List<String> names;
    try (Stream<Path> lib = Files.list(Checkout.ROOT.resolve("app/target/lib"))) {
      names = lib.map(jar -> jar.getFileName().toString()).toList();
    }
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(jar -> names.contains(jar.getFileName().toString()))
        .filter(jar -> !jar.startsWith(Checkout.ROOT))
        .sorted()
        .toList();
  }

  private static String artifact(Path jar) {
    return jar.getParent().getParent().getFileName().toString();
  }

  private static Path pomBeside(Path jar) throws IOException {
    try (Stream<Path> files = Files.list(jar.getParent())) {
      return files.filter(file -> file.toString().endsWith(".pom")).findFirst().orElseThrow();
    }
  }

  private static List<String> licences(Path pom) throws Exception {
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
    Element project = document.getDocumentElement();
    List<String> names =
        children(project, "licenses").stream()
            .flatMap(licences -> children(licences, "license").stream())
            .flatMap(licence -> children(licence, "name").stream())
            .map(name -> name.getTextContent().strip())
            .toList();
    if (!names.isEmpty()) {
      return names;
    }
    for (Element parent : children(project, "parent")) {
      return licences(parentPom(parent));
    }
    return List.of();
  }

  private static Path parentPom(Element parent) {
    String group = text(parent, "groupId");
    String artifact = text(parent, "artifactId");
    String version = text(parent, "version");
    return REPOSITORY
        .resolve(group.replace('.', '/'))
        .resolve(artifact)
        .resolve(version)
        .resolve(artifact + "-" + version + ".pom");
  }

  private static String text(Element element, String child) {
    return children(element, child).get(0).getTextContent().strip();
  }

  private static List<Element> children(Element element, String name) {
    List<Element> found = new ArrayList<>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner && inner.getTagName().equals(name)) {
        found.add(inner);
      }
    }
    return found;
  }
}
