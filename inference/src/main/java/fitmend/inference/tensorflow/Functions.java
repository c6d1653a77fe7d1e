package fitmend.inference.tensorflow;

import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;

/** Functions of the elements of one tensor. */
final class Functions {
  private Functions() {}

  /** The kernel behind a function; null when it is none of these. */
  static String kernel(String name) {
    return switch (name) {
      case "abs", "math.abs" -> "Abs";
      case "acos", "math.acos" -> "Acos";
      case "acosh", "math.acosh" -> "Acosh";
      case "asin", "math.asin" -> "Asin";
      case "asinh", "math.asinh" -> "Asinh";
      case "atan", "math.atan" -> "Atan";
      case "atanh", "math.atanh" -> "Atanh";
      case "ceil", "math.ceil" -> "Ceil";
      case "cos", "math.cos" -> "Cos";
      case "cosh", "math.cosh" -> "Cosh";
      case "digamma", "math.digamma" -> "Digamma";
      case "erf", "math.erf" -> "Erf";
      case "erfc", "math.erfc" -> "Erfc";
      case "exp", "math.exp" -> "Exp";
      case "expm1", "math.expm1" -> "Expm1";
      case "floor", "math.floor" -> "Floor";
      case "is_finite", "math.is_finite" -> "IsFinite";
      case "is_inf", "math.is_inf" -> "IsInf";
      case "is_nan", "math.is_nan" -> "IsNan";
      case "lgamma", "math.lgamma" -> "Lgamma";
      case "log", "math.log" -> "Log";
      case "log1p", "math.log1p" -> "Log1p";
      case "math.negative", "negative" -> "Neg";
      case "math.reciprocal", "reciprocal" -> "Reciprocal";
      case "math.rint", "rint" -> "Rint";
      case "round", "math.round" -> "Round";
      case "rsqrt", "math.rsqrt" -> "Rsqrt";
      case "sigmoid", "math.sigmoid", "nn.sigmoid" -> "Sigmoid";
      case "sign", "math.sign" -> "Sign";
      case "sin", "math.sin" -> "Sin";
      case "sinh", "math.sinh" -> "Sinh";
      case "math.softplus", "nn.softplus" -> "Softplus";
      case "nn.softsign", "math.softsign" -> "Softsign";
      case "sqrt", "math.sqrt" -> "Sqrt";
      case "square", "math.square" -> "Square";
      case "tan", "math.tan" -> "Tan";
      case "tanh", "math.tanh", "nn.tanh" -> "Tanh";
      case "nn.elu" -> "Elu";
      case "nn.selu" -> "Selu";
      case "nn.relu" -> "Relu";
      case "nn.relu6" -> "Relu6";
      case "logical_not", "math.logical_not" -> "LogicalNot";
      case "identity", "stop_gradient", "random.shuffle", "random_shuffle", "grad_pass_through" ->
          "Identity";
      case "check_numerics", "debugging.check_numerics" -> "CheckNumerics";
      case "nn.gelu", "nn.silu", "nn.swish", "nn.leaky_relu", "math.log_sigmoid", "log_sigmoid" ->
          "composed";
      case "clip_by_norm" -> "composed";
      default -> null;
    };
  }

  static boolean has(String name) {
    return kernel(name) != null;
  }

  /** The result of a function. */
  static Tensor apply(String name, Value value, Step step) {
    String kernel = kernel(name);
    boolean isLogical = kernel.equals("LogicalNot") && !(value instanceof Tensor);
    Tensor x =
        step.tensor(value, isLogical && !step.execution().isGraph() ? DataType.BOOL : null, null);
    if (x.type() == DataType.STRING && !Step.isTensor(value) && !isConverted(kernel)) {
      step.isSlowed();
    }
    if (isConverted(kernel)) {
      step.named(null);
    }
    return kernel.equals("composed") ? composed(name, x, step) : apply(kernel, x, step);
  }

  /** Whether the function makes a tensor of what it gets before the kernel sees it. */
  private static boolean isConverted(String kernel) {
    return switch (kernel) {
      case "Abs", "Sign", "Sigmoid", "Relu6", "composed" -> true;
      default -> false;
    };
  }

  private static Tensor apply(String kernel, Tensor x, Step step) {
    DataType type = x.type();
    switch (kernel) {
      case "LogicalNot" -> {
        if (type != DataType.BOOL) {
          throw step.isEager()
              ? step.wrongType(kernel, 0, DataType.BOOL, type, "")
              : new NotKnown("not of numbers");
        }
      }
      case "Identity" -> {
        Tensor same = step.made(type, x.shape()).withLabels(x.labels());
        return x.content().isPresent() ? same.withContent(x.content().get()) : same;
      }
      case "Round" -> {
        if (!type.isInteger()) {
          step.requireKernel(kernel, type);
        }
      }
      case "Reciprocal" -> {
        if (type.isInteger()) {
          throw new NotKnown("the reciprocal of whole numbers");
        }
        step.requireKernel(kernel, type);
      }
      case "Abs" -> {
        if (type.isComplex()) {
          throw new NotKnown("the size of complex numbers");
        }
        step.requireKernel(kernel, type);
      }
      default -> step.requireKernel(kernel, type);
    }
    return step.made(kernel.startsWith("Is") ? DataType.BOOL : type, x.shape());
  }

  private static Tensor composed(String name, Tensor x, Step step) {
    if (x.type().isFloating()) {
      return step.made(x.type(), x.shape());
    }
    switch (name) {
      case "nn.gelu" -> {
        if (!step.execution().target().isGraphMode()) {
          throw step.execution()
              .error(
                  "ValueError",
                  "`features.dtype` must be a floating point tensor.Received:features.dtype=<dtype:"
                      + " '%s'>".formatted(x.type().text()));
        }
      }
      case "nn.silu", "nn.swish" -> {
        if (x.type() == DataType.STRING && step.isEager()) {
          throw step.unimplemented("Cast", "Cast float to string is not supported");
        }
        step.requireKernel("Sigmoid", x.type());
      }
      case "nn.leaky_relu" -> {
        if (x.type().isInteger()) {
          return step.made(DataType.FLOAT32, x.shape());
        }
        step.requireKernel("LeakyRelu", x.type());
      }
      default -> {}
    }
    if (name.endsWith("log_sigmoid")) {
      step.requireKernel("Softplus", x.type());
    }
    throw new NotKnown(name + " of " + x.type().text());
  }

  /** Values and their negatives beside each other. */
  static Tensor concatenatedRelu(Value value, Value axis, Step step) {
    Tensor x = step.tensor(value);
    if (!x.type().isFloating() || !x.shape().isRanked() || x.shape().rank() == 0) {
      throw new NotKnown("crelu");
    }
    int place = axis == null || Shaping.isNone(axis) ? -1 : Shaping.integer(axis, "an axis");
    int rank = x.shape().rank();
    if (place < -rank || place >= rank) {
      throw new NotKnown("crelu");
    }
    int size = x.shape().size(place);
    return step.made(x.type(), x.shape().with(place, size == Shape.ANY ? size : 2 * size));
  }
}
