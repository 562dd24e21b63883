package io.thalweg.benchmarks;

import java.util.List;

/** The middle of several runs, with the range that they spread over. */
record Median(double middle, double least, double most) {

  static Median of(List<Double> runs) {
    List<Double> sorted = runs.stream().sorted().toList();
    int n = sorted.size();
    double middle =
        n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    return new Median(middle, sorted.get(0), sorted.get(n - 1));
  }

  /** For example {@code 1.234 (1.201 to 1.300)}. */
  String show(String format) {
    return (format + " (" + format + " to " + format + ")").formatted(middle, least, most);
  }
}
