package fitmend.inference.tensorflow;

import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What operations of {@code keras.ops} share: operands, results, and how shapes meet. */
class KerasOperands {
  final Execution run;
  final String name;
  private final List<Tensor> inputs = new ArrayList<>();
  private boolean isSymbolic;

  KerasOperands(String name, Execution run) {
    this.name = name;
    this.run = run;
  }

  /** Whether one of the operands is a symbolic tensor. */
  boolean isSymbolic() {
    return isSymbolic;
  }

  Tensor tensor(Value value) {
    Tensor tensor =
        value instanceof Tensor symbolic && symbolic.holder() == Holder.KERAS
            ? symbolic
            : new Step("keras.ops." + name, run).tensor(value);
    if (tensor.type() == DataType.UNKNOWN) {
      throw new NotKnown("the type of an operand");
    }
    inputs.add(tensor);
    isSymbolic |= tensor.holder() == Holder.KERAS;
    return tensor;
  }

  /** What takes part in promotion: numbers stay numbers. */
  Value promoted(Value value) {
    return switch (value) {
      case Constant constant when constant.value() instanceof Number -> value;
      case Constant(Boolean bool) -> value;
      case Scalar scalar -> value;
      case Constant constant when constant.isNone() && isSymbolic ->
          throw run.error("ValueError", "Invalid dtype: NoneType");
      case Constant constant when constant.isNone() -> throw new NotKnown("None as an operand");
      case ListValue list -> throw new NotKnown("a list as an operand");
      case Tuple tuple -> throw new NotKnown("a tuple as an operand");
      default -> tensor(value);
    };
  }

  static Shape shape(Value value) {
    return value instanceof Tensor tensor ? tensor.shape() : Shape.SCALAR;
  }

  Tensor made(DataType type, Shape shape) {
    boolean isGraph =
        run.isGraph() || inputs.stream().anyMatch(each -> each.holder() == Holder.GRAPH);
    return Tensors.made(
        isSymbolic ? Holder.KERAS : isGraph ? Holder.GRAPH : Holder.EAGER,
        type,
        shape,
        "keras.ops." + name,
        List.copyOf(inputs),
        run);
  }

  Shape broadcast(Shape one, Shape other) {
    Optional<Shape> common = Broadcasting.of(one, other);
    if (common.isPresent()) {
      return common.get();
    }
    if (!isSymbolic) {
      throw refused(one, other);
    }
    int rank = Math.max(one.rank(), other.rank());
    for (int i = rank; i > 0; i--) {
      int left = i <= one.rank() ? one.size(-i) : 1;
      int right = i <= other.rank() ? other.size(-i) : 1;
      if (left != right && left > 1 && right > 1) {
        throw run.error(
            "ValueError",
            "Cannot broadcast shape, the failure dim has value %d, which cannot be broadcasted to %d. Input shapes are: %s and %s."
                .formatted(left, right, listed(one), listed(other)));
      }
    }
    throw new NotKnown("how shapes meet");
  }

  PythonError refused(Shape one, Shape other) {
    String kernel =
        switch (name) {
          case "add" -> "AddV2";
          case "subtract" -> "Sub";
          case "multiply" -> "Mul";
          case "maximum" -> "Maximum";
          case "minimum" -> "Minimum";
          case "equal" -> "Equal";
          case "not_equal" -> "NotEqual";
          case "less" -> "Less";
          case "less_equal" -> "LessEqual";
          case "greater" -> "Greater";
          case "greater_equal" -> "GreaterEqual";
          default -> null;
        };
    Step step = new Step("keras.ops." + name, run);
    inputs.forEach(step::takes);
    return step.refused(
        kernel,
        kernel == null
            ? null
            : "Incompatible shapes: %s vs. %s".formatted(one.kernelText(), other.kernelText()),
        "");
  }

  static String listed(Shape shape) {
    return IntStream.of(shape.sizes())
        .mapToObj(size -> size == Shape.ANY ? "None" : String.valueOf(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** From 0 on; raises where there is no such axis. */
  int axis(Value value, int rank) {
    int axis = Shaping.integer(value, "an axis");
    if (axis < -rank || axis >= rank) {
      throw run.error(
          "ValueError",
          "axis %d is out of bounds for an array with dimension %d.".formatted(axis, rank));
    }
    return axis < 0 ? axis + rank : axis;
  }

  static void requireRank(Tensor tensor) {
    if (!tensor.shape().isRanked()) {
      throw new NotKnown("the rank of a tensor");
    }
  }

  DataType type(Value value) {
    if (value instanceof Constant(String text) && DataType.named(text).isEmpty()) {
      throw text.startsWith("float8") || text.equals("int") || text.equals("float")
          ? new NotKnown("a type of elements")
          : run.error("ValueError", "Invalid dtype: " + text);
    }
    DataType type = TensorTypes.read(value);
    if (type == null) {
      throw new NotKnown("a type of elements");
    }
    return type;
  }
}
