package fitmend.inference.keras;

import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Slots;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Keras keeps for a whole run: the names it gives to layers, such as {@code dense_1}. */
final class Naming {
  private static final String IMAGE_FORMAT = "image format";

  private final Slots counts;

  private DataType floatType = DataType.FLOAT32;
  private final Map<Tensor, InputLayer> inputs = new IdentityHashMap<>();
  private boolean isCustomized;
  private Value training;

  private final Map<String, String> stems = new HashMap<>();
  private final Slots modes;

  private final boolean isKeras3;
  private final boolean isOld;
  private final boolean isStandalone;

  Naming(boolean isStandalone, Execution execution) {
    this.isStandalone = isStandalone;
    isKeras3 = execution.target().hasKeras3();
    isOld = execution.target().isGraphMode();
    counts = new Slots(execution.journal());
    modes = new Slots(execution.journal());
  }

  /** The next name for a class; null when it is not known how many came before. */
  String next(String className) {
    String stem = stems.computeIfAbsent(className, this::snakeCase);
    Value count = counts.get(stem);
    long before =
        switch (count) {
          case null -> 0;
          case Constant(Long number) -> number;
          default -> -1;
        };
    if (before < 0) {
      return null;
    }
    counts.put(stem, Constant.of(before + 1));
    if (isStandalone) {
      return stem + "_" + (before + 1);
    }
    return before == 0 ? stem : stem + "_" + before;
  }

  boolean isKeras3() {
    return isKeras3;
  }

  /** Whether it is Keras 2.3, a package of its own beside TensorFlow 1.15. */
  boolean isStandalone() {
    return isStandalone;
  }

  /** The path of something in Keras, whichever package has that Keras. */
  static String inKeras(String path) {
    return path.startsWith("tensorflow.keras.") ? path.substring("tensorflow.".length()) : path;
  }

  /** What the lists of names have under a path of this Keras. */
  Optional<PublicNames.Name> find(String path, Execution execution) {
    PublicNames names = PublicNames.of(execution.target());
    return names.find(listed(path, execution)).or(() -> names.find(elsewhere(path, execution)));
  }

  /** The parameters of what has that path in this Keras, if they are known. */
  Optional<Signature> signature(String path, Execution execution) {
    PublicNames names = PublicNames.of(execution.target());
    return names
        .signature(listed(path, execution))
        .or(() -> names.signature(elsewhere(path, execution)));
  }

  private String listed(String path, Execution execution) {
    return execution.target().isGraphMode() && !isStandalone ? "tensorflow." + path : path;
  }

  /** Keras 3 keeps some layers of Keras 2 for tf.keras only. */
  private String elsewhere(String path, Execution execution) {
    return execution.target().isGraphMode() && !isStandalone ? path : "tensorflow." + path;
  }

  /** Whether it is the Keras beside TensorFlow 1. */
  boolean isOld() {
    return isOld;
  }

  /** The floating type of layers that do not say their own. */
  DataType floatType() {
    return floatType;
  }

  /** The script chose another one, or may have. */
  void forgetFloatType() {
    floatType = DataType.UNKNOWN;
  }

  /** Where the channels of images stand if a layer does not say it. */
  Value imageFormat() {
    Value chosen = modes.get(IMAGE_FORMAT);
    return chosen == null ? Constant.of("channels_last") : chosen;
  }

  void setImageFormat(Value format) {
    modes.put(IMAGE_FORMAT, format);
  }

  /** The script gives names of its own to functions and classes. */
  void customize() {
    isCustomized = true;
  }

  boolean isCustomized() {
    return isCustomized;
  }

  /** What calls are told of {@code training}; null when nobody says. */
  Value training() {
    return training;
  }

  void setTraining(Value training) {
    this.training = training;
  }

  /** A new symbolic tensor where a model begins. */
  Tensor input(Shape shape, DataType type, Value name, Execution execution) {
    return input(shape, Constant.NONE, type, name, execution);
  }

  /** The same; {@code written} is the shape as the script gave it, with the batch. */
  Tensor input(Shape shape, Value written, DataType type, Value name, Execution execution) {
    boolean isOld = execution.target().isGraphMode();
    Tensor tensor =
        new Tensor(
            isOld ? Tensor.Holder.GRAPH : Tensor.Holder.KERAS,
            type,
            shape,
            Origin.of(execution.at(), "keras.Input", List.of()));
    InputLayer layer = new InputLayer("keras.layers.InputLayer", this, execution);
    boolean isNamed = name instanceof Constant(String text);
    String chosen = isNamed || execution.target().hasKeras3() ? null : oldInputName();
    Value given = isNamed ? name : chosen == null ? Constant.NONE : Constant.of(chosen);
    layer.construct(Arguments.NONE.with("name", given), execution);
    layer.set("tensor", tensor);
    layer.set("written shape", written);
    inputs.put(tensor, layer);
    return tensor;
  }

  /** Keras 2 counts from one. */
  private String oldInputName() {
    next("Input");
    return switch (counts.get("input")) {
      case Constant(Long count) -> "input_" + count;
      default -> null;
    };
  }

  /** The layer that made a symbolic tensor; null when it was no {@code Input}. */
  InputLayer inputLayer(Tensor tensor) {
    return inputs.get(tensor);
  }

  /** The name of an input of a model; null when it is not known. */
  String inputName(Tensor tensor) {
    InputLayer layer = inputs.get(tensor);
    return layer == null ? null : layer.layerName();
  }

  /** Whether that axis of an {@code Input} certainly has no size. */
  boolean isOpen(Tensor tensor, int axis) {
    for (Map.Entry<Tensor, InputLayer> input : inputs.entrySet()) {
      if (input.getKey().origin() == tensor.origin()) {
        return Constant.NONE.equals(input.getValue().axis(axis));
      }
    }
    return false;
  }

  /** From now on names begin anew. */
  void clear() {
    counts.keys().forEach(key -> counts.put(key, null));
  }

  private String snakeCase(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll(isStandalone ? "(.)([A-Z][a-z0-9]+)" : "(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
