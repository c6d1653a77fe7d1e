package fitmend.inference.tensorflow;

import fitmend.inference.Target;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** Operations that go element by element: arithmetic, comparison, functions of one number. */
final class Elementwise {
  private static final String[] TWO = {"x", "y"};

  private Elementwise() {}

  /** The operation behind a function of two tensors; null when it is none. */
  static String binary(String name) {
    return switch (name) {
      case "add" -> "AddV2";
      case "subtract" -> "Sub";
      case "multiply" -> "Mul";
      case "divide", "truediv" -> "RealDiv";
      case "floordiv", "math.floordiv", "floor_div" -> "FloorDiv";
      case "math.floormod", "math.mod", "mod", "floormod" -> "FloorMod";
      case "math.divide_no_nan", "div_no_nan" -> "DivNoNan";
      case "math.multiply_no_nan" -> "MulNoNan";
      case "math.xlogy" -> "Xlogy";
      case "math.xdivy" -> "Xdivy";
      case "math.logical_xor", "logical_xor" -> "LogicalXor";
      case "truncatediv" -> "TruncateDiv";
      case "truncatemod" -> "TruncateMod";
      case "pow" -> "Pow";
      case "maximum" -> "Maximum";
      case "minimum" -> "Minimum";
      case "equal" -> "Equal";
      case "not_equal" -> "NotEqual";
      case "less" -> "Less";
      case "less_equal" -> "LessEqual";
      case "greater" -> "Greater";
      case "greater_equal" -> "GreaterEqual";
      case "math.squared_difference", "squared_difference" -> "SquaredDifference";
      case "logical_and", "math.logical_and" -> "LogicalAnd";
      case "logical_or", "math.logical_or" -> "LogicalOr";
      case "math.atan2", "atan2" -> "Atan2";
      default -> null;
    };
  }

  /** The operation behind an operator of Python. */
  static String operator(String operator) {
    return switch (operator) {
      case "+" -> "AddV2";
      case "-" -> "Sub";
      case "*" -> "Mul";
      case "/" -> "RealDiv";
      case "//" -> "FloorDiv";
      case "%" -> "FloorMod";
      case "**" -> "Pow";
      case "==" -> "Equal";
      case "!=" -> "NotEqual";
      case "<" -> "Less";
      case "<=" -> "LessEqual";
      case ">" -> "Greater";
      case ">=" -> "GreaterEqual";
      case "&" -> "LogicalAnd";
      case "|" -> "LogicalOr";
      default -> null;
    };
  }

  /** A function of two tensors. */
  static Tensor apply(String operation, Value left, Value right, Step step) {
    if (operation.startsWith("Logical") && !step.execution().isGraph()) {
      return logical(operation, left, right, step);
    }
    if (operation.equals("Atan2") && step.isEager() && !Step.isTensor(right)) {
      Tensor first = step.tensor(left);
      return apply(operation, first, step.tensor(right, first.type(), null), false, step);
    }
    // A number of Python takes the type of the tensor that it meets.
    boolean isOther =
        switch (operation) {
          case "AddV2", "RealDiv", "LogicalAnd", "LogicalOr", "LogicalXor" -> false;
          default -> step.isEager() && Step.isTensor(right);
        };
    boolean isPlain = !(left instanceof Tensor);
    Tensor x =
        !isOther
            ? step.tensor(left)
            : isPlain ? step.tensor(left, ((Tensor) right).type(), null) : step.beside(left, right);
    if (operation.startsWith("Logical")) {
      requireLogical(x, step);
    }
    Tensor y = second(operation, x, right, false, step);
    if (operation.equals("RealDiv")
        && x.type() == DataType.BOOL
        && !Step.isTensor(right)
        && right instanceof Tensor) {
      // NumPy divides then.
      throw new NotKnown("a quotient of booleans");
    }
    return apply(operation, x, y, false, step);
  }

  /** What is no tensor yet becomes one of booleans; the kernel then looks at the tensors. */
  private static Tensor logical(String operation, Value left, Value right, Step step) {
    Tensor x = Step.isTensor(left) ? step.tensor(left) : step.tensor(left, DataType.BOOL, null);
    if (isNone(right) && x.type() != DataType.BOOL) {
      // The message shows the first tensor.
      throw step.execution().error("ValueError", null);
    }
    Tensor y = Step.isTensor(right) ? step.tensor(right) : step.tensor(right, DataType.BOOL, null);
    if (step.isKeras()) {
      throw new NotKnown("a logical operation on symbolic tensors");
    }
    for (Tensor each : List.of(x, y)) {
      if (each.type() != DataType.BOOL) {
        throw step.wrongType(operation, each == x ? 0 : 1, DataType.BOOL, each.type(), "");
      }
    }
    return apply(operation, x, y, false, step);
  }

  private static void requireLogical(Tensor x, Step step) {
    if (x.type() != DataType.BOOL) {
      throw new NotKnown("a logical operation on numbers");
    }
  }

  /** An operator, one side of which is a tensor. */
  static Tensor operator(String operator, Value left, Value right, Step step) {
    String operation = operator(operator);
    boolean isEquality = operator.equals("==") || operator.equals("!=");
    if (isEquality && (isNone(left) || isNone(right))) {
      throw new NotKnown("a comparison with None");
    }
    Tensor x;
    Tensor y;
    if (Step.isTensor(left)) {
      x = step.tensor(left);
      y = second(operation, x, right, true, step);
    } else if (isComparison(operator)) {
      // Python turns the comparison round.
      return operator(turned(operator), right, left, step);
    } else {
      DataType type = step.tensor(right).type();
      x = step.tensor(left, type, null);
      y = (Tensor) right;
    }
    return apply(operation, x, y, isEquality, step);
  }

