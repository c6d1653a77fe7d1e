package fitmend.rules.dtype;

import java.util.Set;

/**
 * What functions of TensorFlow do when types of tensors differ; found by trying them on TensorFlow
 * 2.21 and 2.15.
 */
final class TensorFlowCalls {
  private TensorFlowCalls() {}

  /** A NumPy array in front keeps its type; other operations cast it to that of the tensor. */
  private static final Set<String> FIRST_OPERAND_DECIDES =
      Set.of("matmul", "add", "matvec", "tensordot", "nn.conv1d");

  /** A NumPy array keeps its type wherever it stands. */
  private static final Set<String> NO_OPERAND_IS_CAST =
      Set.of("nn.sigmoid_cross_entropy_with_logits", "nn.weighted_cross_entropy_with_logits");

  /** All operands must have one type. */
  private static final Set<String> OPERANDS_AGREE =
      Set.of(
          "matmul",
          "add",
          "matvec",
          "tensordot",
          "nn.conv1d",
          "multiply",
          "subtract",
          "divide",
          "maximum",
          "minimum",
          "pow",
          "squared_difference",
          "einsum",
          "nn.bias_add",
          "nn.conv2d",
          "where",
          "equal",
          "greater",
          "less",
          "concat",
          "stack",
          "nn.sigmoid_cross_entropy_with_logits",
          "nn.weighted_cross_entropy_with_logits");

  /** Give a tensor of the type of their first operand. */
  private static final Set<String> KEEP_TYPE =
      Set.of(
          "abs",
          "square",
          "sqrt",
          "rsqrt",
          "exp",
          "log",
          "log1p",
          "sin",
          "cos",
          "tanh",
          "sigmoid",
          "negative",
          "sign",
          "round",
          "clip_by_value",
          "identity",
          "stop_gradient",
          "reshape",
          "transpose",
          "expand_dims",
          "squeeze",
          "gather",
          "slice",
          "tile",
          "reverse",
          "cumsum",
          "reduce_mean",
          "reduce_sum",
          "reduce_max",
          "reduce_min",
          "nn.relu",
          "nn.sigmoid",
          "nn.tanh",
          "nn.softmax",
          "nn.l2_loss",
          "nn.l2_normalize",
          "nn.embedding_lookup",
          "norm");

  /** What of these is called otherwise in Keras' backend. */
  private static final Set<String> KEEP_TYPE_IN_KERAS =
      Set.of("clip", "sum", "mean", "max", "min", "pow", "softmax", "relu", "maximum", "minimum");

  private static final Set<String> MAKE_TENSORS =
      Set.of("constant", "convert_to_tensor", "Variable");

  static boolean isKeras(String qualifiedName) {
    return qualifiedName.startsWith("tensorflow.keras.") || qualifiedName.startsWith("keras.");
  }

  static boolean isLossOrMetric(String qualifiedName) {
    return isKeras(qualifiedName) && qualifiedName.matches(".*\\.(losses|metrics)\\..*");
  }

  /** The operation behind a qualified name: {@code matmul} for {@code tensorflow.linalg.matmul}. */
  static String operation(String qualifiedName) {
    return qualifiedName
        .replaceFirst("^tensorflow\\.(compat\\.v[12]\\.)?", "")
        .replaceFirst("^(math|linalg)\\.", "");
  }

  static boolean isTensorFlow(String qualifiedName) {
    return qualifiedName.startsWith("tensorflow.") && !isKeras(qualifiedName);
  }

  /** Losses that give the type of their logits, to which they cast the labels. */
  static boolean castsLabels(String qualifiedName) {
    return isTensorFlow(qualifiedName)
        && operation(qualifiedName).matches("nn\\.(sparse_)?softmax_cross_entropy_with_logits");
  }

  /** {@code tf.constant} and its like: they keep the type of an array unless told another. */
  static boolean makesTensor(String qualifiedName) {
    return isTensorFlow(qualifiedName) && MAKE_TENSORS.contains(operation(qualifiedName));
  }

  /** Whether a NumPy array as that operand keeps its type beside a tensor of another. */
  static boolean keepsArrayDouble(String operation, boolean isFirstOperand) {
    return NO_OPERAND_IS_CAST.contains(operation)
        || isFirstOperand && FIRST_OPERAND_DECIDES.contains(operation);
  }

  static boolean operandsAgree(String operation) {
    return OPERANDS_AGREE.contains(operation);
  }

  /** Whether {@code K.mean} or {@code keras.ops.log} gives a tensor of the type of its operand. */
  static boolean keepsTypeInKeras(String qualifiedName) {
    String function = qualifiedName.replaceFirst(".*\\.(backend|ops)\\.", "");
    return isKeras(qualifiedName)
        && (KEEP_TYPE_IN_KERAS.contains(function) || KEEP_TYPE.contains(function));
  }

  static boolean givesTypeOfOperand(String operation) {
    return KEEP_TYPE.contains(operation) || OPERANDS_AGREE.contains(operation);
  }
}
