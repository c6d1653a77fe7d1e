package fitmend.git;

import java.util.regex.Pattern;

/** The {@code Key: value} lines at the end of a commit message. */
final class Trailers {
  private static final Pattern TRAILER = Pattern.compile("[A-Za-z0-9-]+: .*");

  private Trailers() {}

  /** The message with that trailer at its end, in the block of trailers if there is one. */
  static String add(String message, String key, String value) {
    String trailer = key + ": " + value;
    String text = message.stripTrailing();
    int end = text.lastIndexOf("\n\n");
    String last = end < 0 ? "" : text.substring(end + 2);
    boolean hasBlock = end >= 0 && last.lines().allMatch(line -> TRAILER.matcher(line).matches());
    if (hasBlock && last.lines().anyMatch(trailer::equals)) {
      return text + "\n";
    }
    return text + (hasBlock ? "\n" : "\n\n") + trailer + "\n";
  }
}
