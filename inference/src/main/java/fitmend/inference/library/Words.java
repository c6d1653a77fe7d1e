package fitmend.inference.library;

import java.util.List;

/** How Python's messages put words together. */
public final class Words {
  private Words() {}

  /** {@code a}, {@code a and b}, {@code a, b, and c}. */
  public static String listed(List<String> words) {
    int size = words.size();
    return switch (size) {
      case 1 -> words.getFirst();
      case 2 -> words.getFirst() + " and " + words.getLast();
      default -> String.join(", ", words.subList(0, size - 1)) + ", and " + words.getLast();
    };
  }
}
