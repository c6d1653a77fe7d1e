package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.tensor.ObjectArrays;
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
      case "real" -> array.type().isComplex() ? run.unknown("real") : array;
      case "itemsize" -> bytes(array);
      case "nbytes" ->
          shape.count() >= 0 && bytes(array) instanceof Constant(Long size)
              ? Constant.of(shape.count() * size)
              : Scalar.INT;
      case "strides" -> strides(array, run);
      case "flat", "imag", "base", "data", "flags", "ctypes", "mT" ->
          run.unknown("attribute " + name);
      default -> {
        if (isMissing(name, run)) {
          throw run.error(
              "AttributeError",
              shape.isRanked() && shape.rank() > 0
                  ? "'numpy.ndarray' object has no attribute '" + name + "'"
                  : null);
        }
        yield null;
      }
    };
  }

  private static Value bytes(Tensor array) {
    int bits = array.type().bits();
    return bits == 0 ? Scalar.INT : Constant.of(bits / 8);
  }

  private static Value strides(Tensor array, Execution run) {
    if (!array.shape().isFull() || array.type().bits() == 0 || !isFresh(array)) {
      return run.unknown("strides");
    }
    List<Value> strides = new ArrayList<>();
    for (int stride : Gathering.strides(array.shape())) {
      strides.add(Constant.of((long) stride * array.type().bits() / 8));
    }
    return new Tuple(strides);
  }

  private static boolean isFresh(Tensor array) {
    return switch (array.origin().operation()) {
      case "numpy.zeros", "numpy.ones", "numpy.arange" -> true;
      default -> false;
    };
  }

  /** All attributes of an array. */
  private static boolean isMissing(String name, Execution run) {
    if (name.startsWith("_")) {
      return false;
    }
    return !switch (name) {
      case "T", "all", "any", "argmax", "argmin", "argpartition", "argsort", "astype", "base" ->
          true;
      case "byteswap", "choose", "clip", "compress", "conj", "conjugate", "copy", "ctypes" -> true;
      case "cumprod", "cumsum", "data", "diagonal", "dot", "dtype", "dump", "dumps", "fill" -> true;
      case "flags", "flat", "flatten", "getfield", "imag", "item", "itemsize", "max", "mean" ->
          true;
      case "min", "nbytes", "ndim", "nonzero", "partition", "prod", "put", "ravel", "real" -> true;
      case "repeat", "reshape", "resize", "round", "searchsorted", "setfield", "setflags" -> true;
      case "shape", "size", "sort", "squeeze", "std", "strides", "sum", "swapaxes", "take" -> true;
      case "tobytes", "tofile", "tolist", "trace", "transpose", "var", "view" -> true;
      case "ptp", "newbyteorder", "itemset", "tostring" -> run.target() != Target.TENSORFLOW_2_21;
      case "mT", "device", "to_device" -> run.target() == Target.TENSORFLOW_2_21;
      // A number of NumPy has more.
      case "is_integer", "as_integer_ratio", "bit_count", "numerator", "denominator", "hex" -> true;
      default -> false;
    };
  }

  /** The values of a shape or of axes, given as one tuple or number. */
  static List<Value> sizes(Value value) {
    Optional<List<Value>> elements = Tensors.elements(value);
    if (elements.isPresent()) {
      return elements.get();
    }
    if (value instanceof Constant
        || value instanceof Scalar
        || value instanceof Tensor tensor && tensor.shape().equals(Shape.SCALAR)) {
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
    Value order = arguments.keywords().get("order");
    boolean isPlain = arguments.keywords().size() == (order == null ? 0 : 1);
    return switch (name) {
      case "astype" -> astype(array, arguments, run);
      case "reshape" -> reshape(array, arguments, run);
      case "transpose" ->
          isPlain
              ? Shaping.transpose(
                  array,
                  given.isEmpty() || Arrays.isNone(given.getFirst()) ? null : sizes(given),
                  run)
              : null;
      case "flatten", "ravel" ->
          isPlain && given.size() <= 1
              ? Shaping.flat(
                  Shaping.withOrder(array, given.isEmpty() ? order : given.getFirst(), run), run)
              : null;
      case "copy", "__array__", "__copy__" -> Shaping.same(array, array.shape(), "copy", run);
      case "view" -> view(array, arguments, run);
      case "item" -> isPlain ? item(array, given, run) : null;
      case "tolist" -> list(array, run);
      case "fill",
          "sort",
          "itemset",
          "partition",
          "put",
          "resize",
          "setflags",
          "dump",
          "tofile" -> {
        boolean stays = name.equals("setflags") || name.startsWith("dump") || name.equals("tofile");
        if (name.equals("resize")) {
          throw new NotKnown("an array that changes its shape");
        }
        if (!stays) {
          array.forgetContent();
        }
        yield Constant.NONE;
      }
      case "tobytes", "tostring" -> new Constant(Constant.Bytes.SOME);
      case "byteswap" -> Arrays.made(array.type(), array.shape(), name, List.of(array), run);
      case "__len__" -> run.subscript(attribute(array, "shape", run), Constant.of(0L));
      default -> function(name) ? Functions.call(asFunction(array, name, arguments, run)) : null;
    };
  }

  /** Methods that do what the function of that name does. */
  private static boolean function(String name) {
    return switch (name) {
      case "sum", "prod", "mean", "std", "var", "max", "min", "any", "all", "argmax", "argmin" ->
          true;
      case "ptp", "cumsum", "cumprod", "squeeze", "swapaxes", "dot", "round", "clip" -> true;
      case "argsort", "repeat", "take", "nonzero", "searchsorted", "diagonal", "trace" -> true;
      case "conj", "conjugate", "compress", "argpartition" -> true;
      default -> false;
    };
  }

  private static Call asFunction(Tensor array, String name, Arguments arguments, Execution run) {
    if (name.equals("compress")) {
      throw new NotKnown(name);
    }
    boolean isKeywordUnknown =
        !switch (name) {
          case "cumsum", "cumprod" -> !arguments.keywords().containsKey("keepdims");
          default -> true;
        };
    if (isKeywordUnknown) {
      throw run.error(
          "TypeError",
          run.target() == Target.TENSORFLOW_2_21
              ? "'keepdims' is an invalid keyword argument for %s()".formatted(name)
              : null);
    }
    if (name.equals("swapaxes") && arguments.positional().size() != 2) {
      throw run.error("TypeError", null);
    }
    return new Call(name, arguments.after(array), run);
  }

  private static Value reshape(Tensor array, Arguments arguments, Execution run) {
    List<Value> given = arguments.positional();
    for (String key : arguments.keywords().keySet()) {
      if (key.equals("order") || key.equals("copy") && run.target() == Target.TENSORFLOW_2_21) {
        continue;
      }
      throw run.error(
          "TypeError", "'" + key + "' is an invalid keyword argument for this function");
    }
    if (given.isEmpty()) {
      throw run.error(
          "TypeError",
          run.target() == Target.TENSORFLOW_2_21
              ? "reshape() takes exactly 1 argument (0 given)"
              : null);
    }
    return Shaping.reshape(
        Shaping.withOrder(array, arguments.keywords().get("order"), run), sizes(given), run);
  }

  private static Value astype(Tensor array, Arguments arguments, Execution run) {
    Value wanted =
        arguments.positional().isEmpty()
            ? arguments.keywords().get("dtype")
            : arguments.positional().getFirst();
    if (wanted == null) {
      throw run.error(
          "TypeError",
          run.target() == Target.TENSORFLOW_1_15
              ? null
              : "astype() missing required argument 'dtype' (pos 0)");
    }
    if (arguments.positional().size() > 1) {
      return null;
    }
    DataType type = Types.read(wanted, run);
    if (type == null) {
      type = DataType.FLOAT64;
    }
    boolean areNumbers =
        Types.isNumber(type) && (Types.isNumber(array.type()) || array.type() == DataType.UNKNOWN);
    return areNumbers ? Arrays.cast(array, type, "astype", run) : ofOthers(array, type, run);
  }

  /** An array of texts or objects as another type, or one as these. */
  static Tensor ofOthers(Tensor array, DataType type, Execution run) {
    boolean isOfObjects = array.type() == DataType.OBJECT && Types.isNumber(type);
    if (isOfObjects && type != DataType.BOOL && ObjectArrays.hasWords(array)) {
      String word = ObjectArrays.firstWord(array);
      throw run.error(
          "ValueError",
          word == null
              ? null
              : type.isInteger()
                  ? "invalid literal for int() with base 10: '" + word + "'"
                  : "could not convert string to float: '" + word + "'");
    }
    if (isOfObjects && ObjectArrays.kind(array) == ObjectArrays.Kind.NUMBERS) {
      return Arrays.made(type, array.shape(), "astype", List.of(array), run);
    }
    boolean isSafe =
        type == DataType.OBJECT || type == DataType.STRING && array.type() != DataType.OBJECT;
    if (isSafe || array.shape().count() == 0) {
      Tensor made = Arrays.made(type, array.shape(), "astype", List.of(array), run);
      return array.type() == type && array.content().isPresent()
          ? made.withContent(array.content().get())
          : made;
    }
    if (array.type() != DataType.STRING || array.content().isEmpty() || type == DataType.BOOL) {
      // Only the elements would tell.
      boolean isMixed =
          array.type() == DataType.OBJECT && array.origin().operation().equals("numpy.array");
      if (!isMixed && (type.isFloating() || type.isInteger())) {
        return Arrays.made(type, array.shape(), "astype", List.of(array), run);
      }
      throw new NotKnown("astype");
    }
    List<Object> numbers = new ArrayList<>();
    for (Object element : array.content().get()) {
      numbers.add(parsed(element, type, run));
    }
    return Arrays.made(type, array.shape(), "astype", List.of(array), run).withContent(numbers);
  }

  private static Object parsed(Object element, DataType type, Execution run) {
    String text = element.toString().strip();
    try {
      return type.isInteger()
          ? Arrays.cast(Long.parseLong(text), type)
          : (Object) Double.parseDouble(text);
    } catch (NumberFormatException notOne) {
      if (text.matches("(?i)[+-]?(nan|inf|infinity)|.*_.*")) {
        throw new NotKnown("a text that is a number");
      }
      // NumPy 2 shows the text as the scalar that it is in an array.
      boolean isOld = run.target() != Target.TENSORFLOW_2_21;
      String shown = isOld ? "'" + element + "'" : null;
      throw run.error(
          "ValueError",
          shown == null
              ? null
              : type.isInteger()
                  ? "invalid literal for int() with base 10: " + shown
                  : "could not convert string to float: " + shown);
    }
  }

  private static Value view(Tensor array, Arguments arguments, Execution run) {
    if (arguments.positional().size() != 1 || !arguments.keywords().isEmpty()) {
      throw new NotKnown("view");
    }
    DataType type = Types.read(arguments.positional().getFirst(), run);
    if (type == null
        || type.bits() == 0
        || array.type().bits() == 0
        || !array.shape().isRanked()
        || array.shape().rank() == 0
        || array.shape().size(-1) < 0
        || array.type().bits() % type.bits() != 0) {
      throw new NotKnown("view");
    }
    int size = array.shape().size(-1) * (array.type().bits() / type.bits());
    return Arrays.made(type, array.shape().with(-1, size), "view", List.of(array), run);
  }

  private static Value item(Tensor array, List<Value> given, Execution run) {
    if (given.isEmpty() && array.shape().isFull() && array.shape().count() != 1) {
      throw run.error("ValueError", "can only convert an array of size 1 to a Python scalar");
    }
    if (!given.isEmpty()) {
      throw new NotKnown("item");
    }
    return item(array);
  }

  /** The only element as Python has it. */
  static Value item(Tensor array) {
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
    if (shape.isRanked() && shape.rank() == 0) {
      return item(array, List.of(), run);
    }
    if (!shape.isFull() || shape.count() > 1024 || shape.count() == 0) {
      return ListValue.unknown(run.journal(), "the elements of an array");
    }
    List<Value> elements = new ArrayList<>();
    for (int i = 0; i < shape.count(); i++) {
      elements.add(
          array.content().isPresent()
              ? new Constant(array.content().get().get(i))
              : python(array.type()));
    }
    for (int axis = shape.rank() - 1; axis > 0; axis--) {
      List<Value> rows = new ArrayList<>();
      int width = shape.size(axis);
      for (int at = 0; at < elements.size(); at += width) {
        rows.add(new ListValue(run.journal(), elements.subList(at, at + width)));
      }
      elements = rows;
    }
    return new ListValue(run.journal(), elements);
  }
}
