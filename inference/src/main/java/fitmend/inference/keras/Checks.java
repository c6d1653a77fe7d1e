package fitmend.inference.keras;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What constructors of layers check, whichever layer it is. */
final class Checks {
  private Checks() {}

  /** {@code units}: a positive integer. */
  static void units(Layer layer, String name, Execution execution) {
    Value value = layer.setting(name);
    switch (execution.target()) {
      case TENSORFLOW_2_21 -> {
        if (!mayBePositiveInteger(value)) {
          String text = Texts.str(value);
          throw execution.error(
              "ValueError",
              text == null
                  ? null
                  : "Received an invalid value for `units`, expected a positive integer."
                      + " Received: units="
                      + text);
        }
      }
      case TENSORFLOW_2_15 -> {
        switch (value) {
          case Constant(Long number) when number < 0 ->
              throw execution.error(
                  "ValueError",
                  "Received an invalid value for `units`, expected a positive integer."
                      + " Received: units="
                      + number);
          case Constant(Double number) -> layer.set(name, Constant.of(number.longValue()));
          case Constant none when none.isNone() ->
              throw execution.error(
                  "TypeError",
                  "int() argument must be a string, a bytes-like object or a real number, not"
                      + " 'NoneType'");
          case null, default -> {}
        }
      }
      case TENSORFLOW_1_15 -> {}
    }
  }

  private static boolean mayBePositiveInteger(Value value) {
    return switch (value) {
      case Constant(Long number) -> number > 0;
      case Constant(Boolean bool) -> bool;
      case Constant constant -> false;
      case Scalar scalar -> scalar.type() == Scalar.Type.INT || scalar.type() == Scalar.Type.BOOL;
      // A number of NumPy is not an int.
      case Tensor tensor -> tensor.holder() != Tensor.Holder.NUMPY;
      case null, default -> true;
    };
  }

  /** {@code units} of recurrent layers: above zero. */
  static void recurrentUnits(Layer layer, Execution execution) {
    if (execution.target().isGraphMode()) {
      return;
    }
    switch (layer.setting("units")) {
      case Constant(Long number) when number <= 0 ->
          throw execution.error(
              "ValueError",
              "Received an invalid value for argument `units`, expected a positive integer, got "
                  + number
                  + ".");
      case Constant(String text) ->
          throw execution.error(
              "TypeError", "'<=' not supported between instances of 'str' and 'int'");
      case Constant none when none.isNone() ->
          throw execution.error(
              "TypeError", "'<=' not supported between instances of 'NoneType' and 'int'");
      case null, default -> {}
    }
  }

  /** {@code activation}: the name of a function, if it is a name. */
  static void activation(Layer layer, Execution execution) {
    if (layer.setting("activation") instanceof Constant constant
        && (constant.value() instanceof Long || constant.value() instanceof Double)) {
      throw execution.error(
          execution.target().hasKeras3() || execution.target().isGraphMode()
              ? "ValueError"
              : "TypeError",
          execution.target().isGraphMode()
              ? null
              : "Could not interpret activation function identifier: " + Texts.str(constant));
    }
    if (!(layer.setting("activation") instanceof Constant(String name))
        || layer.naming().isCustomized()
        || isActivation(name, execution)) {
      return;
    }
    throw execution.error(
        "ValueError",
        switch (execution.target()) {
          case TENSORFLOW_2_21 -> "Could not interpret activation function identifier: " + name;
          case TENSORFLOW_2_15 ->
              "Unknown activation function '" + name + "' cannot be deserialized.";
          case TENSORFLOW_1_15 -> "Unknown activation function:" + name;
        });
  }

  private static boolean isActivation(String name, Execution execution) {
    return switch (name) {
      case "swish", "hard_swish", "silu", "relu6", "leaky_relu", "log_softmax", "linear" -> true;
      // Names of classes may do, too.
      default ->
          !name.equals(name.toLowerCase(java.util.Locale.ROOT))
              || fitmend.inference.library.PublicNames.of(execution.target())
                  .find("keras.activations." + name)
                  .isPresent();
    };
  }

