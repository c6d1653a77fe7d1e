package fitmend.inference.tensorflow;

import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code keras.ops}, and the operators on symbolic tensors of Keras 3, which are the same.
 *
 * @see <a href="https://keras.io/api/ops/">its manual</a>
 */
final class KerasOperations extends KerasOperands {
  private KerasOperations(String name, Execution run) {
    super(name, run);
  }

  /** A function of {@code keras.ops}; null when it is not known here. */
  static Value call(String path, Arguments arguments, Execution run) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    Optional<Signature> signature = PublicNames.of(run.target()).signature(path);
    if (signature.isEmpty() || arguments.isOpen()) {
      return null;
    }
    Signature.Bound given = signature.get().bind(arguments, run);
    return new KerasOperations(name, run).call(given);
  }

  /** An operator, one side of which is a symbolic tensor. */
  static Value operator(String operator, Value left, Value right, Execution run) {
    if (operator.equals("==") || operator.equals("!=")) {
      // Symbolic tensors are compared as objects.
      return Constant.of(left == right == operator.equals("=="));
    }
    String name =
        switch (operator) {
          case "+" -> "add";
          case "-" -> "subtract";
          case "*" -> "multiply";
          case "/" -> "true_divide";
          case "//" -> "floor_divide";
          case "%" -> "mod";
          case "**" -> "power";
          case "@" -> "matmul";
          case "<" -> "less";
          case "<=" -> "less_equal";
          case ">" -> "greater";
          case ">=" -> "greater_equal";
          case "&" -> "logical_and";
          case "|" -> "logical_or";
          default -> throw new NotKnown("operator " + operator);
        };
    KerasOperations operation = new KerasOperations(name, run);
    return name.equals("matmul") ? operation.matmul(left, right) : operation.binary(left, right);
  }

  private Value call(Signature.Bound given) {
    List<Value> values = new ArrayList<>(given.values().values());
    Value x = values.isEmpty() ? null : values.getFirst();
    return switch (name) {
      case "add",
          "subtract",
          "multiply",
          "divide",
          "true_divide",
          "floor_divide",
          "mod",
          "power",
          "maximum",
          "minimum",
          "equal",
          "not_equal",
          "less",
          "less_equal",
          "greater",
          "greater_equal",
          "logical_and",
          "logical_or",
          "logical_xor" ->
          binary(x, values.get(1));
      case "exp",
          "log",
          "log1p",
          "log2",
          "log10",
          "expm1",
          "sqrt",
          "sin",
          "cos",
          "tan",
          "sinh",
          "cosh",
          "tanh",
          "arcsin",
          "arccos",
          "arctan",
          "floor",
          "ceil" ->
          each(x, true);
      case "sigmoid",
          "relu",
          "relu6",
          "silu",
          "gelu",
          "elu",
          "selu",
          "softplus",
          "softsign",
          "hard_sigmoid",
          "hard_silu",
          "leaky_relu",
          "log_sigmoid",
          "softmax",
          "log_softmax",
          "normalize",
          "rsqrt",
          "erf",
          "reciprocal",
          "abs",
          "absolute",
          "negative",
          "sign",
          "square",
          "round",
          "trunc",
          "copy",
          "stop_gradient",
          "zeros_like",
          "ones_like",
          "flip",
          "roll",
          "sort",
          "clip",
          "tril",
          "triu",
          "convert_to_tensor" ->
          same(x, given);
      case "isnan", "isinf", "isfinite", "logical_not" -> typed(x, DataType.BOOL);
      case "argsort" -> typed(x, DataType.INT32);
      case "sum", "prod", "max", "min", "amax", "amin", "logsumexp" -> reduced(x, given, false);
      case "mean", "var", "std", "average", "median" -> reduced(x, given, true);
      case "all", "any", "count_nonzero", "argmax", "argmin" -> reduced(x, given, false);
      case "cast" -> cast(x, given);
      case "matmul" -> matmul(x, values.get(1));
      case "ravel" -> {
        Tensor tensor = tensor(x);
        yield made(tensor.type(), Shape.of((int) tensor.shape().count()));
      }
      case "one_hot" -> hot(x, given);
      case "shape" -> {
        Tensor tensor = tensor(x);
        yield tensor.shape().isFull() && !isSymbolic()
            ? new Tuple(
                IntStream.of(tensor.shape().sizes())
                    .<Value>mapToObj(size -> Constant.of(size))
                    .toList())
            : run.unknown("a shape");
      }
      case "where" -> {
        if (Shaping.isNone(values.get(1)) || Shaping.isNone(values.get(2))) {
          throw new NotKnown("where a condition holds");
        }
        Tensor condition = tensor(x);
        List<Value> both = List.of(promoted(values.get(1)), promoted(values.get(2)));
        Shape shape = broadcast(shape(both.get(0)), shape(both.get(1)));
        yield made(Promotion.of(both), broadcast(condition.shape(), shape));
      }
      case "zeros", "ones" -> filled(x, given);
      default -> KerasShaping.call(name, x, given, run);
    };
  }

  // Operations.

  private Value binary(Value left, Value right) {
    Value x = promoted(left);
    Value y = promoted(right);
    Shape shape = broadcast(shape(x), shape(y));
    DataType type = Promotion.of(List.of(x, y));
    return made(
        switch (name) {
          case "equal",
              "not_equal",
              "less",
              "less_equal",
              "greater",
              "greater_equal",
              "logical_and",
              "logical_or",
              "logical_xor" ->
              DataType.BOOL;
          case "divide", "true_divide" -> Promotion.floating(type);
          default -> type;
        },
        shape);
  }

  private Value each(Value value, boolean isFloat) {
    Tensor x = tensor(value);
    return made(isFloat ? Promotion.floating(x.type()) : x.type(), x.shape());
  }

  private Value same(Value value, Signature.Bound given) {
    if (name.equals("softmax") && value instanceof ListValue) {
      throw run.error("AttributeError", "'list' object has no attribute 'shape'");
    }
    Tensor x = tensor(value);
    boolean isMatrix = name.equals("tril") || name.equals("triu");
    int least = isMatrix ? 2 : name.equals("sort") ? 1 : 0;
    if (x.shape().isRanked() && x.shape().rank() < least) {
      throw new NotKnown(name + " of so few axes");
    }
    if (!x.type().isFloating()) {
      boolean isPlain =
          switch (name) {
            case "relu",
                "abs",
                "absolute",
                "negative",
                "sign",
                "square",
                "round",
                "copy",
                "stop_gradient",
                "zeros_like",
                "ones_like",
                "flip",
                "roll",
                "sort",
                "trunc" ->
                x.type().isInteger();
            case "convert_to_tensor" -> true;
            default -> false;
          };
      if (!isPlain) {
        throw new NotKnown(name + " of " + x.type().text());
      }
    }
    if (given.values().containsKey("dtype") && !Shaping.isNone(given.get("dtype"))) {
      return made(type(given.get("dtype")), x.shape());
    }
    Tensor made = made(x.type(), x.shape());
    boolean isSame = name.equals("convert_to_tensor") || name.equals("stop_gradient");
    return isSame ? made.withLabels(x.labels()) : made;
  }

  private Value typed(Value value, DataType type) {
    Tensor x = tensor(value);
    if (x.type() == DataType.STRING || x.shape().isRanked() && x.shape().rank() == 0) {
      throw new NotKnown(name + " of a scalar");
    }
    return made(type, x.shape());
  }

  private Value reduced(Value value, Signature.Bound given, boolean isFloat) {
    Tensor x = tensor(value);
    Value axis = given.get("axis");
    boolean isKept =
        given.values().containsKey("keepdims") && Constant.TRUE.equals(given.get("keepdims"));
    boolean isLogarithm = name.equals("logsumexp");
    if (x.type() == DataType.STRING || isLogarithm && !x.type().isFloating()) {
      throw new NotKnown(name + " of " + x.type().text());
    }
    DataType type =
        switch (name) {
          case "all", "any" -> DataType.BOOL;
          case "argmax", "argmin", "count_nonzero" -> DataType.INT32;
          case "sum", "prod" -> x.type() == DataType.BOOL ? DataType.INT32 : x.type();
          default -> isFloat ? Promotion.floating(x.type()) : x.type();
        };
    if (!x.shape().isRanked()) {
      return made(type, Shape.UNKNOWN);
    }
    if (name.equals("argmax") || name.equals("argmin")) {
      if (Shaping.isNone(axis)) {
        return made(type, isKept ? x.shape() : Shape.SCALAR);
      }
    }
    int rank = x.shape().rank();
    if (!isSymbolic()) {
      Step step = new Step("keras.ops." + name, run);
      step.takes(x);
      String kernel =
          switch (name) {
            case "sum" -> "Sum";
            case "prod" -> "Prod";
            case "max", "amax" -> "Max";
            case "min", "amin" -> "Min";
            case "mean", "average" -> "Mean";
            default -> "Variance";
          };
      for (int place : Shaping.isNone(axis) ? List.<Integer>of() : Shaping.axes(axis, rank)) {
        if ((place < 0 || place >= rank) && kernel.equals("Variance")) {
          throw new NotKnown("an axis that is not there");
        }
      }
      return made(type, Reductions.reduced(kernel, x.shape(), axis, isKept, step));
    }
    if (Shaping.isNone(axis)) {
      return made(
          type, isKept ? Shape.of(IntStream.range(0, rank).map(i -> 1).toArray()) : Shape.SCALAR);
    }
    List<Integer> axes = new ArrayList<>();
    for (Value each : Tensors.elements(axis).orElse(List.of(axis))) {
      axes.add(axis(each, rank));
    }
    Shape left = x.shape();
    for (int i = rank - 1; i >= 0; i--) {
      left = !axes.contains(i) ? left : isKept ? left.with(i, 1) : left.remove(i);
    }
    return made(type, left);
  }

  private Value cast(Value value, Signature.Bound given) {
    DataType type = type(given.get("dtype"));
    Tensor x = tensor(value);
    if (x.type() == DataType.STRING || type == DataType.STRING) {
      throw new NotKnown("a text as a number");
    }
    return made(type, x.shape()).withLabels(x.labels());
  }

  private Value matmul(Value left, Value right) {
    Tensor a = tensor(left);
    Tensor b = tensor(right);
    DataType type = Promotion.of(List.of(a, b));
    requireRank(a);
    requireRank(b);
    int rank = a.shape().rank();
    int other = b.shape().rank();
    if (rank == 0 || other == 0 || type == DataType.BOOL) {
      throw new NotKnown("the product of scalars");
    }
    Shape one = rank == 1 ? a.shape().insert(0, 1) : a.shape();
    Shape two = other == 1 ? b.shape().insert(1, 1) : b.shape();
    int inner = one.size(-1);
    int outer = two.size(-2);
    if (inner != outer && inner >= 0 && outer >= 0) {
      if (isSymbolic()) {
        // Some backends are checked only when the model runs.
        throw new NotKnown("matrices that do not fit");
      }
      Step step = new Step("keras.ops.matmul", run);
      step.takes(a);
      step.takes(b);
      boolean isPlain = rank == 2 && other == 2;
      throw step.refused(
          "MatMul",
          isPlain
              ? "Matrix size-incompatible: In[0]: %s, In[1]: %s"
                  .formatted(a.shape().kernelText(), b.shape().kernelText())
              : null,
          "");
    }
    Shape batch =
        broadcast(one.slice(0, one.rank() - 2), two.slice(0, two.rank() - 2))
            .concat(rank == 1 ? Shape.SCALAR : Shape.of(one.size(-2)))
            .concat(other == 1 ? Shape.SCALAR : Shape.of(two.size(-1)));
    return made(type, batch);
  }

  private Value hot(Value value, Signature.Bound given) {
    Tensor x = tensor(value);
    requireRank(x);
    int rank = x.shape().rank() + 1;
    int size = Tensors.integer(given.get("num_classes")).map(Long::intValue).orElse(Shape.ANY);
    Value dtype = given.get("dtype");
    return made(
        Shaping.isNone(dtype) ? DataType.FLOAT32 : type(dtype),
        x.shape().insert(axis(given.get("axis"), rank), size));
  }

  private Value filled(Value shape, Signature.Bound given) {
    Value dtype = given.get("dtype");
    Shape sizes = Tensors.shape(shape);
    for (int i = 0; sizes.isRanked() && i < sizes.rank(); i++) {
      if (sizes.size(i) < 0) {
        throw new NotKnown("a size");
      }
    }
    return made(Shaping.isNone(dtype) ? DataType.FLOAT32 : type(dtype), sizes);
  }
}
