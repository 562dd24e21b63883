package io.thalweg.app.server.metrics;

import io.thalweg.process.api.quality.QuarantineStore;
import io.thalweg.process.api.quality.QuarantineStore.Count;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the quality rules of streams have found. */
final class QualityMetrics implements Measured {

  /** Rules come and go over the years; those that matter least are put together. */
  private static final int MOST_OF_A_STREAM = 50;

  private static final String OTHERS = "(others)";

  private final QuarantineStore store;

  QualityMetrics(QuarantineStore store) {
    this.store = store;
  }

  @Override
  public void addTo(Families families) {
    Map<String, List<Count>> kinds =
        store.counts().stream()
            .collect(Collectors.groupingBy(count -> count.stream() + "\n" + count.outcome()));
    kinds.values().forEach(counts -> add(families, counts));
  }

  private static void add(Families families, List<Count> counts) {
    List<Count> sorted =
        counts.stream().sorted(Comparator.comparingLong(Count::events).reversed()).toList();
    int shown = Math.min(sorted.size(), MOST_OF_A_STREAM);
    sorted.subList(0, shown).forEach(count -> add(families, count));
    if (shown < sorted.size()) {
      Count first = sorted.get(shown);
      long rest = sorted.stream().skip(shown).mapToLong(Count::events).sum();
      add(families, new Count(first.stream(), first.outcome(), OTHERS, OTHERS, rest));
    }
  }

  private static void add(Families families, Count count) {
    String[] labels = {"stream", count.stream(), "code", count.code(), "rule", count.rule()};
    switch (count.outcome()) {
      case "quarantined" ->
          families.counter(
              "thalweg_stream_quarantined_events",
              "Records that were quarantined",
              count.events(),
              labels);
      case "warned" ->
          families.counter(
              "thalweg_stream_warned_events",
              "Events that break a rule which only warns",
              count.events(),
              "stream",
              count.stream(),
              "rule",
              count.rule());
      default ->
          families.gauge(
              "thalweg_stream_quarantine_waiting",
              "Records that are in quarantine now",
              count.events(),
              labels);
    }
  }
}
