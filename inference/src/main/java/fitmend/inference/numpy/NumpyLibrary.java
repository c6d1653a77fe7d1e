package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Library;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.tensor.Indexing;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** NumPy: 1.18 beside TensorFlow 1.15, 1.26 beside 2.15, 2 beside 2.21. */
public final class NumpyLibrary implements Library {
  private static final String RANDOM = "numpy.random.";

  @Override
  public boolean has(String root) {
    return root.equals("numpy");
  }

  /** Does what may need a fact that is not known. */
  static Value guarded(Supplier<Value> body, Execution run) {
    try {
      return body.get();
    } catch (NotKnown missing) {
      return run.unknown(missing.getMessage());
    }
  }

  @Override
  public Value member(String path, Execution run) {
    if (!path.startsWith("numpy.")) {
      return null;
    }
    String name = path.substring("numpy.".length());
    switch (name) {
      case "pi":
        return Constant.of(Math.PI);
      case "e":
        return Constant.of(Math.E);
      case "inf", "Inf", "Infinity", "infty":
        return name.equals("inf") || run.target() != Target.TENSORFLOW_2_21
            ? Constant.of(Double.POSITIVE_INFINITY)
            : absent(name, run);
      case "__name__":
        return Constant.of("numpy");
      case "nan":
        return Constant.of(Double.NaN);
      case "newaxis":
        return Constant.NONE;
      case "long":
        return run.target() == Target.TENSORFLOW_2_15
            ? absent(name, run)
            : run.target() == Target.TENSORFLOW_1_15 ? new Reference("builtins.int") : null;
      case "float", "int", "bool", "object", "str", "complex":
        return RemovedNames.builtin(name, run);
      default:
        if (name.endsWith(".name") && DataType.named(name.replace(".name", "")).isPresent()) {
          return Constant.of(name.replace(".name", ""));
        }
        boolean isType = DataType.named(name).filter(type -> Types.isNumber(type)).isPresent();
        if (isType) {
          return new Reference(path);
        }
        PythonError missing = RemovedNames.missing(name, run);
        if (missing != null) {
          throw missing;
        }
        return RemovedNames.isUnlisted(name, run) ? new Reference(path) : null;
    }
  }

  private static Value absent(String name, Execution run) {
    throw RemovedNames.missing(name, run);
  }

  @Override
  public Value call(String path, Arguments arguments, Execution run) {
    if (!path.startsWith("numpy.")) {
      return null;
    }
    return guarded(
        () -> {
          if (path.startsWith(RANDOM)) {
            return switch (path.substring(RANDOM.length())) {
              case "RandomState", "default_rng", "Generator" ->
                  new RandomNumbers(path.replace("default_rng", "Generator"), run);
              default -> RandomNumbers.draw(path.substring(RANDOM.length()), false, arguments, run);
            };
          }
          String name = path.substring("numpy.".length());
          Optional<DataType> type = Types.ofClass(name);
          if (type.isPresent()) {
            return Functions.convert(name, type.get(), arguments, run);
          }
          Value result = Functions.call(new Call(name, arguments, run));
          return result == null ? run.unknown(path + " is not modelled") : result;
        },
        run);
  }

  private static boolean isOurs(Value left, Value right) {
    return isOperand(left) && isOperand(right) && (isArray(left) || isArray(right));
  }

  static boolean isArray(Value value) {
    return value instanceof Tensor tensor && tensor.holder() == Holder.NUMPY;
  }

  private static boolean isOperand(Value value) {
    return isArray(value)
        || value instanceof Constant
        || value instanceof Scalar
        || value instanceof ListValue
        || value instanceof Tuple;
  }

  @Override
  public Value binary(String operator, Value left, Value right, Execution run) {
    if (!isOurs(left, right)) {
      return null;
    }
    return guarded(
        () -> {
          if (operator.equals("@")) {
            return Products.matmul(left, right, run);
          }
          boolean isInPlace = operator.endsWith("=") && Elementwise.function(operator) == null;
          String name =
              Elementwise.function(
                  isInPlace ? operator.substring(0, operator.length() - 1) : operator);
          if (name == null) {
            throw new NotKnown("operator " + operator);
          }
          return isInPlace
              ? Assignment.inPlace(name, (Tensor) left, right, run)
              : Elementwise.binary(name, left, right, run);
        },
        run);
  }

  @Override
  public Value unary(String operator, Tensor operand, Execution run) {
    if (!isArray(operand)) {
      return null;
    }
    String name =
        switch (operator) {
          case "-" -> "negative";
          case "+" -> "positive";
          case "abs" -> "absolute";
          default -> "invert";
        };
    return guarded(() -> Unary.apply(name, operand, run), run);
  }

