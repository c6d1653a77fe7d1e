package fitmend.inference.keras;

import fitmend.inference.library.Library;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keras: 2.3 beside TensorFlow 1.15, 2.15 and 3 beside the TensorFlow of the target. */
public final class KerasLibrary implements Library {
  private final Map<Model, Node> models = new LinkedHashMap<>();
  private Naming naming;
  private Naming standalone;

  /** The models made so far, as they are now. */
  public List<ModelSummary> summaries(Execution execution) {
    List<ModelSummary> summaries = new ArrayList<>();
    models.forEach((model, at) -> summaries.add(ModelSummary.of(model, at, execution)));
    return summaries;
  }

  @Override
  public boolean has(String root) {
    return root.equals("keras");
  }

  /** The state of the Keras that has what the path names. */
  private Naming naming(String path, Execution execution) {
    if (execution.target().isGraphMode() && path.startsWith("keras.")) {
      if (standalone == null) {
        standalone = new Naming(true, execution);
      }
      return standalone;
    }
    if (naming == null) {
      naming = new Naming(false, execution);
    }
    return naming;
  }

  @Override
  public Value member(String path, Execution execution) {
    return switch (path) {
      case "keras.__version__" ->
          Constant.of(
              switch (execution.target()) {
                case TENSORFLOW_2_21 -> "3.15.1";
                case TENSORFLOW_2_15 -> "2.15.0";
                case TENSORFLOW_1_15 -> "2.3.1";
              });
      case "keras.losses.Reduction.AUTO" -> Constant.of("auto");
      case "keras.losses.Reduction.NONE" -> Constant.of("none");
      case "keras.losses.Reduction.SUM" -> Constant.of("sum");
      case "keras.losses.Reduction.SUM_OVER_BATCH_SIZE" -> Constant.of("sum_over_batch_size");
      default -> null;
    };
  }

  @Override
  public Value attribute(Tensor tensor, String name, Execution execution) {
    if (tensor.holder() == Tensor.Holder.KERAS && name.equals("name")) {
      return execution.unknown("name of a tensor");
    }
    if (tensor.holder() != Tensor.Holder.KERAS || !execution.target().hasKeras3()) {
      return null;
    }
    return switch (name) {
      case "shape" -> Texts.shapeTuple(tensor.shape());
      case "dtype" ->
          tensor.type() == DataType.UNKNOWN
              ? execution.unknown("type")
              : Constant.of(tensor.type().text());
      case "ndim" ->
          tensor.shape().isRanked()
              ? Constant.of((long) tensor.shape().rank())
              : execution.unknown("number of axes");
      case "numpy", "get_shape", "set_shape", "op", "eval", "assign" ->
          throw execution.error(
              "AttributeError", "'KerasTensor' object has no attribute '" + name + "'");
      default -> null;
    };
  }

  private Layer layer(String path, Naming naming, Execution execution) {
    Layer layer = LayerClasses.make(path, naming, execution);
    if (layer instanceof Model model) {
      models.put(model, execution.at());
    }
    return layer;
  }

  @Override
  public Value binary(String operator, Value left, Value right, Execution execution) {
    return execution.target().hasKeras3()
        ? SymbolicOperators.binary(operator, left, right, execution)
        : null;
  }

  @Override
  public Value unary(String operator, Tensor operand, Execution execution) {
    return execution.target().hasKeras3()
        ? SymbolicOperators.unary(operator, operand, execution)
        : null;
  }

  @Override
  public Value subscript(Tensor tensor, Value index, Execution execution) {
    return execution.target().hasKeras3()
        ? SymbolicOperators.subscript(tensor, index, execution)
        : null;
  }

  @Override
  public Optional<Boolean> truth(Tensor tensor, Execution execution) {
    if (tensor.holder() == Tensor.Holder.KERAS && execution.target().hasKeras3()) {
      throw execution.error("TypeError", "A symbolic KerasTensor cannot be used as a boolean.");
    }
    return Optional.empty();
  }

  @Override
  public LibraryObject allocate(String path, Execution execution) {
    String name = Naming.inKeras(path);
    Naming names = naming(path, execution);
    LibraryObject layer = layer(name, names, execution);
    return layer == null ? TrainingObject.allocate(name, names, execution) : layer;
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    if (path.startsWith("tensorflow.losses.") && !execution.target().isGraphMode()) {
      return TrainingFunctions.call(path, arguments, naming(path, execution), execution);
    }
    if (TrainingObject.isInitializer(path) && !execution.target().isGraphMode()) {
      return construct(path, arguments, naming(path, execution), execution);
    }
    String name = Naming.inKeras(path);
    return name.startsWith("keras.")
        ? call(name, arguments, naming(path, execution), execution)
        : null;
  }

