package io.thalweg.definitions;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody meant by a word that does not exist.
 *
 * <p>Distance is that of optimal string alignment (insert, delete, replace, swap neighbours; see
 * Boytsov, "Indexing methods for approximate dictionary searching", 2011). Case and separators do
 * not count. A candidate is suggested when at most about a third of the word differs.
 */
public final class Suggestion {

  private Suggestion() {}

  /** The closest of the candidates, the first of equals; empty if none is close. */
  public static Optional<String> of(String word, Collection<String> candidates) {
    String wanted = normal(word);
    String best = null;
    int bestDistance = Math.min(3, Math.max(1, (wanted.length() + 1) / 3)) + 1;
    for (String candidate : candidates) {
      String offered = normal(candidate);
      if (Math.abs(offered.length() - wanted.length()) < bestDistance) {
        int distance = distance(wanted, offered);
        if (distance < bestDistance && distance < offered.length()) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static String normal(String word) {
    return word.replaceAll("[-_. ]", "").toLowerCase(Locale.ROOT);
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
