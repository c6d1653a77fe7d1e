package fitmend.inference.numpy;

import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One call of a function of NumPy by its name. */
final class Functions {
  /** Arguments that change nothing that is known here. */
  private static final Set<String> HARMLESS =
      Set.of("order", "copy", "subok", "casting", "device", "like", "ndmax", "decimals", "ddof");

  private final String name;
  private final Optional<Signature> signature;
  private final Arguments arguments;
  private final Execution run;

  Functions(String name, Optional<Signature> signature, Arguments arguments, Execution run) {
    this.name = name;
    this.signature = signature;
    this.arguments = arguments;
    this.run = run;
  }

  /** A class of a type of elements, called: {@code np.float32(x)}. */
  static Value convert(String name, DataType type, Arguments arguments, Execution run) {
    if (arguments.positional().size() != 1 || !arguments.keywords().isEmpty()) {
      throw new NotKnown(name);
    }
    Tensor array = Arrays.of(arguments.positional().getFirst(), run);
    if (!Types.isNumber(array.type()) || !Types.isNumber(type) || array.type().isComplex()) {
      throw new NotKnown(name);
    }
    return Arrays.cast(array, type, name, run);
  }

  private Bound bind() {
    if (arguments.isOpen()) {
      throw new NotKnown("unpacked arguments");
    }
    try {
      return signature.orElseThrow(() -> new NotKnown("numpy." + name)).bind(arguments, run);
    } catch (PythonError error) {
      // Functions written in C say it in other words, older ones have other parameters.
      throw new NotKnown("arguments of numpy." + name);
    }
  }

  /** The arguments, of which only these may be given. */
  private Bound bind(String... modelled) {
    Bound bound = bind();
    Set<String> known = Set.of(modelled);
    for (String key : bound.values().keySet()) {
      if (bound.isGiven(key)
          && !known.contains(key)
          && !HARMLESS.contains(key)
          && !Arrays.isNone(bound.get(key))) {
        throw new NotKnown("argument " + key);
      }
    }
    return bound;
  }

  private Tensor array(Value value) {
    return Arrays.of(value, run);
  }

  private DataType type(Bound bound) {
    return bound.isGiven("dtype") ? Types.read(bound.get("dtype"), run) : null;
  }

