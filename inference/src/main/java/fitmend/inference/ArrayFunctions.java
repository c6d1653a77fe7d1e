package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.Elements;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What NumPy, TensorFlow and Keras call alike: functions of arrays that exist already. The holder
 * of the result follows from the library and the arguments.
 */
final class ArrayFunctions {
  private static final Set<String> KEEP =
      Set.of(
          "abs",
          "absolute",
          "negative",
          "clip",
          "clip_by_value",
          "identity",
          "stop_gradient",
          "sort",
          "flip",
          "copy",
          "nan_to_num",
          "ascontiguousarray",
          "relu",
          "relu6",
          "sign",
          "roll",
          "reverse",
          "fliplr",
          "flipud",
          "ensure_shape",
          "random_shuffle",
          "around",
          "round",
          "permutation",
          "cumsum");
  private static final Set<String> FLOATING =
      Set.of(
          "exp",
          "log",
          "log1p",
          "log10",
          "log2",
          "expm1",
          "sqrt",
          "rsqrt",
          "sin",
          "cos",
          "tan",
          "tanh",
          "sinh",
          "cosh",
          "arctan",
          "sigmoid",
          "softmax",
          "log_softmax",
          "softplus",
          "leaky_relu",
          "elu",
          "selu",
          "gelu",
          "silu",
          "swish",
          "dropout",
          "floor",
          "ceil",
          "radians",
          "deg2rad",
          "l2_normalize",
          "erf",
          "sinc");
  private static final Set<String> REDUCTIONS =
      Set.of(
          "sum",
          "mean",
          "std",
          "var",
          "min",
          "max",
          "amin",
          "amax",
          "prod",
          "median",
          "all",
          "any",
          "argmax",
          "argmin",
          "nanmean",
          "ptp",
          "logsumexp");

  private final Target target;

  ArrayFunctions(Target target) {
    this.target = target;
  }

  /** The result of a function of that name; empty when it is not one of these. */
  Optional<Value> call(String library, String function, Arguments arguments) {
    boolean isTensor = !library.equals("numpy");
    String name = function.startsWith("reduce_") ? function.substring(7) : function;
    Value first = firstArgument(arguments);
    if (first == null) {
      return Optional.empty();
    }
    Optional<Value> joined = joining(name, first, arguments, isTensor);
    if (joined.isPresent()) {
      return joined;
    }
    Array array = asArray(first, isTensor, arguments.call());
    if (array == null) {
      return isElementwise(name) || REDUCTIONS.contains(name)
          ? Optional.of(Lattice.UNKNOWN)
          : Optional.empty();
    }
    return one(name, array, arguments, 1);
  }

  /** Whether a function of that name gives an array of its argument's shape. */
  static boolean isElementwise(String name) {
    return KEEP.contains(name) || FLOATING.contains(name);
  }

  private static Value firstArgument(Arguments arguments) {
    if (!arguments.positional().isEmpty()) {
      return arguments.positional().get(0);
    }
    for (String name :
        List.of("input", "input_tensor", "tensor", "a", "arr", "x", "values", "arrays", "inputs")) {
      if (arguments.keywords().containsKey(name)) {
        return arguments.keywords().get(name);
      }
    }
    return null;
  }

