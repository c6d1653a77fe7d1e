package fitmend.inference.facts;

import java.util.Set;

/** Functions of NumPy, TensorFlow and Keras that give an array of their argument's shape. */
final class ElementwiseFunctions {
  private static final Set<String> NAMES =
      Set.of(
          "abs",
          "absolute",
          "arctan",
          "around",
          "ascontiguousarray",
          "ceil",
          "clip",
          "clip_by_value",
          "copy",
          "cos",
          "cosh",
          "cumsum",
          "deg2rad",
          "dropout",
          "elu",
          "ensure_shape",
          "erf",
          "exp",
          "expm1",
          "flip",
          "fliplr",
          "flipud",
          "floor",
          "gelu",
          "identity",
          "l2_normalize",
          "leaky_relu",
          "log",
          "log10",
          "log1p",
          "log2",
          "log_softmax",
          "nan_to_num",
          "negative",
          "permutation",
          "radians",
          "random_shuffle",
          "relu",
          "relu6",
          "reverse",
          "roll",
          "round",
          "rsqrt",
          "selu",
          "sigmoid",
          "sign",
          "silu",
          "sin",
          "sinc",
          "sinh",
          "softmax",
          "softplus",
          "sort",
          "sqrt",
          "stop_gradient",
          "swish",
          "tan",
          "tanh");

  private ElementwiseFunctions() {}

  /** Whether a function of that name is one, in whatever library. */
  static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
