package fitmend.inference.graph;

import fitmend.inference.library.Library;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code tf.layers} and {@code tf.contrib.layers}: functions that make layers and call them. */
final class Layers {
  private static final String CONTRIB = "contrib.layers.";

  private final Library tensorflow;
  private final GraphValue graph;
  private final Execution execution;

  Layers(Library tensorflow, GraphValue graph, Execution execution) {
    this.tensorflow = tensorflow;
    this.graph = graph;
    this.execution = execution;
  }

  /** The result; null when it is no such function. */
  Value call(String name, String path, Arguments arguments) {
    Signature signature =
        name.startsWith(CONTRIB)
            ? contributed(name.substring(CONTRIB.length()))
            : name.startsWith("layers.")
                ? PublicNames.of(execution.target()).signature(path).orElse(null)
                : null;
    if (signature == null || arguments.isOpen()) {
      return null;
    }
    Signature.Bound given = signature.bind(arguments, execution);
    if (!(new Operands(tensorflow, graph, execution).tensor(given.get("inputs"))
        instanceof Tensor input)) {
      return null;
    }
    String function = name.substring(name.lastIndexOf('.') + 1);
    LayerKind kind =
        name.startsWith(CONTRIB)
            ? contributed(function, given, input.shape())
            : kind(function, given, input.shape());
    return kind == null ? null : called(kind, input, given, name.startsWith(CONTRIB));
  }

  private static Signature contributed(String name) {
    String parameters =
        switch (name) {
          case "fully_connected" ->
              "inputs, num_outputs, activation_fn=relu, normalizer_fn=None, normalizer_params=None,"
                  + " weights_initializer=None, weights_regularizer=None, biases_initializer=zeros,"
                  + " biases_regularizer=None, reuse=None, variables_collections=None,"
                  + " outputs_collections=None, trainable=True, scope=None";
          case "linear", "relu" ->
              "inputs, num_outputs, normalizer_fn=None, normalizer_params=None,"
                  + " weights_initializer=None, weights_regularizer=None, biases_initializer=zeros,"
                  + " biases_regularizer=None, reuse=None, variables_collections=None,"
                  + " outputs_collections=None, trainable=True, scope=None";
          case "conv2d", "convolution2d" ->
              "inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=None,"
                  + " rate=1, activation_fn=relu, normalizer_fn=None, normalizer_params=None,"
                  + " weights_initializer=None, weights_regularizer=None, biases_initializer=zeros,"
                  + " biases_regularizer=None, reuse=None, variables_collections=None,"
                  + " outputs_collections=None, trainable=True, scope=None";
          case "max_pool2d", "avg_pool2d" ->
              "inputs, kernel_size, stride=2, padding='VALID', data_format='NHWC',"
                  + " outputs_collections=None, scope=None";
          case "flatten" -> "inputs, outputs_collections=None, scope=None";
          case "dropout" ->
              "inputs, keep_prob=0.5, noise_shape=None, is_training=True,"
                  + " outputs_collections=None, scope=None, seed=None";
          default -> null;
        };
    return parameters == null ? null : Signature.of(name, parameters);
  }

  private LayerKind contributed(String function, Signature.Bound given, Shape input) {
    if (!isNone(given.values().getOrDefault("normalizer_fn", Constant.NONE))) {
      return null;
    }
    boolean hasBias = !isNone(given.values().getOrDefault("biases_initializer", Constant.NONE));
    List<String> names = hasBias ? List.of("weights", "biases") : List.of("weights");
    return switch (function) {
      case "fully_connected", "linear", "relu" ->
          LayerKind.dense("fully_connected", size(given.get("num_outputs")), input, names);
      case "conv2d", "convolution2d" -> {
        LayerKind.Window window = window(given, "kernel_size", "stride", "rate", 2);
        yield window == null
            ? null
            : LayerKind.convolution("Conv", size(given.get("num_outputs")), window, input, names);
      }
      case "max_pool2d", "avg_pool2d" -> {
        LayerKind.Window window = window(given, "kernel_size", "stride", null, 2);
        String title = function.startsWith("max") ? "max_pooling2d" : "average_pooling2d";
        yield window == null ? null : LayerKind.pooling(title, window);
      }
      case "flatten" -> LayerKind.flatten();
      case "dropout" -> LayerKind.dropout();
      default -> null;
    };
  }

