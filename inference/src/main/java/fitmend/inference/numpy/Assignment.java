package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Indexing;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** What is written into an array: {@code x[i] = y}, {@code x += y}. */
final class Assignment {
  private Assignment() {}

  /** {@code array operator= right}: the array stays, with its type and its shape. */
  static Value inPlace(String name, Tensor array, Value right, Execution run) {
    Shape shape = array.shape();
    if (shape.isRanked() && shape.rank() == 0) {
      // A scalar is replaced, not changed.
      return Elementwise.binary(name, array, right, run);
    }
    Tensor other = Arrays.of(right, run);
    if (!Types.isNumber(array.type()) || !Types.isNumber(other.type())) {
      return ofOthers(name, array, right, run);
    }
    Shape flat = Shape.of(1);
    // The types are looked at before the shapes.
    Value typed =
        Elementwise.binary(
            name,
            Arrays.made(array.type(), flat, "type", List.of(), run),
            other.shape().isRanked() && other.shape().rank() == 0
                ? right
                : Arrays.made(other.type(), flat, "type", List.of(), run),
            run);
    if (typed instanceof Tensor result && result.type() != DataType.UNKNOWN) {
      requireSameKind(name, result.type(), array.type(), run);
    }
    Optional<Shape> both = Broadcasting.of(shape, other.shape());
    if (both.isEmpty()) {
      throw Elementwise.unequal(array, other, Elementwise.text(shape) + " ", run);
    }
    if (both.get().isFull() && shape.isFull() && !both.get().equals(shape)) {
      throw run.error(
          "ValueError",
          "non-broadcastable output operand with shape %s doesn't match the broadcast shape %s"
              .formatted(Elementwise.text(shape), Elementwise.text(both.get())));
    }
    array.forgetContent();
    return array;
  }

  private static Value ofOthers(String name, Tensor array, Value right, Execution run) {
    if (array.type() != DataType.OBJECT && array.type() != DataType.UNKNOWN) {
      Elementwise.binary(name, array, right, run);
    }
    array.forgetContent();
    return array;
  }

  private static void requireSameKind(String name, DataType from, DataType to, Execution run) {
    boolean isRefused =
        Types.category(from) > Types.category(to) || from.isSigned() && to.isUnsigned();
    if (isRefused && name.equals("divide") && run.target() == Target.TENSORFLOW_1_15) {
      throw run.error(
          "TypeError",
          "No loop matching the specified signature and casting was found for ufunc true_divide");
    }
    if (isRefused) {
      throw run.error(
          "UFuncTypeError",
          "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule"
                  .formatted(name.equals("mod") ? "remainder" : name, from.text(), to.text())
              + " 'same_kind'");
    }
  }

  /** Raises what {@code array[index] = value} raises. */
  static void check(Tensor array, Value index, Value value, Execution run) {
    Optional<Indexing.Selection> selection = NumpyLibrary.select(array, index, run);
    if (selection.isEmpty()) {
      return;
    }
    checkText(array, value, selection.get().shape(), run);
    Tensor given = Arrays.of(value, run);
    Shape place = selection.get().shape();
    if (given.type() == DataType.OBJECT
        || array.type() == DataType.OBJECT
        || !given.shape().isFull()) {
      return;
    }
    if (value instanceof Constant || value instanceof ListValue || value instanceof Tuple) {
      if (place.count() != 0) {
        Arrays.requireFit(given, array.type(), run);
      }
    }
    List<Value> items = index instanceof Tuple tuple ? tuple.elements() : List.of(index);
    boolean isMask = isMask(index, array);
    if (isMask) {
      checkMasked(given, array, place, run);
      return;
    }
    if (!place.isFull()) {
      return;
    }
    // Leading axes of size 1 may be too many.
    Shape trimmed = given.shape();
    while (trimmed.rank() > place.rank() && trimmed.size(0) == 1) {
      trimmed = trimmed.remove(0);
    }
    Optional<Shape> both =
        trimmed.rank() > place.rank() ? Optional.empty() : Broadcasting.of(trimmed, place);
    if (both.isPresent() && both.get().equals(place)) {
      return;
    }
    boolean hasArrays =
        items.stream().anyMatch(item -> item instanceof Tensor || item instanceof ListValue);
    String from = Elementwise.text(given.shape());
    String to = Elementwise.text(place);
    boolean isOld = run.target() == Target.TENSORFLOW_1_15;
    if (place.rank() == 0 && !hasArrays) {
      throw run.error("ValueError", "setting an array element with a sequence.");
    }
    throw run.error(
        "ValueError",
        hasArrays
            ? "shape mismatch: value array of shape %s could not be broadcast to indexing result of shape %s"
                .formatted(from + (run.target() == Target.TENSORFLOW_1_15 ? "" : " "), to)
                .replace("  ", " ")
            : isOld && !(value instanceof Tensor)
                ? null
                : "could not broadcast input array from shape %s into shape %s"
                    .formatted(Arrays.written(given.shape(), run), Arrays.written(place, run)));
  }

  private static boolean isMask(Value index, Tensor array) {
    return index instanceof Tensor mask
        && mask.type() == DataType.BOOL
        && mask.shape().isRanked()
        && mask.shape().rank() > 0
        && array.shape().isRanked()
        && mask.shape().rank() == array.shape().rank();
  }

  private static void checkMasked(Tensor given, Tensor array, Shape place, Execution run) {
    if (given.shape().rank() > 1) {
      throw run.error(
          "TypeError",
          "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has %d"
                  .formatted(given.shape().rank())
              + " dimensions");
    }
    if (given.shape().rank() == 0 || !place.isFull() || place.rank() != 1) {
      return;
    }
    int count = given.shape().size(0);
    if (count != 1 && count != place.size(0)) {
      throw run.error(
          "ValueError",
          "NumPy boolean array indexing assignment cannot assign %d input values to the %d output"
                  .formatted(count, place.size(0))
              + " values where the mask is true");
    }
  }

  private static void checkText(Tensor array, Value value, Shape place, Execution run) {
    if (!Types.isNumber(array.type()) || array.type() == DataType.BOOL || place.count() == 0) {
      return;
    }
    boolean isFloat = array.type().isFloating();
    if (value instanceof Constant(String text)
        && !text.strip().matches("[-+.0-9eE_a-zA-Z]*[0-9]+.*|(?i)[+-]?(nan|inf|infinity)")) {
      throw run.error(
          "ValueError",
          isFloat
              ? "could not convert string to float: '" + text + "'"
              : "invalid literal for int() with base 10: '" + text + "'");
    }
    if (value instanceof Constant constant && constant.isNone() && array.type().isInteger()) {
      throw run.error(
          "TypeError",
          run.target() == Target.TENSORFLOW_1_15 ? null : Arrays.NO_INTEGER + "'NoneType'");
    }
  }
}
