package io.thalweg.process.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.process.conformance.ConformanceCase.Input;
import io.thalweg.process.conformance.Evidence.Where;
import io.thalweg.sql.functions.FunctionCatalog;
import io.thalweg.sql.functions.FunctionEntry;
import io.thalweg.sql.plan.PlanNode;
import io.thalweg.sql.streaming.CompiledPipeline;
import io.thalweg.sql.streaming.StreamingOperator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The suite leaves nothing out: every operator that remembers rows, every kind of plan, and every
 * function of the documentation has a case that is proven or refused by name. The page about it is
 * generated: {@code -Dthalweg.write-docs=true} writes it.
 */
class CoverageTest {

  private static final String BEGIN = "<!-- table: begin -->\n";
  private static final String END = "<!-- table: end -->";

  private final ConformanceSuite suite = ConformanceSuite.load();

  @Test
  void everyOperatorThatRemembersRowsIsProven() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    for (ConformanceCase test : suite.all()) {
      if (Evidence.isProven(test, Where.PIPELINE)) {
        compile(test).plan().operators().forEach(operator -> seen.add(operator.getClass()));
      }
    }
    assertThat(seen).containsAll(Arrays.asList(StreamingOperator.class.getPermittedSubclasses()));
  }

  @Test
  void everyKindOfPlanIsProven() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    for (ConformanceCase test : suite.all()) {
      if (Evidence.isProven(test, Where.QUERY)) {
        collect(Check.compile(suite, test.sql()), seen);
      }
    }
    assertThat(seen).containsAll(Arrays.asList(PlanNode.class.getPermittedSubclasses()));
  }

  private static void collect(PlanNode plan, Set<Class<?>> seen) {
    seen.add(plan.getClass());
    plan.inputs().forEach(input -> collect(input, seen));
  }

  private CompiledPipeline compile(ConformanceCase test) throws Exception {
    Workshop workshop = new Workshop();
    for (Input input : test.inputs()) {
      workshop.input(suite.streams().get(input.name()), input.name(), input.kind());
    }
    workshop.pipeline("p", test.options(), test.sql(), "out");
    return workshop.compile().pipelines().stream()
        .filter(pipeline -> pipeline.name().equals("p"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFunctionIsProvenOrRefused() {
    List<String> gaps =
        FunctionCatalog.entries().stream()
            .filter(
                function ->
                    Evidence.of(function, suite.all(), Where.QUERY).proven() == 0
                        || isUnknown(Evidence.of(function, suite.all(), Where.PIPELINE)))
            .map(function -> function.signature() + " needs " + Evidence.words(function))
            .toList();
    assertThat(gaps).isEmpty();
  }

  private static boolean isUnknown(Evidence evidence) {
    return evidence.proven() == 0 && evidence.refused().isEmpty();
  }

  @Test
  void everyHeadingOfTheFunctionsIsOneOfTheDocumentation() {
    Set<String> signatures =
        FunctionCatalog.entries().stream()
            .map(FunctionEntry::signature)
            .collect(Collectors.toSet());
    List<String> strays =
        suite.all().stream()
            .filter(test -> ConformanceTable.isFunctions(test.group()))
            .filter(test -> Evidence.isProven(test, Where.QUERY))
            .map(ConformanceCase::title)
            .filter(title -> signatures.stream().noneMatch(title::startsWith))
            .toList();
    assertThat(strays).isEmpty();
  }

  @Test
  void thePageHasTheTable() throws Exception {
    Path page = page();
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    String wanted =
        text.substring(0, begin)
            + "\n"
            + new ConformanceTable(suite).markdown()
            + "\n"
            + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("thalweg.write-docs")) {
      Files.writeString(page, wanted);
    }
    assertThat(text).isEqualTo(wanted);
  }

  private static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/conformance.md"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/conformance.md");
  }
}
