package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Operations of {@code keras.ops} that hand on to a function of TensorFlow. */
final class KerasDelegates extends KerasOperands {
  private KerasDelegates(String name, Execution run) {
    super(name, run);
  }

  /** The result; null when the function is not here. */
  static Value call(String name, Value x, Signature.Bound given, Execution run) {
    return new KerasDelegates(name, run).call(x, given);
  }

  private Value call(Value x, Signature.Bound given) {
    return switch (name) {
      case "ndim" -> {
        Tensor tensor = tensor(x);
        requireRank(tensor);
        yield isSymbolic() ? null : Constant.of(tensor.shape().rank());
      }
      case "is_tensor" ->
          x instanceof Tensor tensor
              ? Constant.of(tensor.holder() != Holder.NUMPY && tensor.holder() != Holder.KERAS)
              : null;
      case "broadcast_to" ->
          isSymbolicIn(x) ? null : delegated("broadcast_to", x, given.get("shape"));
      case "einsum" -> {
        List<Value> all = new ArrayList<>(List.of(x));
        all.addAll(given.more());
        yield delegated("einsum", all.toArray(Value[]::new));
      }
      case "dot" -> {
        Tensor one = tensor(x);
        Tensor other = tensor(given.get("x2"));
        boolean isPlain =
            one.shape().isRanked()
                && one.shape().rank() == 2
                && other.shape().isRanked()
                && other.shape().rank() == 2;
        yield isPlain ? delegated("matmul", one, other) : null;
      }
      case "tensordot" -> delegated("tensordot", x, given.get("x2"), given.get("axes"));
      case "cumsum" -> {
        Value axis = given.get("axis");
        boolean isFlat = Shaping.isNone(axis);
        yield isFlat
            ? delegated("cumsum", delegated("reshape", x, list(Constant.of(-1))))
            : delegated("cumsum", x, axis);
      }
      case "diag" -> {
        Tensor tensor = tensor(x);
        requireRank(tensor);
        int rank = tensor.shape().rank();
        if (rank == 0 || rank > 2) {
          throw run.error(
              "ValueError",
              isSymbolic() ? null : "`x` must be 1d or 2d. Received: x.shape=" + tensor.shape());
        }
        yield given.isGiven("k")
            ? null
            : delegated(rank == 1 ? "linalg.diag" : "linalg.diag_part", x);
      }
      case "trace" -> given.isGiven("offset") ? null : delegated("linalg.trace", x);
      case "top_k" -> isSymbolicIn(x) ? null : delegated("math.top_k", x, given.get("k"));
      case "unstack" -> {
        Value axis = given.get("axis");
        yield isSymbolicIn(x) ? null : delegated("unstack", x, Constant.NONE, axis);
      }
      case "split" -> {
        boolean isCount = given.get("indices_or_sections") instanceof Constant;
        yield isCount && !isSymbolicIn(x)
            ? delegated("split", x, given.get("indices_or_sections"), given.get("axis"))
            : null;
      }
      case "slice" -> delegated("slice", x, given.get("start_indices"), given.get("shape"));
      case "take" -> {
        Value axis = given.get("axis");
        Value whole = Shaping.isNone(axis) ? delegated("reshape", x, list(Constant.of(-1))) : x;
        Value along = Shaping.isNone(axis) ? Constant.of(0) : axis;
        yield delegated("gather", whole, given.get("indices"), Constant.NONE, along);
      }
      case "tile" -> {
        Tensor tensor = tensor(x);
        requireRank(tensor);
        Value repeats = given.get("repeats");
        int rank = tensor.shape().rank();
        if (Tensors.integer(repeats).isPresent() && rank > 0) {
          List<Value> all =
              new ArrayList<>(java.util.Collections.nCopies(rank - 1, Constant.of(1)));
          all.add(repeats);
          repeats = list(all.toArray(Value[]::new));
        }
        boolean fits = Tensors.elements(repeats).filter(all -> all.size() == rank).isPresent();
        yield fits ? delegated("tile", x, repeats) : null;
      }
      case "pad" -> {
        Tensor tensor = tensor(x);
        requireRank(tensor);
        Value width = given.get("pad_width");
        boolean isPlain = Tensors.integer(width).isEmpty() && !given.isGiven("mode");
        yield isPlain ? delegated("pad", x, width) : null;
      }
      case "moveaxis" -> moved(x, given);
      case "hstack", "vstack" -> {
        List<Value> parts = Tensors.elements(x).orElse(List.of());
        boolean isPlain = !parts.isEmpty();
        for (Value part : parts) {
          Tensor tensor = tensor(part);
          isPlain &= tensor.shape().isRanked() && tensor.shape().rank() == 2;
        }
        yield isPlain && !isSymbolicIn(x)
            ? delegated("concat", x, Constant.of(name.equals("hstack") ? 1 : 0))
            : null;
      }
      case "eye" ->
          given.isGiven("M") || given.isGiven("k") || given.isGiven("dtype")
              ? null
              : delegated("eye", x);
      case "identity" -> x instanceof Constant(Long size) ? delegated("eye", x) : null;
      case "arange" -> range(x, given);
      case "linspace" -> {
        boolean isPlain = Tensors.integer(given.get("num")).isPresent() && !given.isGiven("dtype");
        boolean isNumber = x instanceof Constant && given.get("stop") instanceof Constant;
        yield isPlain && isNumber
            ? made(DataType.FLOAT32, Shape.of(Tensors.integer(given.get("num")).get().intValue()))
            : null;
      }
      case "full" -> {
        Shape shape = Tensors.shape(x);
        yield shape.isFull() && Shaping.isNone(given.get("dtype"))
            ? made(DataType.FLOAT32, shape)
            : null;
      }
      case "meshgrid" -> {
        List<Value> all = given.more();
        yield given.extra().isEmpty() ? delegated("meshgrid", all.toArray(Value[]::new)) : null;
      }
      case "cond" ->
          isSymbolicIn(x)
              ? null
              : delegated("cond", x, given.get("true_fn"), given.get("false_fn"));
      case "vectorized_map" ->
          isSymbolicIn(given.get("elements"))
              ? null
              : delegated("vectorized_map", x, given.get("elements"));
      case "map" -> isSymbolicIn(given.get("xs")) ? null : delegated("map_fn", x, given.get("xs"));
      case "outer" -> {
        Tensor one = tensor(x);
        Tensor other = tensor(given.get("x2"));
        int rows = (int) one.shape().count();
        int columns = (int) other.shape().count();
        yield made(Promotion.of(List.of(one, other)), Shape.of(rows, columns));
      }
      case "take_along_axis" -> {
        Tensor tensor = tensor(x);
        Tensor indices = tensor(given.get("indices"));
        boolean isPlain =
            tensor.shape().isFull()
                && indices.shape().isFull()
                && !Shaping.isNone(given.get("axis"))
                && tensor.shape().rank() == indices.shape().rank();
        int axis = isPlain ? axis(given.get("axis"), tensor.shape().rank()) : 0;
        yield isPlain && tensor.shape().remove(axis).equals(indices.shape().remove(axis))
            ? made(tensor.type(), indices.shape())
            : null;
      }
      case "binary_crossentropy", "categorical_crossentropy" -> crossed(x, given);
      default -> null;
    };
  }

