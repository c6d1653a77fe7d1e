package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions that look for elements and choose between them. */
final class Choosing {
  private Choosing() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    return switch (call.name()) {
      case "where" -> where(call);
      case "nonzero" -> new Tuple(places(call.array(call.bind("a")), call.run()));
      case "flatnonzero" ->
          places(Shaping.flat(call.array(call.bind("a")), call.run()), call.run()).getFirst();
      case "argwhere" -> argwhere(call);
      case "select" -> select(call);
      case "take" -> take(call);
      case "take_along_axis" -> takeAlong(call);
      case "compress", "extract" -> compress(call);
      case "clip" -> clip(call);
      default -> null;
    };
  }

  private static Tensor made(Call call, DataType type, Shape shape, Tensor from) {
    return Arrays.made(type, shape, call.name(), List.of(from), call.run());
  }

  /** Where an array is not zero, axis by axis. */
  private static List<Value> places(Tensor array, Execution run) {
    if (!array.shape().isRanked()) {
      throw new NotKnown("the number of axes");
    }
    if (array.shape().rank() == 0) {
      if (run.target() == Target.TENSORFLOW_2_21) {
        throw run.error("ValueError", null);
      }
      throw new NotKnown("the places of a number");
    }
    List<Value> places = new ArrayList<>();
    boolean isKnown =
        array.content().isPresent() && array.shape().isFull() && !array.type().isComplex();
    int[] strides = isKnown ? Gathering.strides(array.shape()) : null;
    for (int axis = 0; axis < array.shape().rank(); axis++) {
      List<Object> found = new ArrayList<>();
      for (int at = 0; isKnown && at < array.content().get().size(); at++) {
        if (isTrue(array.content().get().get(at))) {
          found.add((long) (at / strides[axis] % array.shape().size(axis)));
        }
      }
      Tensor made =
          Arrays.made(
              DataType.INT64,
              Shape.of(isKnown ? found.size() : Shape.ANY),
              "nonzero",
              List.of(array),
              run);
      places.add(isKnown ? made.withContent(found) : made);
    }
    return places;
  }

  private static boolean isTrue(Object element) {
    return element instanceof String text
        ? !text.isEmpty()
        : (Boolean) Arrays.cast(element, DataType.BOOL);
  }

  private static Value argwhere(Call call) {
    Tensor array = call.array(call.bind("a"));
    if (!array.shape().isRanked() || array.shape().rank() == 0) {
      throw new NotKnown("argwhere");
    }
    Tensor first = (Tensor) places(array, call.run()).getFirst();
    return made(call, DataType.INT64, first.shape().insert(1, array.shape().rank()), array);
  }

  private static Value where(Call call) {
    if (!call.arguments().keywords().isEmpty() || call.arguments().isOpen()) {
      throw new NotKnown("where");
    }
    List<Value> given = call.arguments().positional();
    Execution run = call.run();
    if (given.isEmpty() || given.size() > 3) {
      throw run.error("TypeError", null);
    }
    Tensor condition = call.array(given.getFirst());
    if (given.size() == 1) {
      return new Tuple(places(condition, run));
    }
    if (given.size() == 2) {
      throw run.error("ValueError", "either both or neither of x and y should be given");
    }
    Tensor one = call.array(given.get(1));
    Tensor other = call.array(given.get(2));
    DataType type = common(given.get(1), one, given.get(2), other, run);
    Optional<Shape> both = Broadcasting.of(one.shape(), other.shape());
    Optional<Shape> all = both.flatMap(shape -> Broadcasting.of(condition.shape(), shape));
    if (all.isEmpty()) {
      boolean isFull = condition.shape().isFull() && one.shape().isFull() && other.shape().isFull();
      throw run.error(
          "ValueError",
          isFull
              ? "operands could not be broadcast together with shapes %s %s %s "
                  .formatted(
                      Elementwise.text(condition.shape()),
                      Elementwise.text(one.shape()),
                      Elementwise.text(other.shape()))
              : null);
    }
    Tensor made = Arrays.made(type, all.get(), "where", List.of(condition, one, other), run);
    Tensor chosen = chosen(condition, one, other, made);
    return chosen == null ? labelled(made, one, other) : Arrays.labelled(chosen);
  }

  private static Tensor chosen(Tensor condition, Tensor one, Tensor other, Tensor made) {
    boolean isKnown =
        condition.content().isPresent()
            && one.content().isPresent()
            && other.content().isPresent()
            && made.shape().isFull()
            && made.shape().count() <= 1024
            && Types.isNumber(made.type())
            && !made.type().isComplex();
    if (!isKnown) {
      return null;
    }
    int[] ask = Gathering.broadcast(condition.shape(), made.shape());
    int[] yes = Gathering.broadcast(one.shape(), made.shape());
    int[] no = Gathering.broadcast(other.shape(), made.shape());
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < ask.length; i++) {
      boolean isSo = isTrue(condition.content().get().get(ask[i]));
      Object element = isSo ? one.content().get().get(yes[i]) : other.content().get().get(no[i]);
      elements.add(Arrays.cast(element, made.type()));
    }
    return made.withContent(elements);
  }

  /** Two numbers to choose from, many times, are both chosen. */
  private static Tensor labelled(Tensor made, Tensor one, Tensor other) {
    boolean areNumbers =
        one.shape().equals(Shape.SCALAR)
            && other.shape().equals(Shape.SCALAR)
            && one.content().isPresent()
            && other.content().isPresent()
            && Types.isNumber(made.type())
            && !made.type().isComplex()
            && made.shape().count() >= 40;
    if (!areNumbers || !RandomNumbers.isDrawn(made)) {
      return made;
    }
    double a = (Double) Arrays.cast(one.content().get().getFirst(), DataType.FLOAT64);
    double b = (Double) Arrays.cast(other.content().get().getFirst(), DataType.FLOAT64);
    return made.withLabels(Labels.between(Math.min(a, b), Math.max(a, b)));
  }

  /** The type that two values to choose from have in common. */
  private static DataType common(Value left, Tensor one, Value right, Tensor other, Execution run) {
    if (!Types.isNumber(one.type()) || !Types.isNumber(other.type())) {
      return Types.promote(one.type(), other.type());
    }
    // A Python number beside an array counts as it does in a sum, save that truth values stay.
    if (one.type() == other.type()) {
      return one.type();
    }
    Value sum = Elementwise.binary("maximum", left, right, run);
    return sum instanceof Tensor tensor ? tensor.type() : DataType.UNKNOWN;
  }

  private static Value select(Call call) {
    Bound bound = call.bind("condlist", "choicelist", "default");
    List<Tensor> conditions = call.arrays(bound.get("condlist"));
    List<Tensor> choices = call.arrays(bound.get("choicelist"));
    if (conditions.size() != choices.size()) {
      throw call.run()
          .error("ValueError", "list of cases must be same length as list of conditions");
    }
    if (conditions.isEmpty()) {
      throw call.run().error("ValueError", null);
    }
    DataType type = null;
    Optional<Shape> shape = Optional.of(Shape.SCALAR);
    for (int i = 0; i < choices.size(); i++) {
      Tensor condition = conditions.get(i);
      Tensor choice = choices.get(i);
      type = type == null ? choice.type() : Types.promote(type, choice.type());
      shape = shape.flatMap(s -> Broadcasting.of(s, condition.shape()));
      shape = shape.flatMap(s -> Broadcasting.of(s, choice.shape()));
    }
    Tensor rest = call.array(bound.get("default"));
    if (shape.isEmpty() || rest.type() != DataType.INT64 && rest.type() != type) {
      throw new NotKnown("select");
    }
    boolean isWhole = type.isFloating() || type == DataType.INT64;
    return made(call, isWhole ? type : DataType.UNKNOWN, shape.get(), conditions.getFirst());
  }

  private static Value take(Call call) {
    Bound bound = call.bind("a", "indices", "axis");
    Execution run = call.run();
    Tensor array = call.array(bound);
    boolean isFlat = Arrays.isNone(bound.get("axis"));
    array = isFlat ? Shaping.flat(array, run) : array;
    if (!array.shape().isRanked()) {
      throw new NotKnown("take");
    }
    int axis = isFlat ? 0 : call.axis(bound.get("axis"), array.shape().rank());
    Value index = NumpyLibrary.asArray(bound.get("indices"), run);
    if (index instanceof Tensor places && places.type() == DataType.BOOL
        || index instanceof Constant(Boolean bool)) {
      throw new NotKnown("take of truth values");
    }
    if (index instanceof Tensor places && places.type().isFloating()) {
      throw run.error("TypeError", null);
    }
    try {
      return Shaping.sliced(array, axis, index, run);
    } catch (PythonError error) {
      throw run.target() == Target.TENSORFLOW_1_15 ? run.error(error.type(), null) : error;
    }
  }

  private static Value takeAlong(Call call) {
    Bound bound = call.bind("arr", "indices", "axis");
    Tensor array = call.array(bound);
    Tensor places = call.array(bound.get("indices"));
    if (!array.shape().isRanked()
        || !places.shape().isRanked()
        || Arrays.isNone(bound.get("axis"))
        || !places.type().isInteger()) {
      throw new NotKnown("take_along_axis");
    }
    if (array.shape().rank() != places.shape().rank()) {
      throw call.run()
          .error("ValueError", "`indices` and `arr` must have the same number of dimensions");
    }
    int axis = call.axis(bound.get("axis"), array.shape().rank());
    Shape other = array.shape().with(axis, 1);
    Optional<Shape> both = Broadcasting.of(other, places.shape());
    if (both.isEmpty()) {
      throw new NotKnown("take_along_axis");
    }
    return made(call, array.type(), both.get(), array);
  }

  private static Value compress(Call call) {
    boolean isCompress = call.name().equals("compress");
    Bound bound = isCompress ? call.bind("condition", "a", "axis") : call.bind("condition", "arr");
    Tensor array = call.array(bound.get(isCompress ? "a" : "arr"));
    if (!isCompress || Arrays.isNone(bound.get("axis"))) {
      return made(call, array.type(), Shape.of(Shape.ANY), array);
    }
    if (!array.shape().isRanked()) {
      throw new NotKnown("compress");
    }
    int axis = call.axis(bound.get("axis"), array.shape().rank());
    return made(call, array.type(), array.shape().with(axis, Shape.ANY), array);
  }

  private static Value clip(Call call) {
    Bound bound = call.bind("a", "a_min", "a_max", "min", "max");
    Execution run = call.run();
    Tensor array = call.array(bound);
    Value low = first(Call.given(bound, "a_min"), Call.given(bound, "min"));
    Value high = first(Call.given(bound, "a_max"), Call.given(bound, "max"));
    if (!Types.isNumber(array.type()) || array.type() == DataType.BOOL) {
      throw new NotKnown("clip");
    }
    String absent =
        Call.given(bound, "a_min") == null
            ? "a_min"
            : Call.given(bound, "a_max") == null ? "a_max" : null;
    boolean isOld = !bound.values().containsKey("min");
    boolean hasOther =
        absent != null && Call.given(bound, absent.equals("a_min") ? "a_max" : "a_min") != null;
    boolean isOpen = Arrays.isNone(low) && Arrays.isNone(high);
    if (isOpen && run.target() != Target.TENSORFLOW_2_21) {
      throw run.error("ValueError", "One of max or min must be given");
    }
    if (!isOld && hasOther && Call.given(bound, absent.replace("a_", "")) == null) {
      throw run.error(
          "TypeError", "clip() missing 1 required positional argument: '" + absent + "'");
    }
    Value result = array;
    if (!Arrays.isNone(low)) {
      result = bounded("maximum", result, array, low, high, run);
    }
    if (!Arrays.isNone(high)) {
      result = bounded("minimum", result, array, low, high, run);
    }
    if (!(result instanceof Tensor made)) {
      throw new NotKnown("clip");
    }
    return made == array ? Shaping.same(array, array.shape(), "clip", run) : made;
  }

  private static Value first(Value one, Value other) {
    return one != null ? one : other;
  }

  private static Value bounded(
      String name, Value current, Tensor array, Value low, Value high, Execution run) {
    boolean areNumbers =
        (Arrays.isNone(low) || isNumber(low)) && (Arrays.isNone(high) || isNumber(high));
    Optional<Shape> shape = Optional.of(array.shape());
    for (Value bound : new Value[] {low, high}) {
      if (!Arrays.isNone(bound)) {
        Shape each = Arrays.of(bound, run).shape();
        shape = shape.flatMap(s -> Broadcasting.of(s, each));
      }
    }
    if (shape.isEmpty()) {
      boolean hasBoth = !Arrays.isNone(low) && !Arrays.isNone(high);
      throw run.error(
          "ValueError",
          hasBoth
              ? "operands could not be broadcast together with shapes %s %s %s "
                  .formatted(
                      Elementwise.text(array.shape()),
                      Elementwise.text(Arrays.of(low, run).shape()),
                      Elementwise.text(Arrays.of(high, run).shape()))
              : null);
    }
    Value bound = name.equals("maximum") ? low : high;
    Value result =
        // NumPy 2 takes bounds beyond the type as no bounds.
        areNumbers
                && array.type().isInteger()
                && bound instanceof Constant(Long number)
                && array.type().bits() < 64
            ? Shaping.same(array, array.shape(), "clip", run).withLabels(Labels.UNKNOWN)
            : Elementwise.binary(name, current, bound, run);
    if (result instanceof Tensor tensor && array.type().isInteger() && array.type().bits() < 64) {
      if (run.target() != Target.TENSORFLOW_2_21 && !isSmall(bound)) {
        throw new NotKnown("bounds beyond a type");
      }
      tensor.forgetContent();
    }
    return result;
  }

  private static boolean isSmall(Value bound) {
    return bound instanceof Constant(Long number) && number >= 0 && number < 128;
  }

  private static boolean isNumber(Value value) {
    return value instanceof Constant constant && constant.value() instanceof Number
        || value instanceof Scalar scalar && scalar.type() != Scalar.Type.STR;
  }
}
