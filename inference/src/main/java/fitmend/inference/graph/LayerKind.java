package fitmend.inference.graph;

import fitmend.inference.value.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a layer makes of a shape, and which variables it has.
 *
 * @param title its name in messages and scopes
 * @param least the least number of axes; -1 when they are counted exactly
 * @param exactly the number of axes; -1 when it is open
 * @param output what it gives for what it gets
 */
record LayerKind(String title, int least, int exactly, Output output, List<Weight> weights) {

  /** The shape that comes out. */
  interface Output {
    /** Null where nothing can come out. */
    Shape of(Shape input);
  }

  /** A variable of a layer. */
  record Weight(String name, Shape shape, boolean isTrained) {
    Weight(String name, Shape shape) {
      this(name, shape, true);
    }
  }

  /** A window that moves over the axes between the first and the last. */
  record Window(int[] sizes, int[] strides, int[] dilations, boolean isSame) {
    Shape over(Shape input, int channels) {
      int[] sizes = input.sizes();
      for (int i = 1; i < sizes.length - 1; i++) {
        sizes[i] = moved(sizes[i], i - 1);
        if (sizes[i] == TOO_SMALL) {
          return null;
        }
      }
      sizes[sizes.length - 1] = channels;
      return Shape.of(sizes);
    }

    private static final int TOO_SMALL = -2;

    private int moved(int size, int axis) {
      int stride = strides[axis];
      if (size == Shape.ANY || stride <= 0 || sizes[axis] == Shape.ANY) {
        return isSame && stride == 1 ? size : Shape.ANY;
      }
      int span = isSame ? 1 : (sizes[axis] - 1) * dilations[axis] + 1;
      return size < span ? TOO_SMALL : (size - span) / stride + 1;
    }

    /** The other way round: the size of what such a window would have come from. */
    Shape under(Shape input, int channels) {
      int[] result = input.sizes();
      for (int i = 1; i < result.length - 1; i++) {
        int stride = strides[i - 1];
        int size = sizes[i - 1];
        boolean isKnown = result[i] != Shape.ANY && stride > 0 && size != Shape.ANY;
        result[i] =
            !isKnown ? Shape.ANY : result[i] * stride + (isSame ? 0 : Math.max(size - stride, 0));
      }
      result[result.length - 1] = channels;
      return Shape.of(result);
    }
  }

  static LayerKind dense(String title, int units, Shape input, List<String> names) {
    int last = input.isRanked() && input.rank() > 0 ? input.size(-1) : Shape.ANY;
    List<Weight> weights = new ArrayList<>();
    weights.add(new Weight(names.getFirst(), Shape.of(last, units)));
    if (names.size() > 1) {
      weights.add(new Weight(names.get(1), Shape.of(units)));
    }
    return new LayerKind(title, 2, -1, shape -> shape.with(-1, units), weights);
  }

  static LayerKind convolution(
      String title, int channels, Window window, Shape input, List<String> names) {
    int axes = window.sizes().length;
    int last = input.isRanked() && input.rank() > 0 ? input.size(-1) : Shape.ANY;
    boolean isTransposed = title.toLowerCase(java.util.Locale.ROOT).endsWith("transpose");
    Shape kernel = Shape.of(window.sizes());
    List<Weight> weights = new ArrayList<>();
    weights.add(
        new Weight(
            names.getFirst(),
            kernel.concat(isTransposed ? Shape.of(channels, last) : Shape.of(last, channels))));
    if (names.size() > 1) {
      weights.add(new Weight(names.get(1), Shape.of(channels)));
    }
    return new LayerKind(
        title,
        -1,
        axes + 2,
        shape -> isTransposed ? window.under(shape, channels) : window.over(shape, channels),
        weights);
  }

  static LayerKind pooling(String title, Window window) {
    return new LayerKind(
        title,
        -1,
        window.sizes().length + 2,
        shape -> window.over(shape, shape.size(-1)),
        List.of());
  }

  static LayerKind flatten() {
    return new LayerKind("flatten", 1, -1, LayerKind::flat, List.of());
  }

  private static Shape flat(Shape shape) {
    if (shape.rank() == 1) {
      return shape.insert(1, 1);
    }
    long inner = shape.slice(1, shape.rank()).count();
    return Shape.of(shape.size(0), inner < 0 ? Shape.ANY : (int) inner);
  }

  static LayerKind dropout() {
    return new LayerKind("dropout", -1, -1, shape -> shape, List.of());
  }

  static LayerKind normalization(String title, Shape scale) {
    return new LayerKind(
        title,
        -1,
        -1,
        shape -> shape,
        List.of(
            new Weight("gamma", scale),
            new Weight("beta", scale),
            new Weight("moving_mean", scale, false),
            new Weight("moving_variance", scale, false)));
  }
}