  private LayerKind kind(String function, Signature.Bound given, Shape input) {
    boolean hasBias = !(given.values().get("use_bias") instanceof Constant(Boolean has) && !has);
    List<String> names = hasBias ? List.of("kernel", "bias") : List.of("kernel");
    return switch (function) {
      case "dense" -> {
        requireUnits(given.get("units"), input);
        yield LayerKind.dense("dense", size(given.get("units")), input, names);
      }
      case "conv1d", "conv2d", "conv3d", "conv2d_transpose", "conv3d_transpose" -> {
        boolean isTransposed = function.endsWith("transpose");
        LayerKind.Window window =
            window(
                given,
                "kernel_size",
                "strides",
                isTransposed ? null : "dilation_rate",
                function.charAt(4) - '0');
        yield window == null
            ? null
            : LayerKind.convolution(function, size(given.get("filters")), window, input, names);
      }
      case "max_pooling1d",
          "max_pooling2d",
          "max_pooling3d",
          "average_pooling1d",
          "average_pooling2d",
          "average_pooling3d" -> {
        LayerKind.Window window =
            window(
                given, "pool_size", "strides", null, function.charAt(function.length() - 2) - '0');
        yield window == null ? null : LayerKind.pooling(function, window);
      }
      case "flatten" -> given.isGiven("data_format") ? null : LayerKind.flatten();
      case "dropout" -> LayerKind.dropout();
      case "batch_normalization" -> normalization(given, input);
      default -> null;
    };
  }

  private LayerKind normalization(Signature.Bound given, Shape input) {
    Optional<Long> axis = Tensors.integer(given.get("axis"));
    if (axis.isEmpty() || !input.isRanked() || input.rank() == 0) {
      return null;
    }
    int place = (int) (axis.get() < 0 ? axis.get() + input.rank() : axis.get());
    if (place < 0 || place >= input.rank()) {
      throw execution.error(
          "ValueError", execution.target().isGraphMode() ? "Invalid axis: " + axis.get() : null);
    }
    return input.size(place) == Shape.ANY
        ? null
        : LayerKind.normalization("batch_normalization", Shape.of(input.size(place)));
  }

