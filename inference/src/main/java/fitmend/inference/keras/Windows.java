package fitmend.inference.keras;

import fitmend.inference.value.Shape;

/** How many places a sliding window has along an axis. */
final class Windows {
  /** There is no place. */
  static final int NONE = -2;

  private Windows() {}

  /** The number of places; {@link Shape#ANY} when it is not known. */
  static int count(int size, int window, int stride, int dilation, String padding) {
    if (size < 0 || stride <= 0 || padding == null) {
      return Shape.ANY;
    }
    if (!padding.equals("valid")) {
      return (size + stride - 1) / stride;
    }
    if (window < 0 || dilation < 0) {
      return Shape.ANY;
    }
    int room = size - dilation * (window - 1) - 1;
    return room < 0 ? NONE : room / stride + 1;
  }
}
