package fitmend.inference.keras;

import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Indexing;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operators of Python on the symbolic tensors of Keras 3, which record what is to be done. */
final class SymbolicOperators {
  private SymbolicOperators() {}

  /** Null when neither operand is symbolic. */
  static Value binary(String operator, Value left, Value right, Execution execution) {
    if (!isSymbolic(left) && !isSymbolic(right)) {
      return null;
    }
    if (operator.equals("==") || operator.equals("!=")) {
      // They are compared as objects.
      return Constant.of((left == right) == operator.equals("=="));
    }
    Operand one = operand(left, execution);
    Operand other = operand(right, execution);
    if (one == null || other == null) {
      return execution.unknown("an operand of " + operator);
    }
    Shape shape =
        operator.equals("@")
            ? product(one.shape(), other.shape(), execution)
            : common(one.shape(), other.shape(), execution);
    DataType type = type(operator, one, other);
    List<Tensor> inputs = new ArrayList<>();
    for (Value value : List.of(left, right)) {
      if (value instanceof Tensor tensor) {
        inputs.add(tensor);
      }
    }
    return made(
        type,
        shape,
        "keras " + operator,
        inputs,
        (fed, run) -> {
          Value first = left instanceof Tensor ? fed.getFirst() : left;
          Value second = right instanceof Tensor ? fed.getLast() : right;
          return run.binary(operator, first, second);
        },
        execution);
  }

  /** What an operator needs to know of an operand. */
  private record Operand(DataType type, Shape shape, boolean isPlain) {}

  private static boolean isSymbolic(Value value) {
    return value instanceof Tensor tensor && tensor.holder() == Holder.KERAS;
  }

  private static Operand operand(Value value, Execution execution) {
    return switch (value) {
      case Tensor tensor -> new Operand(tensor.type(), tensor.shape(), false);
      case Constant(Long number) -> new Operand(DataType.INT32, Shape.SCALAR, true);
      case Constant(Double number) -> new Operand(DataType.FLOAT32, Shape.SCALAR, true);
      case Constant(Boolean bool) -> new Operand(DataType.BOOL, Shape.SCALAR, true);
      case Scalar scalar when scalar.type() == Scalar.Type.INT ->
          new Operand(DataType.INT32, Shape.SCALAR, true);
      case Scalar scalar when scalar.type() == Scalar.Type.FLOAT ->
          new Operand(DataType.FLOAT32, Shape.SCALAR, true);
      case Constant(String text) ->
          throw execution.error(
              "ValueError", "dtype='string' is not a valid dtype for Keras type promotion.");
      case Constant none when none.isNone() ->
          throw execution.error("ValueError", "Invalid dtype: NoneType");
      default -> null;
    };
  }

  private static DataType type(String operator, Operand one, Operand other) {
    return switch (operator) {
      case "<", "<=", ">", ">=", "&", "|", "^" -> DataType.BOOL;
      case "/" -> {
        DataType common = common(one, other);
        yield common.isFloating() ? common : DataType.UNKNOWN;
      }
      default -> common(one, other);
    };
  }

  private static DataType common(Operand one, Operand other) {
    if (one.type() == other.type()) {
      return one.type();
    }
    if (one.isPlain() || other.isPlain()) {
      DataType tensor = one.isPlain() ? other.type() : one.type();
      DataType plain = one.isPlain() ? one.type() : other.type();
      if (tensor.isFloating() || tensor.isInteger() && !plain.isFloating()) {
        return tensor;
      }
      return tensor == DataType.INT32 && plain.isFloating() ? DataType.FLOAT32 : DataType.UNKNOWN;
    }
    if (one.type().isFloating() && other.type().isFloating()) {
      return one.type().bits() == other.type().bits()
          ? DataType.UNKNOWN
          : one.type().bits() > other.type().bits() ? one.type() : other.type();
    }
    boolean isMixed =
        one.type().isFloating() && other.type().isInteger()
            || one.type().isInteger() && other.type().isFloating();
    return !isMixed ? DataType.UNKNOWN : one.type().isFloating() ? one.type() : other.type();
  }

