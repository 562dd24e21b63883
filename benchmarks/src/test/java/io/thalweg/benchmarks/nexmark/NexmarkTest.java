package io.thalweg.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.app.project.CheckedProject;
import io.thalweg.app.project.ProjectLoader;
import io.thalweg.definitions.Problem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Nexmark query runs and equals the batch, or is refused by name. */
class NexmarkTest {

  @TempDir Path folder;

  @Test
  void everyQueryEitherRunsOrIsRefused() {
    Set<String> both = new HashSet<>(NexmarkProject.running());
    both.retainAll(NexmarkProject.refused());
    Set<String> all = new HashSet<>(NexmarkProject.running());
    all.addAll(NexmarkProject.refused());

    assertThat(both).isEmpty();
    assertThat(all).containsExactlyInAnyOrderElementsOf(NexmarkProject.queries());
  }

  @TestFactory
  Stream<DynamicTest> whatIsRefusedSaysWhy() {
    return NexmarkProject.refused().stream()
        .map(
            query ->
                DynamicTest.dynamicTest(
                    query,
                    () -> {
                      NexmarkProject.write(folder.resolve(query), List.of(query));
                      CheckedProject checked = ProjectLoader.load(folder.resolve(query));
                      assertThat(text(checked.problems())).isEqualTo(NexmarkProject.refusal(query));
                    }));
  }

  @Test
  void whatRunsEqualsTheBatch() throws Exception {
    try (NexmarkRun run = new NexmarkRun(folder, NexmarkProject.byEventTime())) {
      run.feed(new NexmarkEvents(1, 100), 10_000);
      Map<String, String> differences = new TreeMap<>();
      for (String query : NexmarkProject.byEventTime()) {
        differences.put(query, run.difference(query));
      }
      differences.values().removeIf(String::isEmpty);
      assertThat(differences).isEmpty();
    }
  }

  @Test
  void whatGoesByArrivalEqualsTheBatchOnceItsWindowsAreClosed() throws Exception {
    String query = NexmarkProject.BY_ARRIVAL;
    try (NexmarkRun run = new NexmarkRun(folder, List.of(query))) {
      run.feed(new NexmarkEvents(1, 100), 5_000);
      assertThat(run.differenceOnceClosed(query)).isEmpty();
    }
  }

  private static String text(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.code() + " " + problem.message())
        .collect(Collectors.joining("\n"));
  }
}
