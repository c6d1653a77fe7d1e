package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What {@code fit} and its like ask of their arguments beside the data. */
final class FitArguments {
  private static final String AMBIGUOUS =
      "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()";

  private FitArguments() {}

  static boolean isGiven(Value value) {
    return value != null && !(value instanceof Constant none && none.isNone());
  }

  /** {@code epochs}: a whole number. */
  static void epochs(Signature.Bound bound, Execution execution) {
    Value epochs = bound.get("epochs");
    boolean isText = epochs instanceof Constant(String text);
    String type = isText ? "str" : floatType(epochs);
    if (type == null) {
      return;
    }
    boolean is2 = !execution.target().hasKeras3() && !execution.target().isGraphMode();
    throw execution.error(
        "TypeError",
        !is2
            ? notInteger(type)
            : isText ? "unsupported operand type(s) for -: 'str' and 'int'" : null);
  }

  /** {@code steps_per_epoch} and its like: Keras 3 counts with {@code range}. */
  static void steps(Value steps, Execution execution) {
    String type = floatType(steps);
    if (type != null && execution.target().hasKeras3()) {
      throw execution.error("TypeError", notInteger(type));
    }
  }

  private static String notInteger(String type) {
    return "'" + type + "' object cannot be interpreted as an integer";
  }

  private static String floatType(Value value) {
    return switch (value) {
      case Constant(Double number) -> "float";
      case Scalar scalar -> scalar.type() == Scalar.Type.FLOAT ? "float" : null;
      case Tensor tensor ->
          tensor.holder() == Holder.NUMPY
                  && tensor.type().isFloating()
                  && tensor.shape().isRanked()
                  && tensor.shape().rank() == 0
              ? "numpy." + tensor.type().text()
              : null;
      case null, default -> null;
    };
  }

  /** {@code batch_size}: labels stand there when they are the second argument of others. */
  static void batchSize(Value size, Execution execution) {
    if (isArray(size)) {
      throw execution.target().isGraphMode()
          ? execution.error("TypeError", "only size-1 arrays can be converted to Python scalars")
          : execution.error("ValueError", AMBIGUOUS);
    }
    if (size instanceof Constant(String text)) {
      throw execution.target().isGraphMode()
          ? execution.error("ValueError", "could not convert string to float: '" + text + "'")
          : execution.error("TypeError", "unsupported operand type(s) for /: 'int' and 'str'");
    }
    if (floatType(size) != null) {
      throw execution.error(
          "TypeError",
          execution.target().isGraphMode()
              ? "slice indices must be integers or None or have an __index__ method"
              : null);
    }
    if (Constant.of(0L).equals(size) && execution.target().isGraphMode()) {
      throw execution.error("ZeroDivisionError", "float division by zero");
    }
  }

  /** {@code validation_data} as an array, which Keras 3 takes for inputs without labels. */
  static void validationData(Value data, Execution execution) {
    if (isArray(data)) {
      throw execution.error(
          "ValueError", execution.target().hasKeras3() ? "None values not supported." : AMBIGUOUS);
    }
  }

  private static boolean isArray(Value value) {
    return value instanceof Tensor tensor
        && tensor.holder() == Holder.NUMPY
        && tensor.shape().isRanked()
        && tensor.shape().count() > 1;
  }

  /** {@code class_weight}: a dictionary from classes to numbers. */
  static void classWeight(Signature.Bound bound, boolean isStream, Execution execution) {
    Value weights = bound.get("class_weight");
    if (!isGiven(weights)) {
      return;
    }
    boolean is3 = execution.target().hasKeras3();
    if (is3 && isGiven(bound.get("sample_weight")) && !isStream) {
      throw execution.error(
          "ValueError", "You cannot `class_weight` and `sample_weight` at the same time.");
    }
    if (execution.target().isGraphMode()) {
      return;
    }
    boolean isDictionary =
        !(weights instanceof ListValue
            || weights instanceof Tuple
            || isArray(weights)
            || weights instanceof Constant(String text));
    if (!isDictionary) {
      String type = weights.typeName();
      throw isArray(weights) && !is3
          ? execution.error("ValueError", AMBIGUOUS)
          : execution.error(
              "AttributeError",
              isStream && is3
                  ? null
                  : "'%s' object has no attribute '%s'".formatted(type, is3 ? "get" : "keys"));
    }
    if (!is3 && weights instanceof DictValue dict && dict.isKnown()) {
      classes(dict, bound.get("y"), execution);
    }
  }

  /** Keras 2 gathers from the weights by class. */
  private static void classes(DictValue weights, Value labels, Execution execution) {
    List<Long> keys = new ArrayList<>();
    boolean isKnown = true;
    boolean isNamed = false;
    for (Value key : weights.keys()) {
      isNamed |= key instanceof Constant(String text);
      Long number = Tensors.integer(key).orElse(null);
      isKnown &= number != null;
      keys.add(number);
    }
    int count = keys.size();
    boolean isGapless =
        isKnown && keys.stream().allMatch(key -> key >= 0 && key < count) && !isNamed;
    if (isNamed || isKnown && !isGapless) {
      throw execution.error("ValueError", null);
    }
    if (isGapless
        && labels instanceof Tensor tensor
        && tensor.type().isInteger()
        && tensor.shape().isRanked()
        && (tensor.shape().rank() == 1 || tensor.shape().size(-1) == 1)) {
      Labels range = Feed.range(tensor);
      if (range.isRangeKnown() && range.high() >= count) {
        throw execution.error("InvalidArgumentError", null);
      }
    }
  }
}
