package fitmend.rules.variable;

import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Optional;
import java.util.Set;

/**
 * A call that makes a variable, or an object that holds some.
 *
 * @param what what is made, as the message says it
 */
record Creation(Call call, Making making, String what) {
  private static final Set<String> VARIABLES =
      Set.of(
          "tensorflow.Variable", "tensorflow.compat.v1.Variable", "tensorflow.compat.v2.Variable");

  private static final Set<String> LAYERS_WITH_WEIGHTS =
      Set.of(
          "Dense",
          "EinsumDense",
          "Embedding",
          "Conv1D",
          "Conv2D",
          "Conv3D",
          "Conv1DTranspose",
          "Conv2DTranspose",
          "Conv3DTranspose",
          "SeparableConv1D",
          "SeparableConv2D",
          "DepthwiseConv1D",
          "DepthwiseConv2D",
          "LSTM",
          "GRU",
          "SimpleRNN",
          "PReLU",
          "BatchNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "Attention",
          "AdditiveAttention",
          "MultiHeadAttention");

  private static final Set<String> OPTIMIZERS =
      Set.of("SGD", "Adam", "AdamW", "Nadam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "Ftrl");

  /** How a variable comes about. */
  enum Making {
    /** {@code tf.Variable}. */
    TENSORFLOW,
    /** {@code K.variable}. */
    BACKEND,
    /** {@code keras.Variable}. */
    KERAS,
    /** {@code self.add_weight}. */
    WEIGHT,
    /** A layer or optimizer, which makes its variables later. */
    HOLDER;

    boolean isPlainVariable() {
      return this == TENSORFLOW || this == BACKEND || this == KERAS;
    }
  }

  /** The call as one that makes variables, if it certainly is one. */
  static Optional<Creation> of(Node node, Definitions definitions) {
    if (!node.is(Kind.CALL)) {
      return Optional.empty();
    }
    Call call = new Call(node);
    if (call.name().filter("add_weight"::equals).isPresent()
        && call.receiver().filter(self -> definitions.isSelf(self, node)).isPresent()) {
      return Optional.of(new Creation(call, Making.WEIGHT, "a weight"));
    }
    return definitions
        .library(call.callee())
        .flatMap(Creation::making)
        .map(making -> new Creation(call, making, what(making, call)));
  }

  private static Optional<Making> making(String path) {
    if (VARIABLES.contains(path)) {
      return Optional.of(Making.TENSORFLOW);
    }
    if (!path.startsWith("keras.")) {
      return Optional.empty();
    }
    String name = path.substring(path.lastIndexOf('.') + 1);
    return switch (path.substring(0, path.lastIndexOf('.'))) {
      case "keras" -> name.equals("Variable") ? Optional.of(Making.KERAS) : Optional.empty();
      case "keras.backend" ->
          name.equals("variable") ? Optional.of(Making.BACKEND) : Optional.empty();
      case "keras.layers" ->
          LAYERS_WITH_WEIGHTS.contains(name) ? Optional.of(Making.HOLDER) : Optional.empty();
      case "keras.optimizers" ->
          OPTIMIZERS.contains(name) ? Optional.of(Making.HOLDER) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String what(Making making, Call call) {
    return making == Making.HOLDER
        ? "`" + call.callee().text() + "` with variables of its own"
        : "a variable";
  }

  /** The statement {@code name = …} or {@code self.name = …} that this call is the value of. */
  Optional<Node> assignment() {
    return call.node()
        .parent()
        .filter(parent -> parent.is(Kind.ASSIGN) && parent.childCount() == 2);
  }

  /** What is assigned to. */
  Optional<Node> target() {
    return assignment().map(statement -> statement.child(0));
  }
}
