package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What each Keras layer makes of the shape of its input, the batch axis included. */
final class LayerShapes {
  /** Layers that leave the shape as it is. */
  static final Set<String> KEEP =
      Set.of(
          "Dropout",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "GaussianNoise",
          "GaussianDropout",
          "AlphaDropout",
          "Activation",
          "ReLU",
          "LeakyReLU",
          "PReLU",
          "ELU",
          "ThresholdedReLU",
          "Softmax",
          "BatchNormalization",
          "SyncBatchNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "UnitNormalization",
          "Normalization",
          "Masking",
          "ActivityRegularization",
          "Rescaling",
          "Identity");

  private static final Set<String> RECURRENT =
      Set.of("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU");
  private static final Set<String> RESIZING = Set.of("ZeroPadding", "UpSampling", "Cropping");

  private LayerShapes() {}

  /** The shape of the output; not ranked when it is not known or the layer would refuse. */
  static Shape of(String layer, Arguments config, Shape input) {
    if (KEEP.contains(layer)) {
      return input;
    }
    int dimensions = spatialDimensions(layer);
    if (dimensions > 0) {
      return spatial(layer, dimensions, config, input);
    }
    return switch (layer) {
      case "Dense" ->
          input.isRanked() && input.rank() < 2
              ? Shape.UNKNOWN
              : Shapes.with(input, -1, size(config, "units", 0));
      case "Embedding" ->
          input.isRanked()
              ? Shapes.inserted(input, -1, size(config, "output_dim", 1))
              : Shape.UNKNOWN;
      case "Flatten" -> flattened(input);
      case "Reshape" -> reshaped(config, input);
      case "RepeatVector" ->
          input.isRanked() && input.rank() == 2
              ? Shapes.inserted(input, 1, size(config, "n", 0))
              : Shape.UNKNOWN;
      case "Permute" -> permuted(config, input);
      default -> RECURRENT.contains(layer) ? recurrent(config, input) : Shape.UNKNOWN;
    };
  }

  static boolean isRecurrent(String layer) {
    return RECURRENT.contains(layer);
  }

  /** 1, 2 or 3 for layers whose name ends so; 0 for the others. */
  private static int spatialDimensions(String layer) {
    int at = Math.max(layer.indexOf("1D"), Math.max(layer.indexOf("2D"), layer.indexOf("3D")));
    return at < 0 || layer.startsWith("ConvLSTM") ? 0 : layer.charAt(at) - '0';
  }

  private static Shape spatial(String layer, int dimensions, Arguments config, Shape input) {
    if (!input.isRanked() || input.rank() != dimensions + 2) {
      return layer.startsWith("Global") && !config.has("keepdims", 1)
          ? Shape.of(-1, -1)
          : Shape.UNKNOWN;
    }
    boolean channelsLast =
        config
            .get("data_format", -1, new Constant("channels_last"))
            .equals(new Constant("channels_last"));
    List<Integer> sizes = input.dimensions();
    int batch = sizes.get(0);
    if (layer.startsWith("Global")) {
      return config.has("keepdims", 1)
          ? Shape.UNKNOWN
          : Shape.of(batch, channelsLast ? Shapes.last(input) : -1);
    }
    List<Integer> result = new ArrayList<>();
    result.add(batch);
    boolean isResizing = RESIZING.stream().anyMatch(layer::startsWith);
    for (int i = 0; i < dimensions; i++) {
      result.add(
          channelsLast && !isResizing && !layer.contains("Transpose")
              ? windowed(layer, config, sizes.get(i + 1), i)
              : -1);
    }
    result.add(channelsLast ? channels(layer, config, input) : -1);
    return new Shape(result);
  }

  private static int channels(String layer, Arguments config, Shape input) {
    if (layer.startsWith("Depthwise")) {
      return config.has("depth_multiplier", -1) ? -1 : Shapes.last(input);
    }
    return layer.contains("Conv") ? size(config, "filters", 0) : Shapes.last(input);
  }

  /** How many windows fit along one axis. */
  private static int windowed(String layer, Arguments config, int size, int axis) {
    boolean isPool = layer.contains("Pooling");
    boolean isDepthwise = layer.startsWith("Depthwise");
    int window =
        isPool
            ? part(config.get("pool_size", 0, new Constant(2L)), axis)
            : part(config.get("kernel_size", isDepthwise ? 0 : 1, Lattice.UNKNOWN), axis);
    Value strides = config.get("strides", isPool || isDepthwise ? 1 : 2, new Constant(null));
    int step = Lattice.isNone(strides) ? (isPool ? window : 1) : part(strides, axis);
    Value padding = config.get("padding", isPool || isDepthwise ? 2 : 3, new Constant("valid"));
    int dilation = part(config.get("dilation_rate", -1, new Constant(1L)), axis);
    if (size < 0 || window < 0 || step < 1 || dilation < 1) {
      return -1;
    }
    if (padding.equals(new Constant("same")) || padding.equals(new Constant("causal"))) {
      return (size + step - 1) / step;
    }
    int reach = dilation * (window - 1) + 1;
    return padding.equals(new Constant("valid")) && reach <= size ? (size - reach) / step + 1 : -1;
  }

  private static int part(Value value, int axis) {
    if (value instanceof Sequence sequence) {
      return axis < sequence.elements().size() ? Lattice.size(sequence.elements().get(axis)) : -1;
    }
    return Lattice.size(value);
  }

  private static Shape flattened(Shape input) {
    if (!input.isRanked()) {
      return Shape.of(-1, -1);
    }
    return Shape.of(
        input.dimensions().get(0), Shapes.product(input.dimensions().subList(1, input.rank())));
  }

  private static Shape reshaped(Arguments config, Shape input) {
    Value wanted = config.get("target_shape", 0, Lattice.UNKNOWN);
    Shape element = input.isRanked() ? Shapes.element(input) : Shape.UNKNOWN;
    int batch = input.isRanked() ? input.dimensions().get(0) : -1;
    return Shapes.batched(batch, Shapes.reshaped(element, wanted));
  }

  private static Shape permuted(Arguments config, Shape input) {
    if (!(config.get("dims", 0) instanceof Sequence order)
        || !input.isRanked()
        || order.elements().size() != input.rank() - 1) {
      return Shape.UNKNOWN;
    }
    List<Value> all = new ArrayList<>(List.of(new Constant(0L)));
    all.addAll(order.elements());
    return Shapes.transposed(input, new Sequence(all));
  }

  private static Shape recurrent(Arguments config, Shape input) {
    if (input.isRanked() && input.rank() != 3) {
      return Shape.UNKNOWN;
    }
    int units = size(config, "units", 0);
    int batch = input.isRanked() ? input.dimensions().get(0) : -1;
    Value sequences = config.get("return_sequences", -1, new Constant(false));
    if (!(sequences instanceof Constant(Boolean all))) {
      return Shape.UNKNOWN;
    }
    return all
        ? Shape.of(batch, input.isRanked() ? input.dimensions().get(1) : -1, units)
        : Shape.of(batch, units);
  }

  private static int size(Arguments config, String name, int position) {
    return Lattice.size(config.get(name, position, Lattice.UNKNOWN));
  }
}
