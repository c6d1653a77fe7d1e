package fitmend.inference.numpy;

import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attributes and methods of {@code numpy.ndarray}. */
final class ArrayMethods {
  private ArrayMethods() {}

  /** The attribute; null when it is a method, or nothing that is known. */
  static Value attribute(Tensor array, String name, Execution run) {
    Shape shape = array.shape();
    return switch (name) {
      case "shape" -> {
        if (!shape.isRanked()) {
          throw new NotKnown("a shape");
        }
        List<Value> sizes = new ArrayList<>();
        for (int size : shape.sizes()) {
          sizes.add(size < 0 ? Scalar.INT : Constant.of(size));
        }
        yield new Tuple(sizes);
      }
      case "ndim" -> shape.isRanked() ? Constant.of(shape.rank()) : Scalar.INT;
      case "size" -> shape.count() >= 0 ? Constant.of(shape.count()) : Scalar.INT;
      case "dtype" -> Types.reference(array.type());
      case "T" -> Shaping.transpose(array, null, run);
      case "real" -> array.type().isFloating() ? array : run.unknown("real");
      case "nbytes", "itemsize" -> Scalar.INT;
      case "flat", "imag", "base", "data", "strides", "flags", "ctypes", "mT" ->
          run.unknown("attribute " + name);
      case "numpy", "append", "values", "eval", "get_shape" ->
          throw run.error(
              "AttributeError",
              shape.isRanked() && shape.rank() > 0
                  ? "'numpy.ndarray' object has no attribute '" + name + "'"
                  : null);
      default -> null;
    };
  }

  /** The values of a shape or of axes, given as one tuple or number. */
  static List<Value> sizes(Value value) {
    Optional<List<Value>> elements = Tensors.elements(value);
    if (elements.isPresent()) {
      return elements.get();
    }
    if (value instanceof Constant || Tensors.integer(value).isPresent() || value == Scalar.INT) {
      return List.of(value);
    }
    throw new NotKnown("a shape");
  }

  private static List<Value> sizes(List<Value> given) {
    return given.size() == 1 ? sizes(given.getFirst()) : given;
  }

  /** The result; null when the method is not modelled. */
  static Value call(Tensor array, String name, Arguments arguments, Execution run) {
    if (arguments.isOpen()) {
      throw new NotKnown("unpacked arguments");
    }
    List<Value> given = arguments.positional();
    boolean isPlain = arguments.keywords().isEmpty();
    if (Reductions.has(name) && !name.startsWith("nan")) {
      return reduce(array, name, arguments, run);
    }
    if (name.equals("astype")) {
      return astype(array, arguments, run);
    }
    if (!isPlain) {
      return null;
    }
    return switch (name) {
      case "reshape" -> given.isEmpty() ? null : Shaping.reshape(array, sizes(given), run);
      case "transpose" ->
          Shaping.transpose(
              array, given.isEmpty() || Arrays.isNone(given.getFirst()) ? null : sizes(given), run);
      case "flatten", "ravel" -> given.isEmpty() ? Shaping.flat(array, run) : null;
      case "copy" -> Shaping.same(array, array.shape(), "copy", run);
      case "squeeze" ->
          Shaping.squeeze(array, given.isEmpty() ? Constant.NONE : given.getFirst(), run);
      case "swapaxes" ->
          given.size() == 2 ? Shaping.moveAxes(array, given.get(0), given.get(1), true, run) : null;
      case "dot" -> given.size() == 1 ? Products.dot(array, given.getFirst(), run) : null;
      case "round" -> Elementwise.unary("round", array, run);
      case "item" -> item(array, given, run);
      case "tolist" -> list(array, run);
      case "fill", "sort", "itemset" -> {
        array.forgetContent();
        yield Constant.NONE;
      }
      case "cumsum", "cumprod" ->
          accumulate(name, array, given.isEmpty() ? Constant.NONE : given.getFirst(), null, run);
      default -> null;
    };
  }

  private static Value reduce(Tensor array, String name, Arguments arguments, Execution run) {
    if (!switch (name) {
      case "sum", "prod", "mean", "std", "var", "max", "min", "any", "all", "argmax", "argmin" ->
          true;
      default -> false;
    }) {
      return null;
    }
    boolean isTyped =
        switch (name) {
          case "sum", "prod", "mean", "std", "var" -> true;
          default -> false;
        };
    for (String key : arguments.keywords().keySet()) {
      if (!key.equals("axis") && !key.equals("keepdims") && !(isTyped && key.equals("dtype"))) {
        return null;
      }
    }
    if (arguments.positional().size() > 1
        || name.startsWith("arg") && arguments.keywords().containsKey("keepdims")) {
      return null;
    }
    Bound bound = Signature.of(name, "axis=None, dtype=None, keepdims=False").bind(arguments, run);
    return Reductions.of(
        name,
        array,
        bound.get("axis"),
        Types.read(bound.get("dtype"), run),
        Creation.flag(bound.get("keepdims")),
        run);
  }

  private static Value astype(Tensor array, Arguments arguments, Execution run) {
    Value wanted =
        arguments.positional().isEmpty()
            ? arguments.keywords().get("dtype")
            : arguments.positional().getFirst();
    if (wanted == null || arguments.positional().size() > 1) {
      return null;
    }
    DataType type = Types.read(wanted, run);
    if (type == null) {
      type = DataType.FLOAT64;
    }
    if (!Types.isNumber(type)
        || !Types.isNumber(array.type()) && array.type() != DataType.UNKNOWN) {
      // A text that is no number fails; only its content would tell.
      throw new NotKnown("astype");
    }
    return Arrays.cast(array, type, "astype", run);
  }

  private static Value item(Tensor array, List<Value> given, Execution run) {
    if (!given.isEmpty() || array.shape().isFull() && array.shape().count() != 1) {
      throw new NotKnown("item");
    }
    return array.content().isPresent()
        ? new Constant(array.content().get().getFirst())
        : python(array.type());
  }

  private static Value python(DataType type) {
    if (type.isInteger()) {
      return Scalar.INT;
    }
    if (type.isFloating()) {
      return Scalar.FLOAT;
    }
    if (type == DataType.BOOL) {
      return Scalar.BOOL;
    }
    throw new NotKnown("an element");
  }

  private static Value list(Tensor array, Execution run) {
    Shape shape = array.shape();
    if (!shape.isRanked() || shape.rank() != 1) {
      throw new NotKnown("tolist");
    }
    if (array.content().isPresent()) {
      return new ListValue(
          run.journal(), array.content().get().stream().<Value>map(Constant::new).toList());
    }
    return ListValue.unknown(run.journal(), "the elements of an array");
  }

  /** Sums and products so far. */
  static Value accumulate(String name, Tensor array, Value axis, DataType wanted, Execution run) {
    DataType type = array.type();
    if (!Types.isNumber(type)) {
      throw new NotKnown("a type of elements");
    }
    DataType usual =
        type == DataType.BOOL || type.isSigned()
            ? DataType.INT64
            : type.isUnsigned() ? DataType.UINT64 : type;
    Shape shape = array.shape();
    if (Arrays.isNone(axis)) {
      shape = Shaping.flat(array, run).shape();
    } else if (shape.isRanked()) {
      if (shape.rank() == 0) {
        throw new NotKnown("an axis of a number");
      }
      Arrays.axis(
          Tensors.integer(axis).orElseThrow(() -> new NotKnown("an axis")), shape.rank(), run);
    }
    return Arrays.made(wanted == null ? usual : wanted, shape, name, List.of(array), run);
  }
}