  /** The result; null when the function is not modelled. */
  Value call() {
    if (Reductions.has(name)) {
      return reduce();
    }
    return switch (name) {
      case "zeros", "ones", "empty" -> {
        Bound bound = bind("shape", "dtype");
        yield Creation.filled(name, bound.get("shape"), type(bound), null, run);
      }
      case "full" -> {
        Bound bound = bind("shape", "fill_value", "dtype");
        yield Creation.filled(name, bound.get("shape"), type(bound), bound.get("fill_value"), run);
      }
      case "zeros_like", "ones_like", "empty_like", "full_like" -> like();
      case "eye" -> {
        Bound bound = bind("N", "M", "k", "dtype");
        yield Creation.eye(bound.get("N"), bound.get("M"), bound.get("k"), type(bound), run);
      }
      case "identity" -> {
        Bound bound = bind("n", "dtype");
        yield Creation.eye(bound.get("n"), Constant.NONE, null, type(bound), run);
      }
      case "arange" ->
          arguments.positional().isEmpty()
              ? null
              : Creation.arange(
                  Signature.of(
                          name, "start, stop=None, step=None, dtype=None, device=None, like=None")
                      .bind(arguments, run),
                  run);
      case "linspace" ->
          Creation.linspace(bind("start", "stop", "num", "endpoint", "retstep", "dtype"), run);
      case "meshgrid" -> meshgrid();
      case "array", "asarray", "asanyarray", "ascontiguousarray", "copy" -> asArray();
      case "reshape" -> {
        Bound bound = bind("a", "shape", "newshape");
        Value shape = bound.get(bound.values().containsKey("shape") ? "shape" : "newshape");
        requireOrder(bound);
        yield Shaping.reshape(array(bound.get("a")), ArrayMethods.sizes(shape), run);
      }
      case "ravel" -> {
        Bound bound = bind("a");
        requireOrder(bound);
        yield Shaping.flat(array(bound.get("a")), run);
      }
      case "transpose", "permute_dims" -> {
        Bound bound = bind("a", "axes");
        Value axes = bound.get("axes");
        yield Shaping.transpose(
            array(bound.get("a")), Arrays.isNone(axes) ? null : ArrayMethods.sizes(axes), run);
      }
      case "swapaxes" -> {
        Bound bound = bind("a", "axis1", "axis2");
        yield Shaping.moveAxes(
            array(bound.get("a")), bound.get("axis1"), bound.get("axis2"), true, run);
      }
      case "moveaxis" -> {
        Bound bound = bind("a", "source", "destination");
        yield Shaping.moveAxes(
            array(bound.get("a")), bound.get("source"), bound.get("destination"), false, run);
      }
      case "expand_dims" -> {
        Bound bound = bind("a", "axis");
        yield Shaping.expand(array(bound.get("a")), bound.get("axis"), run);
      }
      case "squeeze" -> {
        Bound bound = bind("a", "axis");
        yield Shaping.squeeze(array(bound.get("a")), bound.get("axis"), run);
      }
      case "concatenate", "concat" -> {
        Bound bound = bind("arrays", "axis");
        yield Shaping.concatenate(all(first(bound)), axis(bound), "concatenate", run);
      }
      case "stack" -> {
        Bound bound = bind("arrays", "axis");
        yield Shaping.stack(all(bound.get("arrays")), bound.get("axis"), run);
      }
      case "vstack", "row_stack", "hstack" -> stacked();
      case "broadcast_to" -> {
        Bound bound = bind("array", "shape");
        if (Tensors.elements(bound.get("shape")).orElse(List.of()).stream()
            .anyMatch(size -> Tensors.integer(size).orElse(0L) < 0)) {
          throw new NotKnown("a negative size");
        }
        yield Shaping.broadcast(
            array(bound.get("array")), Arrays.shape(bound.get("shape"), run), run);
      }
      case "flip", "flipud", "fliplr", "roll", "sort" -> moved();
      case "matmul" -> Products.matmul(at(0, 2), at(1, 2), run);
      case "dot" -> Products.dot(at(0, 2), at(1, 2), run);
      case "clip" -> clip();
      case "where" -> where();
      case "cumsum", "cumprod" -> {
        Bound bound = bind("a", "axis", "dtype");
        yield ArrayMethods.accumulate(
            name, array(bound.get("a")), bound.get("axis"), type(bound), run);
      }
      case "argsort" -> {
        Bound bound = bind("a", "axis", "kind");
        Tensor array = array(bound.get("a"));
        if (Arrays.isNone(bound.get("axis"))) {
          array = Shaping.flat(array, run);
        } else if (array.shape().isRanked()) {
          long axis = Tensors.integer(bound.get("axis")).orElseThrow(() -> new NotKnown("an axis"));
          Arrays.axis(axis, array.shape().rank(), run);
        }
        yield Arrays.made(DataType.INT64, array.shape(), name, List.of(array), run);
      }
      case "unique" -> {
        Bound bound = bind("ar");
        Tensor array = array(bound.get("ar"));
        yield Arrays.made(array.type(), Shape.of(Shape.ANY), name, List.of(array), run)
            .withLabels(Shaping.ranged(array));
      }
      case "shape" -> ArrayMethods.attribute(array(at(0, 1)), "shape", run);
      case "ndim" -> ArrayMethods.attribute(array(at(0, 1)), "ndim", run);
      case "save", "savez", "savetxt", "set_printoptions", "savez_compressed" -> Constant.NONE;
      default -> ufunc();
    };
  }

