package fitmend.inference.tensor;

import fitmend.inference.value.Shape;
import java.util.Optional;

/**
 * How shapes are brought together (NumPy's rules, which TensorFlow shares).
 *
 * @see <a href="https://numpy.org/doc/stable/user/basics.broadcasting.html">Broadcasting</a>
 */
public final class Broadcasting {
  private Broadcasting() {}

  /** The common shape; empty when there certainly is none. */
  public static Optional<Shape> of(Shape one, Shape other) {
    if (!one.isRanked() || !other.isRanked()) {
      return Optional.of(Shape.UNKNOWN);
    }
    int rank = Math.max(one.rank(), other.rank());
    int[] sizes = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int left = i <= one.rank() ? one.size(-i) : 1;
      int right = i <= other.rank() ? other.size(-i) : 1;
      if (left == right || right == 1) {
        sizes[rank - i] = left;
      } else if (left == 1) {
        sizes[rank - i] = right;
      } else if (left == Shape.ANY || right == Shape.ANY) {
        // The unknown one is 1 or the same, else the run fails elsewhere.
        sizes[rank - i] = Math.max(left, right);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(Shape.of(sizes));
  }
}
