package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.Arrays;

/** Pooling, in windows or over whole axes. */
final class PoolingLayer extends UnaryLayer {
  private final int rank;
  private final boolean isGlobal;
  private final boolean isAdaptive;
  private final boolean isAverage;

  PoolingLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    String name = name(path);
    this.rank = name.charAt(name.length() - 2) - '0';
    this.isGlobal = name.startsWith("Global");
    this.isAdaptive = name.startsWith("Adaptive");
    this.isAverage = name.contains("Average") || name.contains("Avg");
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    if (!isGlobal && !isAdaptive) {
      pool(execution);
      strides(execution);
    }
    Checks.dataFormat(this, execution);
    String padding = Checks.padding(this);
    if (padding != null && !padding.equals("same") && !padding.equals("valid")) {
      doubt();
    }
    if (isAdaptive && Arrays.stream(pooled(execution)).anyMatch(size -> size == 0)) {
      doubt();
    }
    if (padding != null
        && !execution.target().hasKeras3()
        && !padding.equals("same")
        && !padding.equals("valid")) {
      throw execution.error("ValueError", null);
    }
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return !naming().isKeras3()
        && !LayerKeywords.isInTensorflow(this)
        && (name.equals("keepdims") || name.equals("data_format"));
  }

  private int[] pooled(Execution execution) {
    return Checks.sizes(this, "output_size", rank, Shape.ANY, true, execution);
  }

  private int[] pool(Execution execution) {
    return Checks.sizes(this, "pool_size", rank, 2, false, execution);
  }

  private int[] strides(Execution execution) {
    Value strides = setting("strides");
    return strides instanceof Constant none && none.isNone()
        ? pool(execution)
        : Checks.sizes(this, "strides", rank, 1, true, execution);
  }

  @Override
  protected int exactRank(Execution execution) {
    return isAdaptive ? -1 : rank + 2;
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    Shape shape = input.shape();
    boolean isLast = Checks.isChannelsLast(this);
    int first = isLast ? 1 : 2;
    if (isAdaptive) {
      Shape output = Shape.of(pooled(execution));
      Shape batch = Shape.of(shape.size(0));
      return shape.rank() < 2
          ? Shape.UNKNOWN
          : isLast
              ? batch.concat(output).concat(Shape.of(shape.size(-1)))
              : batch.concat(Shape.of(shape.size(1))).concat(output);
    }
    if (isGlobal) {
      Value keep = setting("keepdims");
      if (isTrue("keepdims")) {
        int[] sizes = shape.sizes();
        Arrays.fill(sizes, first, first + rank, 1);
        return Shape.of(sizes);
      }
      return keep == null || isFalse("keepdims")
          ? Shape.of(shape.size(0), shape.size(isLast ? -1 : 1))
          : Shape.UNKNOWN;
    }
    int[] sizes = shape.sizes();
    int[] pool = pool(execution);
    int[] strides = strides(execution);
    String padding = Checks.padding(this);
    if (Arrays.stream(strides).anyMatch(stride -> stride == 0)) {
      // What is said of it differs from layer to layer.
      return Shape.UNKNOWN;
    }
    for (int i = 0; i < rank; i++) {
      sizes[first + i] = Windows.count(sizes[first + i], pool[i], strides[i], 1, padding);
      if (sizes[first + i] == Windows.NONE) {
        return tooSmall(shape, pool, strides, padding, execution);
      }
    }
    return Shape.of(sizes);
  }

  private Shape tooSmall(
      Shape input, int[] pool, int[] strides, String padding, Execution execution) {
    if (!execution.isGraph()) {
      return Shape.UNKNOWN;
    }
    if (execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          "Computed output size would be zero or negative. Received: `inputs.shape=%s`, `pool_size=%s`, `strides=%s`, `padding=%s`."
              .formatted(
                  listed(input).replace("-1", "None"),
                  listed(Shape.of(pool)),
                  Shape.of(strides).tupleText(),
                  padding));
    }
    throw execution.error("ValueError", null);
  }

  private static String listed(Shape shape) {
    return Arrays.toString(shape.sizes()).replace(",", "");
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    return input.type().isFloating() || !isAverage ? input.type() : DataType.UNKNOWN;
  }
}
