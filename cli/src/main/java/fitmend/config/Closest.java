package fitmend.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to type. */
public final class Closest {
  private Closest() {}

  /** {@code "; did you mean `x`?"}, or nothing when no candidate is close. */
  public static String suggestion(String typed, Collection<String> candidates) {
    return to(typed, candidates).map("; did you mean `%s`?"::formatted).orElse("");
  }

  /** The candidate that takes the fewest changes of letters, if these are few. */
  public static Optional<String> to(String typed, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(typed, candidate)))
        .filter(nearest -> distance(typed, nearest) <= Math.max(1, typed.length() / 3));
  }

  private static int distance(String left, String right) {
    String from = left.toLowerCase();
    String to = right.toLowerCase();
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
