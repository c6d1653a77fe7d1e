package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Library;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Gathering;
import fitmend.inference.tensor.Indexing;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
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
            : null;
      case "nan":
        return Constant.of(Double.NaN);
      case "newaxis":
        return Constant.NONE;
      case "float", "int", "bool", "object", "str", "complex":
        return builtin(name, run);
      default:
        if (name.endsWith(".name") && DataType.named(name.replace(".name", "")).isPresent()) {
          return Constant.of(name.replace(".name", ""));
        }
        boolean isType = DataType.named(name).filter(type -> Types.isNumber(type)).isPresent();
        return isType ? new Reference(path) : null;
    }
  }

  /** Names of Python's own types, which NumPy had as well until 1.24. */
  private static Value builtin(String name, Execution run) {
    if (run.target() == Target.TENSORFLOW_1_15) {
      return new Reference("builtins." + name);
    }
    if (name.equals("bool") && run.target() == Target.TENSORFLOW_2_21) {
      return new Reference("numpy.bool");
    }
    String advice =
        switch (name) {
          case "int" ->
              "When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to"
                  + " specify the precision. If you wish to review your current use, check the"
                  + " release note link for additional information.";
          case "float" ->
              "If you specifically wanted the numpy scalar type, use `np.float64` here.";
          case "complex" ->
              "If you specifically wanted the numpy scalar type, use `np.complex128` here.";
          default ->
              "If you specifically wanted the numpy scalar type, use `np." + name + "_` here.";
        };
    if (name.equals("object")) {
      throw run.error("AttributeError", null);
    }
    throw run.error(
        "AttributeError",
        ("module 'numpy' has no attribute '%1$s'.%n`np.%1$s` was a deprecated alias for the builtin"
                + " `%1$s`. To avoid this error in existing code, use `%1$s` by itself. Doing this"
                + " will not modify any behavior and is safe. %2$s%n"
                + "The aliases was originally deprecated in NumPy 1.20; for more details and"
                + " guidance see the original release note at:%n"
                + "    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations")
            .formatted(name, advice));
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
              default -> RandomNumbers.draw(path.substring(RANDOM.length()), arguments, run);
            };
          }
          String name = path.substring("numpy.".length());
          Optional<DataType> type = Types.ofClass(name);
          if (type.isPresent()) {
            return Functions.convert(name, type.get(), arguments, run);
          }
          Value result = new Functions(name, signature(path, run), arguments, run).call();
          return result == null ? run.unknown(path + " is not modelled") : result;
        },
        run);
  }

  /** Older functions written in C do not tell their parameters; newer ones of that name do. */
  private static Optional<Signature> signature(String path, Execution run) {
    return PublicNames.of(run.target())
        .signature(path)
        .or(() -> PublicNames.of(Target.TENSORFLOW_2_21).signature(path));
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
          Tensor result = Elementwise.binary(name, left, right, run);
          if (result == null) {
            throw new NotKnown("operator " + operator);
          }
          return isInPlace ? inPlace((Tensor) left, result, right, run) : result;
        },
        run);
  }

  /** The array stays, with its type and its shape. */
  private static Value inPlace(Tensor array, Tensor result, Value right, Execution run) {
    Shape shape = array.shape();
    if (shape.isRanked() && shape.rank() == 0) {
      // A scalar is replaced, not changed.
      return result;
    }
    if (result.type() == DataType.UNKNOWN || array.type() == DataType.UNKNOWN) {
      array.forgetContent();
      return array;
    }
    if (!result.shape().isCompatible(shape)) {
      throw new NotKnown("an operation in place that gives another shape");
    }
    if (Types.category(result.type()) > Types.category(array.type())) {
      throw run.error("UFuncTypeError", null);
    }
    array.forgetContent();
    return array;
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
    return guarded(() -> Elementwise.unary(name, operand, run), run);
  }

  @Override
  public Value subscript(Tensor tensor, Value index, Execution run) {
    if (!isArray(tensor)) {
      return null;
    }
    return guarded(
        () -> {
          Optional<Indexing.Selection> selection = select(tensor, index, run);
          if (selection.isEmpty()) {
            return Arrays.made(tensor.type(), Shape.UNKNOWN, "getitem", List.of(tensor), run);
          }
          Shape shape = selection.get().shape();
          Tensor made = Arrays.made(tensor.type(), shape, "getitem", List.of(tensor), run);
          boolean keepsRows =
              tensor.labels().isOneHot()
                  && shape.isRanked()
                  && shape.rank() > 0
                  && tensor.shape().isRanked()
                  && shape.size(-1) == tensor.shape().size(-1)
                  && keepsLastAxis(index, tensor.shape().rank());
          made = keepsRows ? made.withLabels(Labels.ONE_HOT) : made;
          return selection.get().places().isPresent()
              ? Arrays.labelled(Gathering.moved(made, tensor, selection.get().places().get()))
              : made;
        },
        run);
  }

  private static boolean keepsLastAxis(Value index, int rank) {
    return rank == 2 && !(index instanceof Tuple);
  }

  private static Optional<Indexing.Selection> select(Tensor tensor, Value index, Execution run) {
    return Indexing.of(tensor.shape(), asArrays(index, run), run);
  }

  private static Value asArrays(Value index, Execution run) {
    if (index instanceof Tuple tuple) {
      List<Value> items = new ArrayList<>();
      tuple.elements().forEach(item -> items.add(asArray(item, run)));
      return new Tuple(items);
    }
    return asArray(index, run);
  }

  private static Value asArray(Value item, Execution run) {
    if (item instanceof ListValue || item instanceof Tuple || item.typeName().equals("range")) {
      Tensor array = Arrays.of(item, run);
      return array.shape().equals(Shape.of(0)) && !(item instanceof Tensor)
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
          Optional<Indexing.Selection> selection = select(tensor, index, run);
          if (selection.isPresent()) {
            Shape given = Arrays.of(value, run).shape();
            Shape place = selection.get().shape();
            checkAssigned(given, place, index, run);
          }
          return Constant.NONE;
        },
        run);
    return true;
  }

  private static void checkAssigned(Shape given, Shape place, Value index, Execution run) {
    if (!given.isFull() || !place.isFull()) {
      return;
    }
    // Leading axes of size 1 may be too many.
    Shape trimmed = given;
    while (trimmed.rank() > place.rank() && trimmed.size(0) == 1) {
      trimmed = trimmed.remove(0);
    }
    Optional<Shape> both =
        trimmed.rank() > place.rank()
            ? Optional.empty()
            : fitmend.inference.tensor.Broadcasting.of(trimmed, place);
    if (both.isPresent() && both.get().equals(place)) {
      return;
    }
    boolean hasArrays =
        (index instanceof Tuple tuple ? tuple.elements() : List.of(index))
            .stream().anyMatch(item -> item instanceof Tensor || item instanceof ListValue);
    if (hasArrays || place.rank() == 0) {
      throw new NotKnown("an assignment to some places");
    }
    throw run.error(
        "ValueError",
        "could not broadcast input array from shape %s into shape %s"
            .formatted(Elementwise.text(given), Elementwise.text(place)));
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
    if (isArray(tensor) && tensor.shape().isFull() && tensor.shape().count() > 1) {
      throw run.error(
          "ValueError",
          "The truth value of an array with more than one element is ambiguous. Use a.any() or"
              + " a.all()");
    }
    return Optional.empty();
  }
}