  /** A method of an array, or a function whose other arguments start at that position. */
  Optional<Value> one(String name, Array array, Arguments arguments, int next) {
    Node call = arguments.call();
    Shape shape = array.shape();
    Value axis = arguments.get("axis", next);
    if (KEEP.contains(name)) {
      return Optional.of(array);
    }
    if (FLOATING.contains(name)) {
      return Optional.of(
          array.dataType().isFloating()
              ? array
              : with(
                  array, array.dataType().isInteger() ? DataType.FLOAT64 : DataType.UNKNOWN, call));
    }
    if (REDUCTIONS.contains(name)) {
      return Optional.of(reduced(name, array, arguments, next));
    }
    return switch (name) {
      case "expand_dims" ->
          Optional.of(
              axis instanceof Constant(Long at)
                  ? with(array, Shapes.inserted(shape, at.intValue(), 1))
                  : with(array, Shape.UNKNOWN));
      case "squeeze" -> Optional.of(with(array, Shapes.squeezed(shape, axis)));
      case "reshape" ->
          Optional.of(with(array, Shapes.reshaped(shape, shapeArgument(arguments, next))));
      case "ravel", "flatten" ->
          Optional.of(
              with(array, Shape.of(shape.isRanked() ? Shapes.product(shape.dimensions()) : -1)));
      case "transpose", "permute_dimensions", "T" ->
          Optional.of(with(array, Shapes.transposed(shape, orderArgument(arguments, next))));
      case "astype" -> Optional.of(with(array, typeArgument(arguments, next), call));
      case "cast" -> Optional.of(with(array, typeArgument(arguments, next), call));
      case "zeros_like", "ones_like", "full_like", "empty_like" ->
          Optional.of(
              arguments.has("dtype", -1)
                  ? with(array, DataTypes.named(arguments.get("dtype", -1)), call)
                  : array);
      case "repeat", "tile", "pad", "take", "gather", "delete", "insert" ->
          Optional.of(with(array, kept(name, array)));
      case "split", "array_split" ->
          Optional.of(parts(array, arguments.get("axis", next + 1, new Constant(0L))));
      case "vsplit" -> Optional.of(parts(array, new Constant(0L)));
      case "hsplit" -> Optional.of(parts(array, Lattice.UNKNOWN));
      case "argsort" -> Optional.of(with(array, DataType.INT64, call));
      case "dot", "matmul" -> {
        Value other = arguments.get("b", next);
        yield Optional.of(
            other instanceof Array second
                ? new Arithmetic(target).binary("@", array, second, call)
                : Lattice.UNKNOWN);
      }
      case "maximum",
          "minimum",
          "add",
          "subtract",
          "multiply",
          "divide",
          "true_divide",
          "power" -> {
        Value other = arguments.get("y", next);
        yield Optional.of(
            other == null
                ? Lattice.UNKNOWN
                : new Arithmetic(target)
                    .binary(name.endsWith("divide") ? "/" : "*", array, other, call));
      }
      case "numpy" -> Optional.of(new Array(Holder.NUMPY, array.dataType(), shape, array.madeAt()));
      case "tolist" -> Optional.of(new Array(Holder.PYTHON, array.dataType(), shape, call));
      default -> Optional.empty();
    };
  }

  /** The parts of an array that is cut along an axis. */
  private static Value parts(Array array, Value axis) {
    Shape shape =
        axis instanceof Constant(Long at)
            ? Shapes.with(array.shape(), at.intValue(), -1)
            : Shapes.withoutSizes(array.shape());
    return new Elements(with(array, shape), true);
  }

  private static Shape kept(String name, Array array) {
    return name.equals("pad") ? Shapes.withoutSizes(array.shape()) : Shape.UNKNOWN;
  }

  private static DataType typeArgument(Arguments arguments, int position) {
    Value type = arguments.get("dtype", position);
    return type == null ? DataType.UNKNOWN : DataTypes.named(type);
  }

  /** The shape may be given as one tuple or as single numbers. */
  private static Value shapeArgument(Arguments arguments, int next) {
    List<Value> rest =
        arguments
            .positional()
            .subList(Math.min(next, arguments.positional().size()), arguments.positional().size());
    Value named = arguments.get("shape", -1, arguments.get("newshape", -1));
    if (named != null) {
      return named;
    }
    return rest.size() == 1 ? rest.get(0) : rest.isEmpty() ? Lattice.UNKNOWN : new Sequence(rest);
  }

  private static Value orderArgument(Arguments arguments, int next) {
    Value named = arguments.get("perm", -1, arguments.get("axes", -1));
    if (named != null) {
      return named;
    }
    if (arguments.positional().size() <= next) {
      return arguments.isOpen() ? Lattice.UNKNOWN : null;
    }
    return shapeArgument(arguments, next);
  }

