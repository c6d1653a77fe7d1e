package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code to_categorical}: whole numbers become rows with a single one. */
final class Categories {
  private Categories() {}

  static Value of(Signature.Bound bound, Execution execution) {
    boolean is3 = execution.target().hasKeras3();
    Value given = bound.get(is3 ? "x" : "y");
    Value classes = bound.get("num_classes");
    if (classes instanceof Constant(Double number)) {
      throw execution.error("TypeError", "'float' object cannot be interpreted as an integer");
    }
    boolean isGiven = !(classes instanceof Constant none && none.isNone());
    Optional<Long> width = Tensors.integer(classes);
    if (isGiven && width.isEmpty()) {
      width = Optional.of((long) Shape.ANY);
    }
    boolean isTensor = given instanceof Tensor tensor && tensor.holder() != Holder.NUMPY;
    if (isTensor && execution.target().isGraphMode()) {
      return execution.unknown("to_categorical of a tensor");
    }
    Value array =
        isTensor ? given : execution.call(new Reference("numpy.array"), Arguments.of(given));
    if (!(array instanceof Tensor labels) || !labels.shape().isRanked()) {
      return execution.unknown("to_categorical");
    }
    DataType type = labels.type();
    if (type == DataType.STRING) {
      throw execution.error("ValueError", literal(labels));
    }
    if (!type.isInteger() && !type.isFloating() && type != DataType.BOOL) {
      return execution.unknown("to_categorical of objects");
    }
    Shape shape = labels.shape();
    if (shape.rank() > 1 && shape.size(-1) == 1) {
      shape = shape.remove(shape.rank() - 1);
    }
    List<Object> numbers = labels.content().orElse(null);
    Labels range = labels.labels();
    if (numbers != null && numbers.stream().allMatch(Number.class::isInstance)) {
      range = range(numbers);
    }
    if (shape.count() == 0 && width.isEmpty()) {
      throw execution.error(
          "ValueError", "zero-size array to reduction operation maximum which has no identity");
    }
    int size =
        width.isPresent() && width.get() != 0
            ? width.get().intValue()
            : range.isRangeKnown() ? (int) range.high() + 1 : Shape.ANY;
    if (size != Shape.ANY && range.isRangeKnown() && !isTensor) {
      refuse(numbers, range, size, execution);
    }
    boolean isKept = isTensor && is3;
    DataType result = isKept ? DataType.FLOAT32 : is3 ? DataType.FLOAT64 : type(bound.get("dtype"));
    return Tensors.made(
            isKept ? labels.holder() : Holder.NUMPY,
            result,
            shape.insert(shape.rank(), size),
            "keras.utils.to_categorical",
            List.of(labels),
            execution)
        .withLabels(Labels.ONE_HOT);
  }

  private static String literal(Tensor labels) {
    return labels
        .content()
        .filter(content -> !content.isEmpty())
        .map(content -> String.valueOf(content.getFirst()))
        .filter(text -> !text.matches("[-+ 0-9_.]+"))
        .map(text -> "invalid literal for int() with base 10: '" + text + "'")
        .orElse(null);
  }

  private static Labels range(List<Object> numbers) {
    double[] values = numbers.stream().mapToDouble(each -> ((Number) each).longValue()).toArray();
    return values.length == 0
        ? Labels.UNKNOWN
        : Labels.between(
            java.util.Arrays.stream(values).min().orElse(0),
            java.util.Arrays.stream(values).max().orElse(0));
  }

  private static void refuse(List<Object> numbers, Labels range, int size, Execution execution) {
    if ((long) range.high() < size && (long) range.low() >= -size) {
      return;
    }
    String message = null;
    if (numbers != null) {
      for (Object each : numbers) {
        long number = ((Number) each).longValue();
        if (message == null && (number >= size || number < -size)) {
          message = "index " + number + " is out of bounds for axis 1 with size " + size;
        }
      }
    }
    throw execution.error("IndexError", message);
  }

  private static DataType type(Value type) {
    return switch (type) {
      case Constant(String name) -> DataType.named(name).orElse(DataType.UNKNOWN);
      case Reference reference -> DataType.named(reference.name()).orElse(DataType.UNKNOWN);
      case null, default -> DataType.UNKNOWN;
    };
  }
}