  private Value call(String path, Arguments arguments, Naming naming, Execution execution) {
    String merge = LayerClasses.behind(path);
    if (merge != null) {
      naming
          .signature(path, execution)
          .ifPresent(signature -> signature.bind(arguments, execution));
      return merged(merge, arguments, naming, execution);
    }
    switch (path) {
      case "keras.Input" -> {
        return input(path, arguments, naming, execution);
      }
      case "keras.layers.InputLayer" -> {
        Value tensor = inputLayer(path, arguments, naming, execution);
        return tensor instanceof Tensor input
            ? naming.inputLayer(input)
            : execution.unknown("InputLayer");
      }
      case "keras.backend.clear_session", "keras.utils.clear_session" -> {
        naming.clear();
        return Constant.NONE;
      }
      case "keras.backend.set_floatx", "keras.config.set_floatx" -> {
        boolean isUnknown =
            !arguments.positional().isEmpty()
                && arguments.positional().getFirst() instanceof Constant(String type)
                && !type.endsWith("float16")
                && !type.equals("float32")
                && !type.equals("float64");
        if (isUnknown) {
          throw execution.error("ValueError", null);
        }
        naming.forgetFloatType();
        return Constant.NONE;
      }
      case "keras.backend.image_data_format", "keras.config.image_data_format" -> {
        return naming.imageFormat();
      }
      case "keras.backend.set_image_data_format", "keras.config.set_image_data_format" -> {
        List<Value> given = arguments.all();
        if (!given.isEmpty()
            && given.getFirst() instanceof Constant(String format)
            && !format.equals("channels_first")
            && !format.equals("channels_last")) {
          throw execution.error("ValueError", null);
        }
        naming.setImageFormat(given.isEmpty() ? new Unknown("format of images") : given.getFirst());
        return Constant.NONE;
      }
      default -> {
        if (path.contains("mixed_precision") || path.contains("dtype_policy")) {
          naming.forgetFloatType();
          return null;
        }
        if (path.contains("custom_object")
            || path.contains("CustomObject")
            || path.contains("register_keras")) {
          naming.customize();
          return null;
        }
      }
    }
    return construct(path, arguments, naming, execution);
  }

  private Value construct(String path, Arguments arguments, Naming naming, Execution execution) {
    Layer layer = layer(path, naming, execution);
    if (layer == null) {
      return TrainingFunctions.call(path, arguments, naming, execution);
    }
    if (naming.isStandalone() && mayBeOfKeras1(path, arguments, execution)) {
      execution.escape(arguments.all());
      return execution.unknown("arguments of Keras 1");
    }
    if (arguments.isOpen()) {
      return execution.unknown("arguments are unpacked");
    }
    layer.method("__init__", arguments, execution);
    return layer;
  }

  private Value input(String path, Arguments arguments, Naming naming, Execution execution) {
    Optional<Signature> signature = naming.signature(path, execution);
    return signature.isEmpty() || arguments.isOpen()
        ? execution.unknown("Input")
        : Inputs.of(signature.get().bind(arguments, execution), naming, execution);
  }

  /** {@code InputLayer}, whose shape Keras 2 calls {@code input_shape}. */
  private Value inputLayer(String path, Arguments arguments, Naming naming, Execution execution) {
    Optional<Signature> signature = naming.signature(path, execution);
    if (signature.isEmpty() || arguments.isOpen() || execution.target().isGraphMode()) {
      return execution.unknown("InputLayer");
    }
    Signature.Bound bound = signature.get().bind(arguments, execution);
    Map<String, Value> values = new LinkedHashMap<>(bound.values());
    Map<String, Value> extra = new LinkedHashMap<>(bound.extra());
    boolean is3 = execution.target().hasKeras3();
    Value shape = is3 ? extra.remove("input_shape") : values.get("input_shape");
    if (shape != null) {
      values.put("shape", shape);
    }
    Value batch = extra.remove("batch_input_shape");
    if (batch != null) {
      values.put("batch_shape", batch);
    }
    boolean isKnown = extra.isEmpty() && (is3 || Tensors.elements(values.get("shape")).isPresent());
    return isKnown
        ? Inputs.of(
            new Signature.Bound(values, bound.defaulted(), bound.more(), extra), naming, execution)
        : execution.unknown("InputLayer");
  }

  private Value merged(String path, Arguments arguments, Naming naming, Execution execution) {
    if (arguments.positional().isEmpty() || arguments.isOpen()) {
      return execution.unknown(path);
    }
    List<Value> positional = arguments.positional();
    if (path.endsWith("Dot")
        && positional.size() == 1
        && !arguments.keywords().containsKey("axes")) {
      if (!execution.target().hasKeras3()) {
        return execution.unknown("axes of dot");
      }
      return merged(path, arguments.with("axes", Constant.of(-1L)), naming, execution);
    }
    if (positional.size() > 1 && positional.get(1) instanceof fitmend.inference.value.Tensor) {
      return execution.unknown("a tensor in place of an axis");
    }
    Layer layer = LayerClasses.make(path, naming, execution);
    layer.construct(
        new Arguments(positional.subList(1, positional.size()), arguments.keywords(), false),
        execution);
    return layer.call(Arguments.of(positional.getFirst()), execution);
  }

  /** Keras 2.3 still takes the arguments of Keras 1, under other names and in another order. */
  private static boolean mayBeOfKeras1(String path, Arguments arguments, Execution execution) {
    if (!path.startsWith("keras.layers.")) {
      return false;
    }
    if (path.contains("Conv") && arguments.positional().size() > 2) {
      return true;
    }
    String parameters =
        PublicNames.of(execution.target())
            .find(path)
            .flatMap(PublicNames.Name::signature)
            .orElse("");
    List<String> names = List.of(parameters.split("(=[^,]*)?,\\s*|=.*$"));
    return arguments.keywords().keySet().stream()
        .anyMatch(key -> !names.contains(key) && !LayerKeywords.isCommon(key));
  }
}
