package fitmend.inference.keras;

import fitmend.inference.Target;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.Arrays;
import java.util.List;

/** Convolutions: plain, transposed, depthwise and separable ones, in one to three dimensions. */
final class ConvolutionLayer extends UnaryLayer {
  private final int rank;
  private final boolean isTransposed;
  private final boolean isDepthwise;
  private final boolean isSeparable;

  ConvolutionLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    String name = name(path);
    this.rank = name.charAt(name.indexOf('D', name.indexOf("Conv")) - 1) - '0';
    this.isTransposed = name.endsWith("Transpose");
    this.isDepthwise = name.startsWith("Depthwise");
    this.isSeparable = name.startsWith("Separable");
  }

  private int[] kernel(Execution execution) {
    return Checks.sizes(this, "kernel_size", rank, 1, false, execution);
  }

  private int[] strides(Execution execution) {
    return Checks.sizes(this, "strides", rank, 1, false, execution);
  }

  private int[] dilation(Execution execution) {
    return Checks.sizes(this, "dilation_rate", rank, 1, false, execution);
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return !naming().isKeras3()
        && !LayerKeywords.isInTensorflow(this)
        && (name.equals("groups")
            || name.startsWith("kernel_")
            || name.equals("data_format")
            || name.equals("output_padding"));
  }

  private int channelAxis() {
    return Checks.isChannelsLast(this) ? -1 : 1;
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    int[] kernel = kernel(execution);
    int[] strides = strides(execution);
    int[] dilation = dilation(execution);
    Checks.activation(this, execution);
    Checks.dataFormat(this, execution);
    refusePadding(execution);
    if (execution.target().isGraphMode()) {
      return;
    }
    if (setting("filters") instanceof Constant(Long filters) && filters <= 0 && !isDepthwise) {
      throw execution.error(
          "ValueError",
          "Invalid value for argument `filters`. Expected a strictly positive value. Received"
              + " filters="
              + filters
              + ".");
    }
    if (setting("depth_multiplier") instanceof Constant(Long multiplier)
        && multiplier <= 0
        && execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          "Invalid value for argument `depth_multiplier`. Expected a strictly positive value."
              + " Received depth_multiplier="
              + multiplier
              + ".");
    }
    int groups = number("groups");
    int filters = number("filters");
    if (groups > 0 && filters > 0 && filters % groups != 0) {
      throw execution.error(
          "ValueError",
          "The number of filters must be evenly divisible by the number of groups. Received:"
              + " groups=%d, filters=%d%s"
                  .formatted(groups, filters, execution.target().hasKeras3() ? "." : ""));
    }
    int padded = isTransposed ? number("output_padding") : -1;
    if (padded >= 0 && Arrays.stream(strides).anyMatch(stride -> stride <= padded)) {
      doubt();
    }
    boolean isStill = Arrays.stream(strides).anyMatch(stride -> stride == 0);
    if (!execution.target().hasKeras3() && (isTransposed || isStill)) {
      doubt();
    }
    boolean isUneven = Arrays.stream(strides).anyMatch(stride -> stride != strides[0]);
    if ((isDepthwise || isSeparable) && (isUneven || !execution.target().hasKeras3())) {
      // Kernels for the processor know even strides only; Keras 2 says it in other words.
      doubt();
    }
    if (!execution.target().hasKeras3() && isTransposed && setting("groups") != null) {
      doubt();
    }
    boolean isStrided = Arrays.stream(strides).max().orElse(1) > 1;
    boolean isDilated = Arrays.stream(dilation).max().orElse(1) > 1;
    if (isStrided && isDilated && kernel.length > 0 && !isSeparable) {
      String text =
          "`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received:"
              + " strides=%s and dilation_rate=%s";
      throw execution.error("ValueError", text.formatted(tuple(strides), tuple(dilation)));
    }
  }

  private static String tuple(int[] sizes) {
    return Shape.of(sizes).tupleText();
  }

  private void refusePadding(Execution execution) {
    String padding = Checks.padding(this);
    boolean mayBeCausal =
        name(path()).equals("Conv1D")
            || rank == 1 && !isTransposed && !execution.target().hasKeras3();
    if (padding == null
        || padding.equals("same")
        || padding.equals("valid")
        || mayBeCausal && padding.equals("causal")) {
      return;
    }
    boolean isPlain = !isTransposed && !isDepthwise && !isSeparable;
    String message =
        execution.target().hasKeras3() && isPlain && rank > 1
            ? "The `padding` argument must be a list/tuple or one of {'same', 'valid'}. Received: "
                + padding
            : null;
    throw execution.error("ValueError", message);
  }

  @Override
  protected int leastRank(Execution execution) {
    boolean isPlain = !isTransposed && !isDepthwise && !isSeparable;
    boolean isLoose =
        execution.target().hasKeras3() || isPlain && !execution.target().isGraphMode();
    return isLoose ? rank + 2 : -1;
  }

  @Override
  protected int exactRank(Execution execution) {
    return leastRank(execution) < 0 ? rank + 2 : -1;
  }

  @Override
  protected void build(Tensor input, Execution execution) {
    int axis = channelAxis();
    int channels = input.shape().size(axis);
    int groups = Math.max(number("groups"), 1);
    int filters = number("filters");
    if (channels == Shape.ANY && Checks.isOpen(this, input, axis)) {
      refuseOpen(input.shape(), execution);
    }
    if (channels > 0 && channels % groups != 0) {
      throw execution.error(
          "ValueError",
          "The number of input channels must be evenly divisible by the number of groups. Received"
              + " groups=%d, but the input has %d channels (full input shape is %s)."
                  .formatted(groups, channels, input.shape().tupleText()));
    }
    expectWidth(axis, channels);
    int inner = channels < 0 ? Shape.ANY : channels / groups;
    int multiplier = number("depth_multiplier");
    Shape kernel = Shape.of(kernel(execution));
    if (isDepthwise || isSeparable) {
      addWeight(kernel.concat(Shape.of(channels, multiplier)), true, execution);
    } else if (isTransposed) {
      addWeight(kernel.concat(Shape.of(filters, channels)), true, execution);
    } else {
      addWeight(kernel.concat(Shape.of(inner, filters)), true, execution);
    }
    int spread = channels < 0 || multiplier < 0 ? Shape.ANY : channels * multiplier;
    if (isSeparable) {
      int[] ones = new int[rank];
      Arrays.fill(ones, 1);
      addWeight(Shape.of(ones).concat(Shape.of(spread, filters)), true, execution);
    }
    if (!isFalse("use_bias")) {
      addWeight(Shape.of(isDepthwise ? spread : filters), true, execution);
    }
    if (execution.target().hasKeras3()) {
      shape(input, execution);
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (rank == 3
        && execution.target() == Target.TENSORFLOW_2_15
        && !execution.isGraph()
        && !Checks.isChannelsLast(this)) {
      // Processors convolve volumes with the channels last only.
      throw execution.error("InvalidArgumentError", null);
    }
    return super.compute(inputs, arguments, execution);
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    Shape shape = input.shape();
    int[] sizes = shape.sizes();
    boolean hasBatches = sizes.length > rank + 2 && isPlain() && !execution.target().hasKeras3();
    boolean isRefused = sizes.length > rank + 2 && !isTransposed && shape.size(channelAxis()) > 0;
    if (isRefused && execution.target().hasKeras3()) {
      refuseRank(shape, execution);
    }
    if (sizes.length != rank + 2 && !hasBatches) {
      return Shape.ofRank(sizes.length);
    }
    if (!execution.isGraph() && !Checks.isChannelsLast(this)) {
      return Shape.UNKNOWN;
    }
    int[] kernel = kernel(execution);
    int[] strides = strides(execution);
    int[] dilation = dilation(execution);
    String padding = Checks.padding(this);
    int first = sizes.length - rank - (Checks.isChannelsLast(this) ? 1 : 0);
    boolean isNegative = false;
    for (int i = 0; i < rank; i++) {
      int size = sizes[first + i];
      sizes[first + i] =
          isTransposed
              ? transposed(size, kernel[i], strides[i], dilation[i], padding)
              : Windows.count(size, kernel[i], strides[i], dilation[i], padding);
      isNegative |= sizes[first + i] == Windows.NONE;
    }
    int channels = shape.size(channelAxis());
    sizes[Checks.isChannelsLast(this) ? sizes.length - 1 : first - 1] =
        isDepthwise
            ? channels < 0 || number("depth_multiplier") < 0
                ? Shape.ANY
                : channels * number("depth_multiplier")
            : number("filters");
    if (isNegative) {
      return tooSmall(shape, kernel, strides, dilation, padding, execution);
    }
    return Shape.of(sizes);
  }

  private int transposed(int size, int kernel, int stride, int dilation, String padding) {
    if (size < 0 || kernel < 0 || stride < 0 || dilation < 0 || padding == null) {
      return Shape.ANY;
    }
    boolean hasOutputPadding =
        setting("output_padding") != null
            && !(setting("output_padding") instanceof Constant none && none.isNone());
    int reach = dilation * (kernel - 1) + 1;
    if (hasOutputPadding) {
      int padded = number("output_padding");
      int cut = padding.equals("same") ? 2 * (reach / 2) : 0;
      return padded < 0 ? Shape.ANY : (size - 1) * stride + reach - cut + padded;
    }
    return padding.equals("same") ? size * stride : size * stride + Math.max(reach - stride, 0);
  }

  private Shape tooSmall(
      Shape input,
      int[] kernel,
      int[] strides,
      int[] dilation,
      String padding,
      Execution execution) {
    if (execution.target().hasKeras3()) {
      String message = null;
      if (!isDepthwise
          && !isSeparable
          && input.size(channelAxis()) != Shape.ANY
          && number("filters") > 0) {
        Shape weights =
            Shape.of(kernel).concat(Shape.of(input.size(channelAxis()), number("filters")));
        message = tooSmallText(input, weights, dilation, strides, padding);
      }
      throw execution.error("ValueError", message);
    }
    if (execution.isGraph()) {
      throw execution.error("ValueError", null);
    }
    // A kernel that runs at once gives an empty result where the window is one too large.
    return Shape.ofRank(input.rank());
  }

  @Override
  protected Value shapeValue(Shape shape, Execution execution) {
    Value tuple = super.shapeValue(shape, execution);
    return isTransposed && execution.target().hasKeras3() && tuple instanceof Tuple(List<Value> all)
        ? new ListValue(execution.journal(), all)
        : tuple;
  }

  @Override
  protected Value outputFor(Shape shape, Execution execution) {
    if (execution.target().hasKeras3() && shape.rank() != rank + 2) {
      if (isTransposed) {
        return execution.unknown("output shape of " + typeName());
      }
      refuseRank(shape, execution);
    }
    return super.outputFor(shape, execution);
  }

  /** Nobody can make a kernel for channels that the script left open. */
  private void refuseOpen(Shape shape, Execution execution) {
    switch (execution.target()) {
      case TENSORFLOW_2_21 ->
          throw execution.error(
              isTransposed ? "ValueError" : "TypeError",
              isTransposed
                  ? null
                  : isPlain()
                      ? "unsupported operand type(s) for %: 'NoneType' and 'int'"
                      : "unsupported operand type(s) for *: 'int' and 'NoneType'");
      case TENSORFLOW_2_15 ->
          throw execution.error(
              "ValueError",
              "The channel dimension of the inputs %sshould be defined. The input_shape received is %s, where axis %d (0-based) is the channel dimension, which found to be `None`."
                  .formatted(
                      isTransposed
                          ? "to `" + typeName() + "` "
                          : isDepthwise ? "to `DepthwiseConv` " : "",
                      shape.tupleText(),
                      channelAxis()));
      case TENSORFLOW_1_15 -> throw execution.error("ValueError", null);
    }
  }

  /** Keras 3 asks for exactly as many axes as the kernel has. */
  private void refuseRank(Shape shape, Execution execution) {
    int channels = shape.rank() > 1 ? shape.size(channelAxis()) : Shape.ANY;
    int width = isDepthwise ? channels * number("depth_multiplier") : number("filters");
    throw execution.error(
        "ValueError",
        channels < 0 || width < 0
            ? null
            : "Kernel shape must have the same length as input, but received kernel of shape %s and input of shape %s."
                .formatted(
                    Shape.of(kernel(execution)).concat(Shape.of(channels, width)).tupleText(),
                    shape.tupleText()));
  }

  static String tooSmallText(
      Shape input, Shape weights, int[] dilation, int[] strides, String padding) {
    return "Computed output size would be zero or negative. Received `inputs shape=%s`, `kernel shape=%s`, `dilation_rate=%s`, `strides=%s`, `padding=%s`."
        .formatted(
            input.tupleText(),
            weights.tupleText(),
            Shape.of(dilation).kernelText().replace(",", " "),
            tuple(strides),
            padding);
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    return input.type().isFloating() ? weighted(input, execution) : DataType.UNKNOWN;
  }

  private boolean isPlain() {
    return name(path()).matches("Conv\\dD");
  }
}
