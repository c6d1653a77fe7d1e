package fitmend.inference;

import java.util.List;

/**
 * The sizes of the axes of an array, as far as they are known.
 *
 * @param dimensions one number an axis, -1 for an unknown size; null when even the number of axes
 *     is unknown
 */
public record Shape(List<Integer> dimensions) {
  /** Nothing is known. */
  public static final Shape UNKNOWN = new Shape(null);

  public static Shape of(Integer... dimensions) {
    return new Shape(List.of(dimensions));
  }

  /** Whether the number of axes is known. */
  public boolean isRanked() {
    return dimensions != null;
  }

  /** How many axes there are; only for a ranked shape. */
  public int rank() {
    return dimensions.size();
  }
}