  private Value ufunc() {
    if (signature.isEmpty() || !arguments.keywords().isEmpty() || arguments.isOpen()) {
      return null;
    }
    List<Value> given = arguments.positional();
    return switch (name) {
      case "add",
          "subtract",
          "multiply",
          "divide",
          "true_divide",
          "floor_divide",
          "mod",
          "remainder",
          "power",
          "pow",
          "float_power",
          "maximum",
          "minimum",
          "fmax",
          "fmin",
          "arctan2",
          "atan2",
          "hypot",
          "equal",
          "not_equal",
          "less",
          "less_equal",
          "greater",
          "greater_equal",
          "logical_and",
          "logical_or",
          "logical_xor",
          "bitwise_and",
          "bitwise_or",
          "bitwise_xor" ->
          given.size() == 2 ? Elementwise.binary(name, given.get(0), given.get(1), run) : null;
      default -> given.size() == 1 ? Elementwise.unary(name, given.getFirst(), run) : null;
    };
  }

  private Value reduce() {
    Bound bound = bind("a", "axis", "dtype", "keepdims");
    boolean keeps =
        bound.values().containsKey("keepdims")
            && bound.isGiven("keepdims")
            && Creation.flag(bound.get("keepdims"));
    DataType type = bound.values().containsKey("dtype") ? type(bound) : null;
    return Reductions.of(name, bound.get("a"), bound.get("axis"), type, keeps, run);
  }

  private Value like() {
    boolean isOld = signature.isPresent();
    if (!isOld || arguments.isOpen()) {
      throw new NotKnown(name);
    }
    Value first = arguments.positional().isEmpty() ? null : arguments.positional().getFirst();
    boolean isFull = name.equals("full_like");
    Value fill =
        isFull && arguments.positional().size() == 2 ? arguments.positional().get(1) : null;
    if (first == null
        || isFull && fill == null
        || arguments.positional().size() > (isFull ? 2 : 1)
        || arguments.keywords().keySet().stream().anyMatch(key -> !key.equals("dtype"))) {
      throw new NotKnown(name);
    }
    Tensor array = array(first);
    DataType wanted = Types.read(arguments.keywords().get("dtype"), run);
    Shape shape = array.shape();
    DataType type = wanted == null ? array.type() : wanted;
    if (!shape.isFull()) {
      return Arrays.made(type, shape, name, List.of(array), run);
    }
    List<Value> sizes = new ArrayList<>();
    for (int size : shape.sizes()) {
      sizes.add(Constant.of(size));
    }
    return Creation.filled(name, new Tuple(sizes), type, fill, run);
  }

  private Value meshgrid() {
    Value indexing = arguments.keywords().get("indexing");
    if (arguments.isOpen() || arguments.keywords().size() > (indexing == null ? 0 : 1)) {
      throw new NotKnown(name);
    }
    boolean isMatrix = indexing != null && indexing.equals(Constant.of("ij"));
    if (indexing != null && !isMatrix && !indexing.equals(Constant.of("xy"))) {
      throw new NotKnown(name);
    }
    return Creation.meshgrid(arguments.positional(), isMatrix, run);
  }

  private Value asArray() {
    Bound bound = bind("object", "a", "dtype");
    DataType type = bound.values().containsKey("dtype") ? type(bound) : null;
    if (type != null && !Types.isNumber(type)) {
      throw new NotKnown("a type of elements");
    }
    Tensor array = array(first(bound));
    if (array.type() == DataType.STRING && array.shape().equals(Shape.SCALAR)) {
      throw new NotKnown("a text");
    }
    boolean isMade = name.equals("array") || name.equals("copy");
    if (name.equals("ascontiguousarray")) {
      array = Shaping.atLeast(array, 1, run);
    }
    if (type == null || type == array.type()) {
      return isMade ? Shaping.same(array, array.shape(), name, run) : array;
    }
    if (!Types.isNumber(type) || !Types.isNumber(array.type())) {
      throw new NotKnown("a type of elements");
    }
    return Arrays.cast(array, type, name, run);
  }

  private static void requireOrder(Bound bound) {
    if (bound.isGiven("order") && !bound.get("order").equals(Constant.of("C"))) {
      throw new NotKnown("an order of elements");
    }
  }

  private static Value first(Bound bound) {
    return bound.values().values().iterator().next();
  }

  private static Value axis(Bound bound) {
    return bound.get("axis");
  }