  private static Array reduced(String name, Array array, Arguments arguments, int next) {
    Value keeps = arguments.get("keepdims", -1, arguments.get("keep_dims", -1));
    Value axis = arguments.get("axis", next);
    Shape shape = Shapes.reduced(array.shape(), axis, keeps);
    Value asked = arguments.get("dtype", -1);
    DataType type =
        asked != null
            ? DataTypes.named(asked)
            : switch (name) {
              case "argmax", "argmin" -> DataType.INT64;
              case "all", "any" -> DataType.BOOL;
              case "sum", "prod" ->
                  array.dataType().isInteger() ? DataType.INT64 : array.dataType();
              case "mean", "std", "var", "median", "nanmean" ->
                  array.holder() == Holder.NUMPY && array.dataType().isInteger()
                      ? DataType.FLOAT64
                      : array.dataType();
              default -> array.dataType();
            };
    if (array.holder() == Holder.PANDAS) {
      shape = Shape.UNKNOWN;
    }
    return new Array(
        array.holder(), type, shape, type == array.dataType() ? array.madeAt() : arguments.call());
  }

  /** Functions of a list of arrays. */
  private Optional<Value> joining(String name, Value first, Arguments arguments, boolean isTensor) {
    boolean isJoin =
        switch (name) {
          case "concatenate", "concat", "vstack", "hstack", "column_stack", "stack", "r_" -> true;
          default -> false;
        };
    if (!isJoin) {
      return Optional.empty();
    }
    if (first instanceof Elements list && list.isList()) {
      Array one = asArray(list.element(), isTensor, arguments.call());
      return Optional.of(one == null ? Lattice.UNKNOWN : joinedAll(name, one, arguments));
    }
    if (!(first instanceof Sequence sequence)) {
      return Optional.of(Lattice.UNKNOWN);
    }
    List<Array> arrays = new ArrayList<>();
    for (Value element : sequence.elements()) {
      Array array = asArray(element, isTensor, arguments.call());
      if (array == null) {
        return Optional.of(isTensor ? tensorOfUnknown(arguments.call()) : Lattice.UNKNOWN);
      }
      arrays.add(array);
    }
    if (arrays.isEmpty()) {
      return Optional.of(Lattice.UNKNOWN);
    }
    List<Shape> shapes = arrays.stream().map(Array::shape).toList();
    Value axis =
        arguments.get("axis", 1, new Constant(name.equals("concatenate") && isTensor ? -1L : 0L));
    Shape shape =
        switch (name) {
          case "concatenate", "concat" -> Shapes.concatenated(shapes, axis);
          case "stack" -> stacked(shapes, axis);
          case "vstack" -> Shapes.concatenated(atLeastTwo(shapes, 0), new Constant(0L));
          case "hstack" ->
              Shapes.concatenated(
                  shapes,
                  new Constant(
                      shapes.get(0).equals(Shape.UNKNOWN) || shapes.get(0).rank() == 1 ? 0L : 1L));
          case "column_stack" -> Shapes.concatenated(atLeastTwo(shapes, 1), new Constant(1L));
          default -> Shape.UNKNOWN;
        };
    return Optional.of(joined(arrays, shape, arguments.call()));
  }

  /** What joins a list of unknown length, all of whose elements are alike. */
  private static Array joinedAll(String name, Array one, Arguments arguments) {
    Value axis = arguments.get("axis", 1, new Constant(0L));
    Shape shape =
        switch (name) {
          case "concatenate", "concat" -> Shapes.withoutSizes(one.shape());
          case "stack" ->
              axis instanceof Constant(Long at)
                  ? Shapes.inserted(one.shape(), at.intValue(), -1)
                  : Shape.UNKNOWN;
          default -> Shape.UNKNOWN;
        };
    return new Array(one.holder(), one.dataType(), shape, one.madeAt());
  }