  private ListValue list(Value... elements) {
    return new ListValue(run.journal(), List.of(elements));
  }

  private static boolean isSymbolicIn(Value value) {
    return !(value instanceof ListValue list && !list.isKnown())
        && Structures.tensors(value).stream().anyMatch(each -> each.holder() == Holder.KERAS);
  }

  /** Symbolic tensors go through the function as tensors of a graph do. */
  private Value delegated(String function, Value... operands) {
    boolean isSymbolic = false;
    List<Value> all = new ArrayList<>();
    for (Value operand : operands) {
      if (operand == null) {
        throw new NotKnown("an argument");
      }
      isSymbolic |= isSymbolicIn(operand);
      all.add(Structures.map(operand, leaf -> held(leaf, Holder.KERAS, Holder.GRAPH), run));
    }
    Arguments arguments = new Arguments(all, java.util.Map.of(), false);
    Reference callee = new Reference("tensorflow." + function);
    if (!isSymbolic) {
      return run.call(callee, arguments);
    }
    try {
      return Structures.map(
          run.call(callee, arguments), leaf -> held(leaf, Holder.GRAPH, Holder.KERAS), run);
    } catch (PythonError refused) {
      throw new NotKnown("what does not fit");
    }
  }

  private static Value held(Value leaf, Holder from, Holder to) {
    return leaf instanceof Tensor tensor && tensor.holder() == from
        ? new Tensor(to, tensor.type(), tensor.shape(), tensor.origin())
        : leaf;
  }

  private Value moved(Value x, Signature.Bound given) {
    Tensor tensor = tensor(x);
    requireRank(tensor);
    int rank = tensor.shape().rank();
    if (Tensors.integer(given.get("source")).isEmpty()
        || Tensors.integer(given.get("destination")).isEmpty()) {
      return null;
    }
    int from = axis(given.get("source"), rank);
    int to = axis(given.get("destination"), rank);
    return made(tensor.type(), tensor.shape().remove(from).insert(to, tensor.shape().size(from)));
  }

  private Value range(Value x, Signature.Bound given) {
    Value stop = given.get("stop");
    Value by = given.get("step");
    if (given.isGiven("dtype") && !Shaping.isNone(given.get("dtype"))) {
      return null;
    }
    boolean isWhole =
        x instanceof Constant(Long first)
            && (Shaping.isNone(stop) || stop instanceof Constant(Long last))
            && (by == null || Shaping.isNone(by) || by instanceof Constant(Long size));
    Value delta = by == null || Shaping.isNone(by) ? Constant.of(1) : by;
    if (isWhole) {
      return Shaping.isNone(stop)
          ? delegated("range", Constant.of(0), x, delta)
          : delegated("range", x, stop, delta);
    }
    boolean isFloat =
        x instanceof Constant(Double first) && Shaping.isNone(stop) && delta.equals(Constant.of(1));
    return isFloat && x instanceof Constant(Double end)
        ? made(DataType.FLOAT32, Shape.of((int) Math.ceil(end)))
        : null;
  }

  private Value crossed(Value x, Signature.Bound given) {
    Tensor target = tensor(x);
    Tensor output = tensor(given.get("output"));
    boolean isReduced = name.startsWith("categorical");
    if (!target.shape().isFull() || !output.shape().isFull() || isSymbolic()) {
      return null;
    }
    if (isReduced && target.shape().rank() != output.shape().rank()) {
      throw run.error(
          "ValueError",
          "Arguments `target` and `output` must have the same rank (ndim). Received: target.shape=%s, output.shape=%s"
              .formatted(target.shape(), output.shape()));
    }
    boolean isSame =
        target.shape().equals(output.shape())
            && target.type() == output.type()
            && output.type().isFloating()
            && output.shape().rank() > 0;
    return !isSame
        ? null
        : made(
            output.type(),
            isReduced ? output.shape().remove(output.shape().rank() - 1) : output.shape());
  }
}
