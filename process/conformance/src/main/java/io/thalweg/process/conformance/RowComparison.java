package io.thalweg.process.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Equality of results: the same rows in any order, doubles equal to a part in 10⁹, everything else
 * exactly.
 */
public final class RowComparison {

  private static final double TOLERANCE = 1e-9;

  private RowComparison() {}

  /**
   * The first difference of two results, in words; empty where there is none.
   *
   * @param found rows of doubles as such, and everything else as text
   * @param expected the same
   */
  public static String difference(List<List<Object>> found, List<List<Object>> expected) {
    List<List<Object>> left = sorted(found);
    List<List<Object>> right = sorted(expected);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      List<Object> a = i < left.size() ? left.get(i) : List.of();
      List<Object> b = i < right.size() ? right.get(i) : List.of();
      if (!equal(a, b)) {
        return "%d rows found, %d expected; the first that differs is%n  found    %s%n  expected %s"
            .formatted(left.size(), right.size(), a, b);
      }
    }
    return "";
  }

  /** By what is exact first, so that a rounded double does not change the order. */
  private static List<List<Object>> sorted(List<List<Object>> rows) {
    List<List<Object>> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.<List<Object>, String>comparing(
                row -> row.stream().filter(String.class::isInstance).toList().toString())
            .thenComparing(
                (a, b) -> {
                  for (int i = 0; i < a.size(); i++) {
                    if (a.get(i) instanceof Double x && b.get(i) instanceof Double y) {
                      int order = x.compareTo(y);
                      if (order != 0) {
                        return order;
                      }
                    }
                  }
                  return 0;
                }));
    return sorted;
  }

  private static boolean equal(List<Object> a, List<Object> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      boolean same =
          a.get(i) instanceof Double x && b.get(i) instanceof Double y
              ? isNear(x, y)
              : a.get(i).equals(b.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNear(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