  @Override
  public Value subscript(Tensor tensor, Value index, Execution run) {
    return isArray(tensor) ? guarded(() -> taken(tensor, index, run), run) : null;
  }

  /** What an index takes out of an array. */
  static Value taken(Tensor tensor, Value index, Execution run) {
    Optional<Indexing.Selection> selection = select(tensor, index, run);
    if (selection.isEmpty()) {
      return Arrays.made(tensor.type(), Shape.UNKNOWN, "getitem", List.of(tensor), run);
    }
    Shape shape = selection.get().shape();
    Tensor made = Arrays.made(tensor.type(), shape, "getitem", List.of(tensor), run);
    if (tensor.labels().isOneHot() && keepsLastAxis(index, tensor.shape().rank())) {
      made = made.withLabels(Labels.ONE_HOT);
    } else if (RandomNumbers.isPermutation(index, tensor)) {
      made = made.withLabels(tensor.labels());
    } else if (tensor.labels().isRangeKnown() && RandomNumbers.isDrawn(tensor)) {
      made = RandomNumbers.labelled(made, tensor.labels());
    }
    return selection.get().places().isPresent()
        ? Arrays.labelled(Gathering.moved(made, tensor, selection.get().places().get()))
        : made;
  }

  /** Whether rows stay whole: the last axis is not touched, or taken as it is. */
  private static boolean keepsLastAxis(Value index, int rank) {
    List<Value> items = index instanceof Tuple tuple ? tuple.elements() : List.of(index);
    int used = 0;
    for (Value item : items) {
      if (item instanceof Constant constant && !(constant.value() instanceof Long)
          || item instanceof Tensor mask
              && mask.type() == DataType.BOOL
              && mask.shape().rank() > 1) {
        return false;
      }
      used++;
    }
    boolean isWhole =
        items.getLast().equals(new SliceValue(Constant.NONE, Constant.NONE, Constant.NONE));
    return used < rank || used == rank && isWhole;
  }

  static Optional<Indexing.Selection> select(Tensor tensor, Value index, Execution run) {
    return Indexing.of(tensor.shape(), asArrays(index, run), tensor.content().isPresent(), run);
  }

  private static Value asArrays(Value index, Execution run) {
    if (index instanceof Tuple tuple) {
      List<Value> items = new ArrayList<>();
      tuple.elements().forEach(item -> items.add(asArray(item, run)));
      return new Tuple(items);
    }
    return asArray(index, run);
  }

  /** A sequence that stands for places as an array; an empty one is of whole numbers. */
  static Value asArray(Value item, Execution run) {
    if (item instanceof ListValue || item instanceof Tuple || item.typeName().equals("range")) {
      Tensor array = Arrays.of(item, run);
      return array.shape().equals(Shape.of(0))
          ? Arrays.made(DataType.INT64, Shape.of(0), "array", List.of(), run).withContent(List.of())
          : array;
    }
    return item;
  }

  @Override
  public boolean assign(Tensor tensor, Value index, Value value, Execution run) {
    if (!isArray(tensor)) {
      return false;
    }
    guarded(
        () -> {
          Assignment.check(tensor, index, value, run);
          return Constant.NONE;
        },
        run);
    return true;
  }

  @Override
  public Value attribute(Tensor tensor, String name, Execution run) {
    if (!isArray(tensor)) {
      return null;
    }
    return guarded(() -> ArrayMethods.attribute(tensor, name, run), run);
  }

  @Override
  public Value method(Tensor tensor, String name, Arguments arguments, Execution run) {
    if (!isArray(tensor)) {
      return null;
    }
    return guarded(
        () -> {
          Value result = ArrayMethods.call(tensor, name, arguments, run);
          return result == null ? run.unknown("method " + name) : result;
        },
        run);
  }

  @Override
  public Optional<Boolean> truth(Tensor tensor, Execution run) {
    if (!isArray(tensor) || !tensor.shape().isFull()) {
      return Optional.empty();
    }
    if (tensor.shape().count() > 1) {
      throw run.error(
          "ValueError",
          "The truth value of an array with more than one element is ambiguous. Use a.any() or"
              + " a.all()");
    }
    if (tensor.shape().count() == 0) {
      if (run.target() == Target.TENSORFLOW_2_21) {
        throw run.error(
            "ValueError",
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an"
                + " array is not empty.");
      }
      return Optional.of(false);
    }
    return Optional.empty();
  }
}