  private Value at(int index, int count) {
    if (arguments.positional().size() != count
        || !arguments.keywords().isEmpty()
        || arguments.isOpen()) {
      throw new NotKnown("arguments of " + name);
    }
    return arguments.positional().get(index);
  }

  private List<Value> all(Value value) {
    if (value instanceof Tuple tuple) {
      return tuple.elements();
    }
    if (value instanceof ListValue list && list.isKnown()) {
      return list.elements();
    }
    throw new NotKnown("a sequence of arrays");
  }

  private Value stacked() {
    Bound bound = bind("tup");
    List<Tensor> arrays = new ArrayList<>();
    int rank = name.equals("hstack") ? 1 : 2;
    for (Value value : all(bound.get("tup"))) {
      arrays.add(Shaping.atLeast(array(value), rank, run));
    }
    if (arrays.isEmpty()) {
      throw run.error("ValueError", "need at least one array to concatenate");
    }
    boolean isAcross = rank == 1 && arrays.getFirst().shape().rank() > 1;
    return Shaping.joined(arrays, Constant.of(isAcross ? 1L : 0L), name, run);
  }

  /** The same shape, the elements elsewhere. */
  private Value moved() {
    if (arguments.positional().isEmpty() || !arguments.keywords().isEmpty()) {
      throw new NotKnown(name);
    }
    Tensor array = array(arguments.positional().getFirst());
    int least =
        switch (name) {
          case "fliplr" -> 2;
          case "flipud", "sort" -> 1;
          default -> 0;
        };
    boolean isPlain =
        arguments.positional().size() == 1
            || name.equals("roll") && arguments.positional().size() == 2;
    if (!isPlain
        || !array.shape().isRanked()
        || array.shape().rank() < least
        || name.equals("roll") && arguments.positional().size() < 2) {
      throw new NotKnown(name);
    }
    return Arrays.made(array.type(), array.shape(), name, List.of(array), run)
        .withLabels(Shaping.ranged(array));
  }

  private Value clip() {
    if (arguments.positional().size() != 3 || !arguments.keywords().isEmpty()) {
      throw new NotKnown(name);
    }
    Tensor array = array(arguments.positional().getFirst());
    for (Value bound : arguments.positional().subList(1, 3)) {
      boolean isNumber = bound instanceof Constant constant && constant.value() instanceof Number;
      if (!isNumber || bound instanceof Constant(Double d) && !array.type().isFloating()) {
        throw new NotKnown(name);
      }
    }
    if (!array.type().isFloating() && array.type() != DataType.INT64) {
      throw new NotKnown(name);
    }
    return Arrays.made(array.type(), array.shape(), name, List.of(array), run);
  }

  private Value where() {
    if (!arguments.keywords().isEmpty() || arguments.isOpen()) {
      throw new NotKnown(name);
    }
    List<Value> given = arguments.positional();
    Tensor condition = array(given.getFirst());
    if (given.size() == 1 && condition.shape().isRanked() && condition.shape().rank() > 0) {
      List<Value> places = new ArrayList<>();
      for (int i = 0; i < condition.shape().rank(); i++) {
        places.add(Arrays.made(DataType.INT64, Shape.of(Shape.ANY), name, List.of(condition), run));
      }
      return new Tuple(places);
    }
    if (given.size() != 3) {
      throw new NotKnown(name);
    }
    Tensor chosen = Elementwise.binary("add", given.get(1), given.get(2), run);
    Tensor one = array(given.get(1));
    Tensor other = array(given.get(2));
    Optional<Shape> both =
        fitmend.inference.tensor.Broadcasting.of(condition.shape(), chosen.shape());
    if (both.isEmpty()) {
      throw new NotKnown("where of shapes that do not fit");
    }
    boolean isWeak =
        given.stream().skip(1).anyMatch(v -> v instanceof Constant || v instanceof Scalar);
    DataType type = isWeak ? chosen.type() : Types.promote(one.type(), other.type());
    boolean isSure = one.type() == other.type() || !isWeak;
    return Arrays.made(
        isSure ? type : DataType.UNKNOWN, both.get(), name, List.of(condition, one, other), run);
  }
}