  private static Shape common(Shape one, Shape other, Execution execution) {
    Optional<Shape> common = Broadcasting.of(one, other);
    if (common.isPresent()) {
      return common.get();
    }
    int rank = Math.max(one.rank(), other.rank());
    for (int i = rank; i > 0; i--) {
      int left = i <= one.rank() ? one.size(-i) : 1;
      int right = i <= other.rank() ? other.size(-i) : 1;
      if (left != right && left > 1 && right > 1) {
        throw execution.error(
            "ValueError",
            "Cannot broadcast shape, the failure dim has value %d, which cannot be broadcasted to %d. Input shapes are: %s and %s."
                .formatted(left, right, listed(one, rank), listed(other, rank)));
      }
    }
    throw execution.error("ValueError", null);
  }

  /** The shorter one is said with ones before it. */
  private static String listed(Shape shape, int rank) {
    int[] ones = new int[rank - shape.rank()];
    Arrays.fill(ones, 1);
    return Arrays.toString(Shape.of(ones).concat(shape).sizes()).replace("-1", "None");
  }

  private static Shape product(Shape one, Shape other, Execution execution) {
    if (!one.isRanked() || !other.isRanked() || one.rank() < 2 || other.rank() < 2) {
      return Shape.UNKNOWN;
    }
    int inner = one.size(-1);
    if (inner != Shape.ANY && other.size(-2) != Shape.ANY && inner != other.size(-2)) {
      throw execution.error(
          "ValueError",
          "Inner dimensions (`x1.shape[-1]` and `x2.shape[-2]`) must be equal, but received `x1.shape=%s` and `x2.shape=%s`."
              .formatted(one.tupleText(), other.tupleText()));
    }
    return Broadcasting.of(one.slice(0, one.rank() - 2), other.slice(0, other.rank() - 2))
        .map(batch -> batch.concat(Shape.of(one.size(-2), other.size(-1))))
        .orElseThrow(() -> execution.error("ValueError", null));
  }

  /** {@code -tensor}; null when it is not symbolic. */
  static Value unary(String operator, Tensor operand, Execution execution) {
    if (!isSymbolic(operand)) {
      return null;
    }
    return operator.equals("-") || operator.equals("abs")
        ? made(
            operand.type(),
            operand.shape(),
            "keras " + operator,
            List.of(operand),
            (fed, run) -> run.binary("*", fed.getFirst(), Constant.of(-1L)),
            execution)
        : execution.unknown("operator " + operator);
  }

  /** {@code tensor[index]}; null when it is not symbolic. */
  static Value subscript(Tensor tensor, Value index, Execution execution) {
    if (!isSymbolic(tensor)) {
      return null;
    }
    List<Value> parts = index instanceof Tuple tuple ? tuple.elements() : List.of(index);
    boolean isTuple = index instanceof Tuple;
    for (Value part : parts) {
      if (part instanceof Constant none && none.isNone() && !isTuple
          || part instanceof Constant(String text)
          || part instanceof Constant(Double number)
          || part instanceof fitmend.inference.value.ListValue) {
        throw execution.error("ValueError", null);
      }
      boolean isPlain =
          part instanceof SliceValue
              || part instanceof Constant(Long number)
              || part instanceof Constant none && (none.isNone() || none == Constant.ELLIPSIS);
      if (!isPlain) {
        return execution.unknown("an index of a symbolic tensor");
      }
    }
    Optional<Indexing.Selection> selection;
    try {
      selection = Indexing.of(tensor.shape(), index, false, execution);
    } catch (PythonError error) {
      throw execution.error("ValueError", null);
    }
    Shape shape = selection.map(Indexing.Selection::shape).orElse(Shape.UNKNOWN);
    return made(
        tensor.type(),
        shape,
        "keras.GetItem",
        List.of(tensor),
        (fed, run) -> run.subscript(fed.getFirst(), index),
        execution);
  }

  private static Tensor made(
      DataType type,
      Shape shape,
      String operation,
      List<Tensor> inputs,
      Origin.Replay replay,
      Execution execution) {
    return new Tensor(
        Holder.KERAS,
        type,
        shape,
        new Origin(execution.at(), operation, inputs, Optional.of(replay)));
  }
}
