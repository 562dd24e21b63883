package io.thalweg.testing.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the modules, and what each of them may import. */
class ArrowsTest {

  /** Each module, by its package below {@code io.thalweg}, with those that it may use. */
  private static final Map<String, Set<String>> MODULES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("definitions", Set.of()),
              Map.entry("sql", Set.of("definitions")),
              Map.entry("buffer", Set.of("definitions")),
              Map.entry("identity", Set.of()),
              Map.entry("process.api", Set.of("definitions", "sql", "buffer")),
              Map.entry(
                  "process.conformance", Set.of("definitions", "sql", "buffer", "process.api")),
              Map.entry("process.duckdb", Set.of("definitions", "sql", "buffer", "process.api")),
              Map.entry("store.lake", Set.of("definitions", "sql", "buffer", "process.api")),
              Map.entry("connect.http", Set.of("definitions", "buffer", "identity")),
              Map.entry("examples", Set.of()),
              Map.entry(
                  "app",
                  Set.of(
                      "definitions",
                      "sql",
                      "buffer",
                      "identity",
                      "process.api",
                      "process.duckdb",
                      "store.lake",
                      "connect.http",
                      "examples"))));

  /** Libraries that not everybody may touch, with the modules that may. */
  private static final Map<String, Set<String>> LIBRARIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("com.password4j", Set.of("identity")),
              Map.entry("jakarta.servlet", Set.of("connect.http", "app")),
              Map.entry("jakarta.ws.rs", Set.of("connect.http", "app")),
              Map.entry("io.micrometer", Set.of("app")),
              Map.entry("io.prometheus", Set.of("app")),
              Map.entry("io.swagger", Set.of("connect.http", "app")),
              Map.entry("org.eclipse.jetty", Set.of("connect.http", "app")),
              Map.entry("org.glassfish", Set.of("connect.http", "app")),
              Map.entry("org.apache.calcite", Set.of("sql")),
              Map.entry("org.apache.hadoop", Set.of("store.lake")),
              Map.entry("org.apache.iceberg", Set.of("store.lake")),
              Map.entry("org.apache.parquet", Set.of("store.lake")),
              Map.entry(
                  "org.apache.kafka",
                  Set.of("buffer", "process.conformance", "process.duckdb", "connect.http")),
              Map.entry("org.apache.logging.log4j", Set.of("app")),
              Map.entry("org.duckdb", Set.of("process.duckdb", "examples")),
              Map.entry("org.snakeyaml", Set.of("definitions")),
              Map.entry("picocli", Set.of("app"))));

  private static JavaClasses shipped;

  @BeforeAll
  static void readClasses() {
    shipped =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(MODULES.keySet().stream().map(m -> "io.thalweg." + m).toList());
  }

  @TestFactory
  Stream<DynamicTest> aModuleUsesOnlyThoseBelowIt() {
    return MODULES.keySet().stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module,
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(inside(module))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                others(module, MODULES.get(module)).toArray(String[]::new))
                            .allowEmptyShould(true)
                            .check(shipped)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsInternalStaysInItsModule() {
    return MODULES.keySet().stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module,
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackage(inside(module))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("io.thalweg." + module + "..internal..")
                            .allowEmptyShould(true)
                            .check(shipped)));
  }

  @TestFactory
  Stream<DynamicTest> aLibraryIsImportedOnlyWhereItsJobIs() {
    return LIBRARIES.entrySet().stream()
        .map(
            library ->
                DynamicTest.dynamicTest(
                    library.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideInAnyPackage(
                                others("", library.getValue()).toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(library.getKey() + "..")
                            .check(shipped)));
  }

  @Test
  void packagesDoNotUseEachOtherInCircles() {
    slices().assignedFrom(FEATURES).should().beFreeOfCycles().check(shipped);
  }

  /** A package and what it hides in its {@code internal} are one feature. */
  private static final SliceAssignment FEATURES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName().replaceFirst("\\.internal(\\..*)?$", ""));
        }

        @Override
        public String getDescription() {
          return "packages with their internals";
        }
      };

  @Test
  void onlyTheCommandLineWritesToTheConsole() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.thalweg.app..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(shipped);
  }

  private static String inside(String module) {
    return "io.thalweg." + module + "..";
  }

  private static List<String> others(String module, Set<String> allowed) {
    return MODULES.keySet().stream()
        .filter(not(module::equals))
        .filter(not(allowed::contains))
        .map(ArrowsTest::inside)
        .toList();
  }
}