  /**
   * A setting that stands for one number an axis, such as {@code kernel_size}.
   *
   * @return the numbers; -1 for one that is not known
   */
  static int[] sizes(
      Layer layer, String name, int rank, int ifMissing, boolean mayBeZero, Execution execution) {
    Value value = layer.setting(name);
    int[] sizes = new int[rank];
    if (value == null
        || value instanceof Unknown unknown && unknown.reason().startsWith("default")) {
      Arrays.fill(sizes, ifMissing);
      return sizes;
    }
    Optional<Long> one = Tensors.integer(value);
    Optional<List<Value>> elements = Tensors.elements(value);
    if (one.isPresent()) {
      Arrays.fill(sizes, one.get().intValue());
    } else if (elements.isPresent() && elements.get().size() == rank) {
      for (int i = 0; i < rank; i++) {
        sizes[i] = Tensors.integer(elements.get().get(i)).map(Long::intValue).orElse(Shape.ANY);
      }
      return sizes;
    } else if (value instanceof Constant(String text)
        && text.length() == rank
        && execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          rank > 1
              ? null
              : wrong(name, rank, text, "", execution)
                  + "including element "
                  + text
                  + " of type <class 'str'>");
    } else if (value instanceof Constant(String text) && text.length() == rank) {
      throw execution.error("ValueError", null);
    } else if (elements.isPresent()
        || value instanceof Constant(String text)
        || value instanceof Constant(Double number)) {
      throw execution.error("ValueError", wrong(name, rank, Texts.str(value), "", execution));
    } else {
      Arrays.fill(sizes, Shape.ANY);
      return sizes;
    }
    int size = sizes[0];
    boolean isBad = mayBeZero ? size < 0 : size <= 0;
    if (isBad && execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          wrong(
              name,
              rank,
              String.valueOf(size),
              ", including values {%d} that do not satisfy `value %s 0`"
                  .formatted(size, mayBeZero ? ">=" : ">"),
              execution));
    }
    if (isBad
        && (name.equals("kernel_size") || name.equals("pool_size"))
        && !execution.target().isGraphMode()) {
      throw execution.error("ValueError", null);
    }
    return sizes;
  }

  private static String wrong(
      String name, int rank, String value, String more, Execution execution) {
    if (value == null) {
      return null;
    }
    return execution.target().hasKeras3()
        ? "The `%s` argument must be a tuple of %d integers. Received %s=%s%s"
            .formatted(name, rank, name, value, more)
        : "The `%s` argument must be a tuple of %d integers. Received: %s"
            .formatted(name, rank, value);
  }

  /** Keras 3 makes no weights for an axis of the input that the script left open. */
  static void width(Layer layer, Tensor input, int axis, Execution execution) {
    if (execution.target().hasKeras3()
        && input.shape().size(axis) == Shape.ANY
        && isOpen(layer, input, axis)) {
      throw execution.error("ValueError", null);
    }
  }

  /** Whether the script left that axis of an {@code Input} open, and not only we do not know it. */
  static boolean isOpen(Layer layer, Tensor input, int axis) {
    return layer.naming().isOpen(input, axis < 0 ? axis + input.shape().rank() : axis);
  }

  /** Whether channels stand last. */
  static boolean isChannelsLast(Layer layer) {
    return !(layer.setting("data_format") instanceof Constant(String format)
        && format.equals("channels_first"));
  }

  static void dataFormat(Layer layer, Execution execution) {
    if (layer.setting("data_format") instanceof Constant none && none.isNone()) {
      Value format = layer.naming().imageFormat();
      if (!(format instanceof Constant)) {
        layer.doubt();
      }
      layer.set("data_format", format);
      return;
    }
    if (layer.setting("data_format") instanceof Constant(Long number)
        && execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          "The `data_format` argument must be one of {'channels_first', 'channels_last'}."
              + " Received: data_format="
              + number);
    }
    if (layer.setting("data_format") instanceof Constant(Long number)) {
      throw execution.error("AttributeError", "'int' object has no attribute 'lower'");
    }
    if (!(layer.setting("data_format") instanceof Constant(String format))) {
      return;
    }
    String lower = format.toLowerCase(java.util.Locale.ROOT);
    if (lower.equals("channels_last") || lower.equals("channels_first")) {
      return;
    }
    throw execution.error(
        "ValueError",
        switch (execution.target()) {
          case TENSORFLOW_2_21 ->
              "The `data_format` argument must be one of {'channels_first', 'channels_last'}."
                  + " Received: data_format="
                  + format;
          case TENSORFLOW_2_15 ->
              "The `data_format` argument must be one of \"channels_first\", \"channels_last\"."
                  + " Received: "
                  + format;
          case TENSORFLOW_1_15 -> null;
        });
  }

  /** {@code kernel_initializer}: the name of an initializer, if it is a name. */
  static void initializer(Layer layer, String setting, Execution execution) {
    initializer(layer.setting(setting), layer.naming(), execution);
  }

  /** A value that names an initializer, if it is a name. */
  static void initializer(Value value, Naming naming, Execution execution) {
    if (naming.isCustomized()
        || !(value instanceof Constant(String name))
        || isInitializer(name, execution)) {
      return;
    }
    throw execution.error(
        "ValueError",
        switch (execution.target()) {
          case TENSORFLOW_2_21 -> "Could not interpret initializer identifier: " + name;
          case TENSORFLOW_2_15 ->
              "Unknown initializer: '"
                  + name
                  + "'. Please ensure you are using a `keras.utils.custom_object_scope` and that"
                  + " this object is included in the scope. See"
                  + " https://www.tensorflow.org/guide/keras/save_and_serialize#registering_the_custom_object"
                  + " for details.";
          case TENSORFLOW_1_15 -> null;
        });
  }

  private static boolean isInitializer(String name, Execution execution) {
    return switch (name) {
      case "uniform", "normal", "one", "zero", "ones", "zeros", "eye", "identity", "constant" ->
          true;
      default ->
          // Names of classes may do, too.
          !name.equals(name.toLowerCase(java.util.Locale.ROOT))
              || name.contains("_")
              || fitmend.inference.library.PublicNames.of(execution.target())
                  .find("keras.initializers." + name)
                  .isPresent();
    };
  }

  static String padding(Layer layer) {
    return layer.setting("padding") instanceof Constant(String text)
        ? text.toLowerCase(java.util.Locale.ROOT)
        : null;
  }
}
