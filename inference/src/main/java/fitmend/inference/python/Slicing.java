package fitmend.inference.python;

import fitmend.inference.value.Constant;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Value;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which elements a slice takes (Python's slice.indices). */
public final class Slicing {
  private Slicing() {}

  /** The places, in order; empty when a bound is not known. */
  public static Optional<int[]> places(SliceValue slice, int size) {
    return bounds(slice, size)
        .map(
            bounds ->
                IntStream.range(0, count(bounds))
                    .map(i -> (int) (bounds[0] + i * bounds[2]))
                    .toArray());
  }

  /** How many places there are; -1 when a bound is not known. */
  public static int count(SliceValue slice, int size) {
    return bounds(slice, size).map(Slicing::count).orElse(-1);
  }

  private static int count(long[] bounds) {
    long distance = bounds[2] > 0 ? bounds[1] - bounds[0] : bounds[0] - bounds[1];
    return distance <= 0 ? 0 : (int) ((distance - 1) / Math.abs(bounds[2]) + 1);
  }

  /** Where it starts and stops, and its step; empty when a bound is not known. */
  static Optional<long[]> bounds(SliceValue slice, int size) {
    if (!isKnown(slice.lower()) || !isKnown(slice.upper()) || !isKnown(slice.step())) {
      return Optional.empty();
    }
    long step = slice.step() instanceof Constant(Long number) ? number : 1;
    if (step == 0) {
      return Optional.empty();
    }
    long least = step > 0 ? 0 : -1;
    long most = step > 0 ? size : size - 1;
    long from = bound(slice.lower(), size, step > 0 ? least : most, least, most);
    long to = bound(slice.upper(), size, step > 0 ? most : least, least, most);
    return Optional.of(new long[] {from, to, step});
  }

  private static boolean isKnown(Value bound) {
    return bound instanceof Constant constant
        && (constant.isNone() || constant.value() instanceof Long);
  }

  private static long bound(Value bound, int size, long absent, long least, long most) {
    if (!(bound instanceof Constant(Long number))) {
      return absent;
    }
    return Math.max(least, Math.min(most, number < 0 ? number + size : number));
  }
}
