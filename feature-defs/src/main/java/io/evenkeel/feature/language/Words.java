package io.evenkeel.feature.language;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The word that a misspelt one was probably meant to be. */
final class Words {
  private Words() {}

  /** Returns the nearest of {@code known} that is at most a third of its letters away, or empty. */
  private static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(other -> distance(word, other) <= Math.max(1, other.length() / 3))
        .min(
            Comparator.comparingInt((String other) -> distance(word, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns the end of a message on an unknown word: the nearest known one, and all of them. */
  static String possible(String word, Collection<String> known) {
    String suggestion =
        nearest(word, known).map("; did you mean '%s'? Possible"::formatted).orElse("; possible");
    return "%s are %s".formatted(suggestion, new TreeSet<>(known));
  }

  /**
   * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours
   * cost 1; case is ignored.
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int[][] cost, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
