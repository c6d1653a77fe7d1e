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
      case "floordiv" -> "FloorDiv";
      case "math.floormod" -> "FloorMod";
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
      case "logical_and" -> "LogicalAnd";
      case "logical_or" -> "LogicalOr";
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
    boolean isLogical = operation.startsWith("Logical");
    boolean comesFirst = isLogical || operation.equals("AddV2") || operation.equals("RealDiv");
    Tensor x = comesFirst ? step.tensor(left) : step.beside(left, right);
    Tensor y = isLogical ? step.tensor(right) : second(operation, x, right, step);
    return apply(operation, x, y, false, step);
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
      y = second(operation, x, right, step);
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

  /** How an operation converts what is no tensor yet: some insist on the type of the first. */
  private static Tensor second(String operation, Tensor x, Value value, Step step) {
    if (value instanceof Tensor) {
      return step.hinted(value, x.type());
    }
    return switch (operation) {
      case "AddV2" -> step.hinted(value, x.type());
      case "Mul", "Equal", "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual" -> {
        if (!step.isEager() && step.hinted(value, x.type()).type() != x.type()) {
          throw step.execution().error("TypeError", null);
        }
        yield step.tensor(value, x.type(), null);
      }
      default -> {
        Tensor y = step.hinted(value, x.type());
        if (y.type() != x.type()) {
          throw new NotKnown("how a value is converted");
        }
        yield y;
      }
    };
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
      if (x.type() != DataType.BOOL || y.type() != DataType.BOOL) {
        throw new NotKnown("a logical operation on numbers");
      }
    } else {
      if (x.type() == DataType.STRING && operation.equals("AddV2")) {
        throw new NotKnown("a sum of texts");
      }
      requireSame(operation, x, y, step);
      requireKernel(operation, x.type(), step);
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
      boolean isKnown = step.execution().target() == Target.TENSORFLOW_2_21;
      throw step.execution().error("TypeError", isKnown ? divided(x.type(), y.type()) : null);
    }
    step.requireSame(operation, 1, TWO, x, y, "");
  }

  private static String divided(DataType x, DataType y) {
    return "`x` and `y` must have the same dtype, got tf.%s != tf.%s."
        .formatted(x.text(), y.text());
  }

  /** Whether two shapes that meet when one knows more really meet. */
  private static boolean isSure(Shape one, Shape other) {
    return one.isFull() && other.isFull();
  }

  private static void requireKernel(String operation, DataType type, Step step) {
    boolean isNumber = type.isInteger() || type.isFloating() || type.isComplex();
    boolean isEquality = operation.equals("Equal") || operation.equals("NotEqual");
    boolean isSupported = isNumber || isEquality;
    if (!isSupported) {
      if (operation.equals("RealDiv") || operation.equals("Mul") || operation.equals("Pow")) {
        // Composed differently for booleans.
        throw new NotKnown(operation + " of " + type.text());
      }
      throw operation.equals("AddV2") && type == DataType.BOOL
              || type == DataType.BOOL && operation.equals("Sub")
          ? step.unsupported()
          : new NotKnown(operation + " of " + type.text());
    }
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
          "LogicalOr" ->
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

  /** Which elements a function of one tensor takes. */
  private enum Takes {
    /** Floats; whole numbers are refused. */
    FLOATS,
    /** The same, but made of several operations, so that the exception is not known. */
    FLOATS_COMPOSED,
    NUMBERS,
    BOOLEANS,
    /** Anything; the result has the same type. */
    ALL
  }

  private static Takes unary(String name) {
    return switch (name) {
      case "sqrt",
          "exp",
          "sin",
          "cos",
          "tan",
          "asin",
          "acos",
          "atan",
          "sinh",
          "cosh",
          "tanh",
          "sigmoid",
          "math.log",
          "log",
          "math.log1p",
          "math.expm1",
          "math.rsqrt",
          "rsqrt",
          "math.softplus",
          "nn.softplus",
          "nn.softsign",
          "nn.elu",
          "nn.selu",
          "math.erf",
          "math.lgamma",
          "math.digamma",
          "ceil",
          "math.ceil",
          "floor",
          "math.floor" ->
          Takes.FLOATS;
      case "nn.gelu",
          "nn.silu",
          "nn.swish",
          "nn.leaky_relu",
          "nn.crelu",
          "math.log_sigmoid",
          "nn.l2_normalize",
          "math.l2_normalize",
          "clip_by_norm",
          "random.shuffle" ->
          Takes.FLOATS_COMPOSED;
      case "abs", "negative", "sign", "square", "round", "nn.relu", "nn.relu6" -> Takes.NUMBERS;
      case "logical_not", "math.logical_not" -> Takes.BOOLEANS;
      case "identity", "stop_gradient" -> Takes.ALL;
      default -> null;
    };
  }

  static boolean isUnary(String name) {
    return unary(name) != null;
  }

  /** A function of one tensor. */
  static Tensor apply(String name, Value value, Step step) {
    Tensor x = step.tensor(value);
    DataType type = x.type();
    boolean isTaken =
        switch (unary(name)) {
          case FLOATS, FLOATS_COMPOSED -> type.isFloating();
          case NUMBERS -> type.isFloating() || type.isSigned();
          case BOOLEANS -> type == DataType.BOOL;
          case ALL -> true;
        };
    if (!isTaken) {
      boolean isRefused =
          unary(name) == Takes.FLOATS && (type.isInteger() || type == DataType.BOOL)
              || unary(name) == Takes.NUMBERS && type == DataType.BOOL;
      throw isRefused && !step.isKeras()
          ? step.unsupported()
          : new NotKnown(name + " of " + type.text());
    }
    Tensor made = step.made(type, x.shape());
    if (unary(name) == Takes.ALL) {
      made = x.content().isPresent() ? made.withContent(x.content().get()) : made;
      made = made.withLabels(x.labels());
    }
    return made;
  }
}
