package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Windows that slide over lines, images and volumes: convolution and pooling. */
final class Filters {
  private static final String[] CONVOLVED = {"input", "filter"};

  private final Signature.Bound given;
  private final Step step;

  /** How many axes a window slides along. */
  private final int axes;

  private Filters(Signature.Bound given, int axes, Step step) {
    this.given = given;
    this.axes = axes;
    this.step = step;
  }

  /** The result; null when the function is not here. */
  static Tensor call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "nn.conv1d" -> new Filters(given, 1, step).convolution("Conv2D");
      case "nn.conv2d" -> new Filters(given, 2, step).convolution("Conv2D");
      case "nn.conv3d" -> new Filters(given, 3, step).convolution("Conv3D");
      case "nn.depthwise_conv2d" -> new Filters(given, 2, step).depthwise();
      case "nn.conv2d_transpose" -> new Filters(given, 2, step).transposed();
      case "nn.max_pool1d", "nn.avg_pool1d" -> new Filters(given, 1, step).pool();
      case "nn.max_pool2d", "nn.avg_pool2d" -> new Filters(given, 2, step).pool();
      case "nn.max_pool3d", "nn.avg_pool3d" -> new Filters(given, 3, step).pool();
      case "nn.max_pool", "nn.avg_pool" -> new Filters(given, 0, step).pool();
      default -> null;
    };
  }

  private boolean isOld() {
    return step.execution().target().isGraphMode();
  }

  private String named(String name, String old) {
    return given.values().containsKey(name) && given.isGiven(name) ? name : old;
  }

  /** What messages show: lines are images of one row. */
  private String text(Shape shape) {
    return (axes == 1 ? shape.insert(Math.max(0, shape.rank() - 2), 1) : shape).kernelText();
  }

  private Tensor convolution(String kernel) {
    String filters = named("filters", "filter");
    String strides = named("strides", axes == 1 ? "stride" : "strides");
    if (axes == 2) {
      requireStrides(given.get(strides));
    }
    Tensor input = step.beside(given.get("input"), given.get(filters));
    Tensor window = step.hinted(given.get(filters), input.type());
    requireList(kernel, given.get(strides));
    if (!isOld()) {
      step.requireKernel(kernel, input.type());
    }
    requirePadding(kernel, axes == 3 ? "\"SAME\", \"VALID\"" : "\"SAME\", \"VALID\", \"EXPLICIT\"");
    step.requireSame(kernel, 1, CONVOLVED, input, window, "");
    if (axes == 2 && Tensors.integer(given.get(strides)).filter(size -> size == 0).isPresent()) {
      throw step.refused(kernel, "Row and column strides should be larger than 0.", "");
    }
    requirePlain();
    int rank = axes + 2;
    if (!input.shape().isRanked() || !window.shape().isRanked()) {
      return step.made(input.type(), Shape.ofRank(rank));
    }
    if (axes == 1 && isOld() && (input.shape().rank() != 3 || window.shape().rank() != 3)) {
      throw new NotKnown("lines that are none");
    }
    if (input.shape().rank() != rank) {
      throw step.refused(
          kernel,
          axes == 3
              ? "input must be 5-dimensional"
              : "convolution input must be 4-dimensional: " + text(input.shape()),
          "");
    }
    if (window.shape().rank() != rank) {
      throw step.refused(
          kernel,
          axes == 3 ? null : "convolution filter must be 4-dimensional: " + text(window.shape()),
          "");
    }
    requireDepth(kernel, input.shape().size(-1), window.shape().size(-2), window.shape().size(-1));
    return step.made(
        input.type(),
        slid(input.shape(), window.shape(), sizes(given.get(strides)))
            .with(-1, window.shape().size(-1)));
  }

  private void requireDepth(String kernel, int depth, int taken, int made) {
    if (depth >= 0 && taken > 0 && depth % taken != 0) {
      throw step.refused(
          kernel,
          "%s depth must be evenly divisible by filter depth: %d vs %d"
              .formatted(axes == 3 ? "Input" : "input", depth, taken),
          "");
    }
    if (depth != taken && depth >= 0 && taken > 0 && step.isEager()) {
      if (isOld()) {
        throw step.execution().error("UnimplementedError", null);
      }
      int groups = depth / taken;
      if (made >= 0 && made % groups != 0 && axes < 3) {
        throw step.refused(
            kernel,
            "output depth must be evenly divisible by number of groups: %d vs %d"
                .formatted(made, groups),
            "");
      }
      throw new NotKnown("groups of filters");
    }
  }

  private void requireStrides(Value strides) {
    if (isOld()) {
      return;
    }
    int count = Tensors.elements(strides).map(List::size).orElse(1);
    if (count != 1 && count != 2 && count != 4) {
      throw wrongCount("strides", strides, count);
    }
  }

  private RuntimeException wrongCount(String name, Value sizes, int count) {
    String text =
        Tensors.elements(sizes).get().stream()
            .map(each -> Tensors.integer(each).map(String::valueOf).orElse("?"))
            .collect(Collectors.joining(", "));
    return step.execution()
        .error(
            "ValueError",
            "%s should be of length 1, %d or %d. Received: %s=[%s] of length %d"
                .formatted(name, axes, axes + 2, name, text, count));
  }

  /** Some functions pass their strides on as they are. */
  private void requireList(String kernel, Value strides) {
    boolean isBare = axes == 3 || kernel.equals("DepthwiseConv2dNative");
    if (isBare && Tensors.integer(strides).isPresent()) {
      String name = axes == 3 ? "conv3d" : "depthwise_conv2d_native";
      throw step.execution()
          .error(
              "TypeError",
              isOld()
                  ? null
                  : "Expected list for 'strides' argument to '%s' Op, not %d."
                      .formatted(name, Tensors.integer(strides).get()));
    }
  }

  private void requirePadding(String kernel, String allowed) {
    if (given.get("padding") instanceof Constant(String text)
        && !text.equals("SAME")
        && !text.equals("VALID")
        && !text.equals("EXPLICIT")) {
      throw isOld()
          ? new NotKnown("the padding")
          : step.unsupportedText(kernel, "padding", text, allowed);
    }
  }

  private void requirePlain() {
    String usual = axes == 1 ? "NWC" : axes == 3 ? "NDHWC" : "NHWC";
    if (given.isGiven("data_format")
        && !(given.get("data_format") instanceof Constant(Object format) && format.equals(usual))) {
      throw new NotKnown("the format of images");
    }
  }

  /** The sizes along the axes, given as one number, one for each axis, or with those around. */
  private int[] sizes(Value value) {
    Optional<Long> one = Tensors.integer(value);
    int[] sizes = new int[axes];
    if (one.isPresent()) {
      java.util.Arrays.fill(sizes, one.get().intValue());
      return sizes;
    }
    Shape all = Tensors.shape(value);
    if (!all.isFull()) {
      throw new NotKnown("the size of a window");
    }
    for (int i = 0; i < axes; i++) {
      if (all.rank() == 1) {
        sizes[i] = all.size(0);
      } else if (all.rank() == axes) {
        sizes[i] = all.size(i);
      } else if (all.rank() == axes + 2) {
        sizes[i] = all.size(i + 1);
      } else {
        throw new NotKnown("the size of a window");
      }
    }
    return sizes;
  }

  private Shape slid(Shape input, Shape window, int[] strides) {
    int[] dilations = new int[axes];
    java.util.Arrays.fill(dilations, 1);
    if (given.values().containsKey("dilations")
        && given.isGiven("dilations")
        && !Shaping.isNone(given.get("dilations"))) {
      dilations = sizes(given.get("dilations"));
    }
    Shape result = input;
    for (int i = 0; i < axes; i++) {
      int size = window.size(i);
      int dilated = size < 0 ? size : (size - 1) * dilations[i] + 1;
      result = result.with(i + 1, windows(input.size(i + 1), dilated, strides[i], i));
    }
    return result;
  }

  private int windows(int size, int window, int by, int axis) {
    Value padding = given.get("padding");
    if (padding instanceof Constant(String text)) {
      if (size < 0 || window < 0 || by <= 0) {
        return Shape.ANY;
      }
      int count = (size - window + by) / by;
      if (count < 0 && !text.equals("SAME") && step.name().equals("nn.conv2d") && !isOld()) {
        throw step.refused(
            "Conv2D",
            "Computed output size would be negative: %d [input_size: %d, effective_filter_size: %d, stride: %d]"
                .formatted(count, size, window, by),
            "");
      }
      return text.equals("SAME") ? (size + by - 1) / by : Math.max(0, count);
    }
    List<Value> pairs =
        Tensors.elements(padding)
            .filter(all -> all.size() == axes + 2)
            .orElseThrow(() -> new NotKnown("the padding"));
    Shape pair = Tensors.shape(pairs.get(axis + 1));
    if (!pair.isFull() || pair.rank() != 2 || size < 0 || window < 0 || by <= 0) {
      return Shape.ANY;
    }
    return Math.max(0, (size + pair.size(0) + pair.size(1) - window + by) / by);
  }

  private Tensor depthwise() {
    Tensor input = step.tensor(given.get("input"));
    Tensor window = step.hinted(given.get("filter"), input.type());
    requireList("DepthwiseConv2dNative", given.get("strides"));
    step.requireSame("DepthwiseConv2dNative", 1, CONVOLVED, input, window, "");
    requirePlain();
    if (!input.shape().isRanked() || !window.shape().isRanked()) {
      return step.made(input.type(), Shape.ofRank(4));
    }
    if (input.shape().rank() != 4 || window.shape().rank() != 4) {
      throw step.refused("DepthwiseConv2dNative", null, "");
    }
    int depth = input.shape().size(3);
    int taken = window.shape().size(2);
    if (depth >= 0 && taken >= 0 && depth != taken) {
      throw step.refused(
          "DepthwiseConv2dNative",
          "input and filter must have the same depth: %d vs %d".formatted(depth, taken),
          "");
    }
    int times = window.shape().size(3);
    return step.made(
        input.type(),
        slid(input.shape(), window.shape(), sizes(given.get("strides")))
            .with(3, depth < 0 || times < 0 ? Shape.ANY : depth * times));
  }

  private Tensor transposed() {
    String filters = named("filters", "filter");
    Tensor input = step.tensor(given.get(named("input", "value")));
    Tensor window = step.tensor(given.get(filters));
    Shape shape = Shaping.shape(given.get("output_shape"), step);
    requirePlain();
    if (input.type() != window.type()) {
      throw new NotKnown("filters of another type");
    }
    if (!input.shape().isRanked() || input.shape().rank() != 4 || window.shape().rank() != 4) {
      throw new NotKnown("images without four axes");
    }
    int[] strides = sizes(given.get("strides"));
    boolean fits =
        shape.isRanked() && shape.rank() == 4 && input.shape().size(3) == window.shape().size(3);
    for (int i = 0; fits && i < 2; i++) {
      int size = shape.size(i + 1);
      fits =
          size < 0
              || windows(size, window.shape().size(i), strides[i], i) == input.shape().size(i + 1);
    }
    if (!fits) {
      throw input.shape().isFull() && shape.isFull() && shape.rank() == 4
          ? step.refused("Conv2DBackpropInput", null, "")
          : new NotKnown("images that do not fit");
    }
    return step.made(input.type(), shape);
  }

  private Tensor pool() {
    boolean isMax = step.name().contains("max");
    String first =
        given.values().containsKey("input") && !Shaping.isNone(given.get("input"))
            ? "input"
            : "value";
    boolean isArray =
        given.get(first) instanceof Tensor array && array.holder() == Tensor.Holder.NUMPY;
    Tensor input =
        isMax && isArray && step.isEager()
            ? step.tensor(given.get(first), DataType.FLOAT32, null)
            : step.tensor(given.get(first));
    if (axes == 0) {
      if (!input.shape().isRanked()) {
        return step.made(input.type(), Shape.UNKNOWN);
      }
      // The rank says along how many axes the window slides.
      int rank = isOld() ? 4 : input.shape().rank();
      if (rank < 3 || rank > 5) {
        throw new NotKnown("the rank of images");
      }
      return new Filters(given, rank - 2, step).pooled(input, isMax);
    }
    return pooled(input, isMax);
  }

  private Tensor pooled(Tensor input, boolean isMax) {
    String kernel = (isMax ? "MaxPool" : "AvgPool") + (axes == 3 ? "3D" : "");
    requirePlain();
    if (!input.type().isFloating()) {
      throw new NotKnown("images of whole numbers");
    }
    for (String name : List.of("ksize", "strides")) {
      int count = Tensors.elements(given.get(name)).map(List::size).orElse(1);
      if (!isOld() && count != 1 && count != axes && count != axes + 2) {
        throw wrongCount(name, given.get(name), count);
      }
    }
    requirePadding(
        kernel, isMax && axes < 3 ? "\"SAME\", \"VALID\", \"EXPLICIT\"" : "\"SAME\", \"VALID\"");
    if (!input.shape().isRanked()) {
      return step.made(input.type(), Shape.ofRank(axes + 2));
    }
    int[] window = sizes(given.get("ksize"));
    int[] strides = sizes(given.get("strides"));
    if (window[0] == 0 && axes < 3) {
      String shown = axes == 1 ? "1,1,0,1" : "1,%d,%d,1".formatted(window[0], window[1]);
      throw step.refused(
          kernel,
          isMax
              ? "Sliding window ksize must be positive. The specified or inferred ksize is: "
                  + shown
              : "ksize must be a positive int32 value, got:0",
          "");
    }
    if (input.shape().rank() != axes + 2) {
      boolean isShort = input.shape().rank() == axes + 1 && axes < 3;
      throw isOld()
          ? new NotKnown("the rank of images")
          : step.refused(
              kernel, isShort ? "tensor_in_shape must have 2 spatial dimensions. 3 0" : null, "");
    }
    return step.made(input.type(), slid(input.shape(), Shape.of(window), strides));
  }
}
