package fitmend.edit;

import java.util.Objects;

/**
 * Replaces the bytes from {@code start} up to {@code end} by a text; an insertion when both are the
 * same.
 */
public record Edit(int start, int end, String text) {
  public Edit {
    Objects.requireNonNull(text);
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a range: " + start + ".." + end);
    }
  }

  public static Edit insert(int offset, String text) {
    return new Edit(offset, offset, text);
  }

  public static Edit delete(int start, int end) {
    return new Edit(start, end, "");
  }
}