  private static boolean isNone(Value value) {
    return value instanceof Constant constant && constant.isNone();
  }

  /** How an operation converts what is no tensor yet: most insist on the type of the first. */
  private static Tensor second(
      String operation, Tensor x, Value value, boolean isOperator, Step step) {
    if (value instanceof Tensor) {
      return step.hinted(value, x.type());
    }
    boolean isHint =
        switch (operation) {
          case "AddV2", "RealDiv", "DivNoNan" -> true;
          case "Sub", "LogicalAnd", "LogicalOr" -> isOperator;
          default -> false;
        };
    if (isHint) {
      return step.hinted(value, x.type());
    }
    if (!step.isEager() && step.hinted(value, x.type()).type() != x.type()) {
      throw step.execution().error("TypeError", null);
    }
    return step.tensor(value, x.type(), null);
  }

  private static boolean isComparison(String operator) {
    return switch (operator) {
      case "==", "!=", "<", "<=", ">", ">=" -> true;
      default -> false;
    };
  }

  private static String turned(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private static Tensor apply(String operation, Tensor x, Tensor y, boolean isEquality, Step step) {
    if (operation.startsWith("Logical")) {
      requireLogical(x, step);
      requireLogical(y, step);
    } else {
      if (x.type() == DataType.BOOL ^ y.type() == DataType.BOOL && operation.equals("Mul")) {
        if (!step.isEager() || x.type() != DataType.BOOL) {
          throw new NotKnown("a product of numbers and booleans");
        }
      }
      boolean isDivided = operation.equals("RealDiv");
      boolean isText = x.type() == DataType.STRING && operation.equals("AddV2");
      boolean isBoth = x.type() == DataType.BOOL && y.type() == DataType.BOOL;
      if (operation.equals("DivNoNan") && x.type() != y.type()) {
        throw step.execution().error("TypeError", quotient(x.type(), y.type(), step));
      }
      boolean isQuotient = x.type() != DataType.BOOL && x.type() != DataType.STRING;
      if (isDivided && !isQuotient && x.type() == y.type()) {
        throw new NotKnown("a quotient of " + x.type().text());
      }
      if (!isDivided && !isText && !(isBoth && operation.equals("Mul"))) {
        step.requireKernel(operation, x.type());
      }
      requireSame(isText ? "Add" : operation, x, y, step);
      if (operation.startsWith("Floor") && y.type().isInteger() && isZero(y)) {
        throw step.refusedValue(operation, "Integer division by zero", "");
      }
    }
    Optional<Shape> shape = Broadcasting.of(x.shape(), y.shape());
    if (shape.isEmpty()) {
      if (isEquality) {
        return step.made(DataType.BOOL, Shape.SCALAR);
      }
      throw step.refused(
          operation,
          "Incompatible shapes: %s vs. %s"
              .formatted(x.shape().kernelText(), y.shape().kernelText()),
          "");
    }
    Shape sure = isEquality && !isSure(x.shape(), y.shape()) ? Shape.UNKNOWN : shape.get();
    Tensor made = step.made(result(operation, x.type()), sure);
    return content(operation, x, y, made);
  }

  private static void requireSame(String operation, Tensor x, Tensor y, Step step) {
    if (operation.equals("RealDiv") && x.type() != y.type()) {
      throw step.execution().error("TypeError", quotient(x.type(), y.type(), step));
    }
    step.requireSame(operation, 1, TWO, x, y, "");
  }

  private static boolean isZero(Tensor y) {
    return y.content().isPresent() && y.content().get().contains(0L);
  }

  private static String quotient(DataType x, DataType y, Step step) {
    if (step.execution().target() != Target.TENSORFLOW_2_21) {
      return null;
    }
    return "`x` and `y` must have the same dtype, got tf.%s != tf.%s."
        .formatted(x.text(), y.text());
  }

  /** Whether two shapes that meet when one knows more really meet. */
  private static boolean isSure(Shape one, Shape other) {
    return one.isFull() && other.isFull();
  }

  private static DataType result(String operation, DataType type) {
    return switch (operation) {
      case "Equal",
          "NotEqual",
          "Less",
          "LessEqual",
          "Greater",
          "GreaterEqual",
          "LogicalAnd",
          "LogicalOr",
          "LogicalXor" ->
          DataType.BOOL;
      case "RealDiv" ->
          switch (type) {
            case INT8, INT16, UINT8, UINT16 -> DataType.FLOAT32;
            case INT32, INT64, UINT32, UINT64 -> DataType.FLOAT64;
            default -> type;
          };
      default -> type;
    };
  }

  /** Sizes are reckoned with as tensors too. */
  private static Tensor content(String operation, Tensor x, Tensor y, Tensor made) {
    if (x.content().isEmpty()
        || y.content().isEmpty()
        || x.content().get().size() != 1
        || y.content().get().size() != 1
        || !(x.content().get().getFirst() instanceof Long a)
        || !(y.content().get().getFirst() instanceof Long b)) {
      return made;
    }
    return switch (operation) {
      case "AddV2" -> made.withContent(List.of(a + b));
      case "Sub" -> made.withContent(List.of(a - b));
      case "Mul" -> made.withContent(List.of(a * b));
      case "FloorDiv" -> b == 0 ? made : made.withContent(List.of(Math.floorDiv(a, b)));
      case "FloorMod" -> b == 0 ? made : made.withContent(List.of(Math.floorMod(a, b)));
      default -> made;
    };
  }
}