  private void requireUnits(Value units, Shape input) {
    if (units instanceof Constant(String text) && !text.matches("\\s*\\d+\\s*")) {
      throw execution.error("ValueError", "invalid literal for int() with base 10: '" + text + "'");
    }
    boolean isReached = input.isRanked() && input.rank() > 1 && input.size(-1) != Shape.ANY;
    if (isReached && Tensors.integer(units).filter(number -> number < 0).isPresent()) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "Dimension %d must be >= 0".formatted(Tensors.integer(units).get())
              : null);
    }
  }

  private static boolean isNone(Value value) {
    return value instanceof Constant constant && constant.isNone();
  }

  private static int size(Value value) {
    return value instanceof Constant(Double number)
        ? number.intValue()
        : Tensors.integer(value).map(Long::intValue).orElse(Shape.ANY);
  }

  /** The window that arguments describe; null when it is not known. */
  private LayerKind.Window window(
      Signature.Bound given, String size, String stride, String dilation, int axes) {
    Value format = given.values().get("data_format");
    boolean isUsual =
        format == null
            || isNone(format)
            || format instanceof Constant(String text)
                && (text.equals("channels_last") || text.equals("NHWC"));
    int[] sizes = sizes(given, size, axes);
    int[] strides = sizes(given, stride, axes);
    int[] dilations = dilation == null ? ones(axes) : sizes(given, dilation, axes);
    if (!isUsual || sizes == null || strides == null || dilations == null) {
      return null;
    }
    return given.get("padding") instanceof Constant(String padding)
        ? new LayerKind.Window(sizes, strides, dilations, isSame(padding))
        : null;
  }

  private boolean isSame(String padding) {
    String lower = padding.toLowerCase(Locale.ROOT);
    if (!lower.equals("same") && !lower.equals("valid")) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "The `padding` argument must be a list/tuple or one of \"valid\", \"same\" (or"
                  + " \"causal\", only for `Conv1D). Received: "
                  + lower
              : null);
    }
    return lower.equals("same");
  }

  private static int[] ones(int axes) {
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static int[] sizes(Signature.Bound given, String name, int axes) {
    Value value = given.get(name);
    // The default of several axes is a tuple of ones.
    if (!given.isGiven(name) && Tensors.integer(value).isEmpty()) {
      return ones(axes);
    }
    int[] sizes = new int[axes];
    Optional<List<Value>> elements = Tensors.elements(value);
    if (elements.isEmpty()) {
      Arrays.fill(sizes, size(value));
      return sizes;
    }
    if (elements.get().size() != axes) {
      return null;
    }
    for (int i = 0; i < axes; i++) {
      sizes[i] = size(elements.get().get(i));
    }
    return sizes;
  }

  private Value called(LayerKind kind, Tensor input, Signature.Bound given, boolean isContrib) {
    Shape shape = input.shape();
    requireRank(kind, input);
    if (!kind.weights().isEmpty()) {
      requireFloat(kind, input);
    }
    List<Value> operands = new ArrayList<>(List.of(input));
    if (given.values().getOrDefault("training", given.values().get("is_training"))
        instanceof Tensor flag) {
      operands.add(flag);
    }
    if (kind.weights().isEmpty() && kind.least() < 0 && kind.exactly() < 0) {
      return isFloat(input) ? node(kind, input, operands, shape) : null;
    }
    if (!shape.isRanked()) {
      return null;
    }
    Value scope = given.values().get(isContrib ? "scope" : "name");
    if (!kind.weights().isEmpty() && !addWeights(kind, input.type(), scope, given, operands)) {
      return null;
    }
    Shape output = kind.output().of(shape);
    if (output == null) {
      throw execution.error("ValueError", null);
    }
    return activated(node(kind, input, operands, output), given);
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.type().isFloating();
  }

  private void requireFloat(LayerKind kind, Tensor input) {
    if (input.type().isInteger() && kind.least() == 2) {
      throw execution.error(
          "TypeError",
          execution.target().isGraphMode()
              ? "Unable to build `Dense` layer with non-floating point dtype <dtype: '%s'>"
                  .formatted(input.type().text())
              : null);
    }
  }

  private void requireRank(LayerKind kind, Tensor input) {
    Shape shape = input.shape();
    boolean isFree = kind.least() < 0 && kind.exactly() < 0;
    if (isFree || !shape.isRanked() && !isExact(input)) {
      return;
    }
    boolean isWrong =
        !shape.isRanked()
            || kind.exactly() >= 0 && shape.rank() != kind.exactly()
            || shape.rank() < kind.least();
    if (isWrong && kind.title().equals("Conv")) {
      throw shape.isRanked()
          ? execution.error(
              "ValueError", "Convolution expects input with rank 4, got " + shape.rank())
          : execution.error("TypeError", "%d format: a number is required, not NoneType");
    }
    if (isWrong) {
      throw execution.error("ValueError", rankText(kind, shape));
    }
    boolean needsLast = !kind.weights().isEmpty() && shape.size(-1) == Shape.ANY;
    if (needsLast && isExact(input) && kind.least() == 2) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "The last dimension of the inputs to `Dense` should be defined. Found `None`."
              : null);
    }
  }

  private String rankText(LayerKind kind, Shape shape) {
    if (!execution.target().isGraphMode()) {
      return null;
    }
    String start = "Input 0 of layer " + kind.title() + " is incompatible with the layer: ";
    if (!shape.isRanked()) {
      return start + "its rank is undefined, but the layer requires a defined rank.";
    }
    String wanted =
        kind.exactly() >= 0
            ? "expected ndim=" + kind.exactly()
            : ": expected min_ndim=" + kind.least();
    String text = shape.tupleText();
    return "%s%s, found ndim=%d. Full shape received: [%s]"
        .formatted(
            start, wanted, shape.rank(), text.substring(1, text.length() - 1).replaceAll(",$", ""));
  }

  /** Whether what is not known of the shape is not known to TensorFlow either. */
  private static boolean isExact(Tensor tensor) {
    return Node.of(tensor).orElse(null) instanceof Node.Placeholder;
  }

  /** Makes or finds the variables; whether it is known which they are. */
  private boolean addWeights(
      LayerKind kind, DataType type, Value scope, Signature.Bound given, List<Value> operands) {
    Scopes scopes = new Scopes(graph);
    String name =
        scope instanceof Constant(String text)
            ? text
            : isNone(scope) ? scopes.unique(kind.title()).orElse(null) : null;
    if (name == null || !type.isFloating()) {
      return false;
    }
    Value reuse = given.values().getOrDefault("reuse", Constant.NONE);
    boolean isTrained = !(given.values().get("trainable") instanceof Constant(Boolean yes) && !yes);
    Scopes.Scope inner =
        new Scopes.Scope("tensorflow.variable_scope", graph, Constant.of(name), reuse, execution);
    inner.method("__enter__", Arguments.NONE, execution);
    try {
      Variables variables = new Variables(tensorflow, graph, execution);
      for (LayerKind.Weight weight : kind.weights()) {
        Value variable =
            variables.shared(
                scopes.variable(weight.name()).orElse(null),
                weight.shape(),
                type,
                null,
                weight.isTrained() && isTrained);
        if (!(variable instanceof Tensor tensor)) {
          return false;
        }
        operands.add(tensor);
      }
    } finally {
      inner.method("__exit__", Arguments.NONE, execution);
    }
    return true;
  }

  private Tensor node(LayerKind kind, Tensor input, List<? extends Value> operands, Shape output) {
    Tensor plain =
        new Tensor(
            Holder.GRAPH,
            input.type(),
            output,
            Origin.of(execution.at(), "tensorflow.layers." + kind.title(), List.of(input)));
    Deferred.Again again = fed -> again(kind, input, fed);
    return (Tensor) Deferred.of(plain, List.copyOf(operands), graph, again);
  }

  private Value again(LayerKind kind, Tensor input, UnaryOperator<Value> fed) {
    if (!(fed.apply(input) instanceof Tensor tensor)) {
      return execution.unknown("the input of a layer");
    }
    Shape output = tensor.shape().isRanked() ? kind.output().of(tensor.shape()) : Shape.UNKNOWN;
    return output == null
        ? execution.unknown("a window that is too large")
        : new Tensor(
            Holder.EAGER,
            tensor.type(),
            output,
            Origin.of(execution.at(), "tensorflow.layers." + kind.title(), List.of(tensor)));
  }

  /** An activation of the script may make anything; those of TensorFlow keep the shape. */
  private Value activated(Tensor tensor, Signature.Bound given) {
    Value activation =
        given.values().getOrDefault("activation", given.values().get("activation_fn"));
    return switch (activation) {
      case null -> tensor;
      case Reference reference -> tensor;
      case Constant constant -> tensor;
      case fitmend.inference.value.Unknown unknown -> tensor;
      default -> execution.call(activation, Arguments.of(tensor));
    };
  }
}