  private static Value tensorOfUnknown(Node call) {
    return new Array(Holder.TENSORFLOW, DataType.UNKNOWN, Shape.UNKNOWN, call);
  }

  private static Array joined(List<Array> arrays, Shape shape, Node call) {
    Array first = arrays.get(0);
    Holder holder = first.holder();
    DataType type = first.dataType();
    boolean oneOrigin = true;
    for (Array array : arrays) {
      holder = array.holder() == Holder.KERAS ? Holder.KERAS : holder;
      type = DataTypes.promote(type, array.dataType());
      oneOrigin &= java.util.Objects.equals(first.madeAt(), array.madeAt());
    }
    return new Array(holder, type, shape, oneOrigin ? first.madeAt() : call);
  }

  private static Shape stacked(List<Shape> shapes, Value axis) {
    Shape common = shapes.stream().reduce(Lattice::join).orElse(Shape.UNKNOWN);
    return axis instanceof Constant(Long at)
        ? Shapes.inserted(common, at.intValue(), shapes.size())
        : Shape.UNKNOWN;
  }

  private static List<Shape> atLeastTwo(List<Shape> shapes, int at) {
    return shapes.stream()
        .map(s -> s.isRanked() && s.rank() == 1 ? Shapes.inserted(s, at, 1) : s)
        .toList();
  }

  /** The array that a library's function sees; null when it cannot be told. */
  Array asArray(Value value, boolean asTensor, Node call) {
    if (value instanceof Array array) {
      Holder holder =
          switch (array.holder()) {
            case KERAS, TENSORFLOW -> array.holder();
            case NUMPY, PANDAS, PYTHON -> asTensor ? Holder.TENSORFLOW : Holder.NUMPY;
          };
      DataType type =
          array.holder() == Holder.PYTHON && asTensor
              ? pythonTensorType(array.dataType())
              : array.dataType();
      Node madeAt = array.madeAt() == null ? call : array.madeAt();
      return new Array(holder, type, array.shape(), madeAt);
    }
    if (value instanceof Elements list && list.isList()) {
      Array one = asArray(list.element(), asTensor, call);
      return one == null ? null : with(one, Shapes.batched(-1, one.shape()));
    }
    if (value instanceof Sequence || Lattice.scalarType(value).isPresent()) {
      DataType type = typeOfNest(value);
      boolean holdsArrays = holdsArrays(value);
      return new Array(
          asTensor ? Holder.TENSORFLOW : Holder.NUMPY,
          asTensor && !holdsArrays ? pythonTensorType(type) : type,
          Shapes.ofNest(value),
          call);
    }
    return null;
  }

  private static boolean holdsArrays(Value value) {
    return value instanceof Array array && array.holder() != Holder.PYTHON
        || value instanceof Sequence s
            && s.elements().stream().anyMatch(ArrayFunctions::holdsArrays);
  }

  /** TensorFlow's types for Python's numbers. */
  private static DataType pythonTensorType(DataType type) {
    return switch (type) {
      case FLOAT64 -> DataType.FLOAT32;
      case INT64 -> DataType.INT32;
      default -> type;
    };
  }

  /** NumPy's type for a nest of lists. */
  static DataType typeOfNest(Value value) {
    Optional<DataType> scalar = Lattice.scalarType(value);
    if (scalar.isPresent()) {
      return scalar.get();
    }
    if (value instanceof Array array) {
      return array.dataType();
    }
    if (value instanceof Constant(String text)) {
      return DataType.STRING;
    }
    if (!(value instanceof Sequence sequence)) {
      return DataType.UNKNOWN;
    }
    return sequence.elements().stream()
        .map(ArrayFunctions::typeOfNest)
        .reduce(DataTypes::promote)
        .orElse(DataType.FLOAT64);
  }

  static Array with(Array array, Shape shape) {
    return new Array(array.holder(), array.dataType(), shape, array.madeAt());
  }

  static Array with(Array array, DataType type, Node madeAt) {
    return new Array(array.holder(), type, array.shape(), madeAt);
  }
}
