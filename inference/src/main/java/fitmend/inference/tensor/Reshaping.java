package fitmend.inference.tensor;

import fitmend.inference.value.Shape;
import java.util.Optional;

/** What a new shape with at most one -1 means for that many elements. */
public final class Reshaping {
  private Reshaping() {}

  /**
   * The shape that an array of the old one gets; sizes of {@link Integer#MIN_VALUE} are not known.
   * Empty when the elements certainly do not fit.
   */
  public static Optional<Shape> of(Shape old, int[] wanted) {
    int open = -1;
    long known = 1;
    boolean isSure = true;
    int[] sizes = wanted.clone();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] == Integer.MIN_VALUE) {
        sizes[i] = Shape.ANY;
        isSure = false;
      } else if (wanted[i] < 0) {
        sizes[i] = Shape.ANY;
        open = i;
      } else {
        known *= wanted[i];
      }
    }
    long count = old.count();
    if (count < 0 || !isSure) {
      return Optional.of(Shape.of(sizes));
    }
    if (open < 0) {
      return known == count ? Optional.of(Shape.of(sizes)) : Optional.empty();
    }
    if (known == 0 || count % known != 0) {
      return Optional.empty();
    }
    sizes[open] = (int) (count / known);
    return Optional.of(Shape.of(sizes));
  }
}
