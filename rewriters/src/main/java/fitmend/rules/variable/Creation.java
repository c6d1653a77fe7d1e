package fitmend.rules.variable;

import fitmend.inference.Target;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A call that makes a variable, or an object that holds some. */
record Creation(Call call, Making making, String typeName) {
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
          "LSTMCell",
          "GRU",
          "GRUCell",
          "SimpleRNN",
          "SimpleRNNCell",
          "ConvLSTM2D",
          "PReLU",
          "BatchNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "Attention",
          "AdditiveAttention",
          "MultiHeadAttention");

  /** Layers that hold what the layers given to them hold. */
  private static final Set<String> WRAPPERS =
      Set.of("Bidirectional", "TimeDistributed", "RNN", "StackedRNNCells", "Sequential");

  /** Layers that keep the state of their random numbers in a variable since Keras 3. */
  private static final Set<String> RANDOM_LAYERS =
      Set.of(
          "Dropout",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise");

  private static final Set<String> OPTIMIZERS =
      Set.of("SGD", "Adam", "AdamW", "Nadam", "Adamax", "RMSprop", "Adagrad", "Adadelta", "Ftrl");

  private static final Set<String> GENERATORS =
      Set.of(
          "tensorflow.random.Generator.from_seed",
          "tensorflow.random.Generator.from_non_deterministic_state",
          "keras.random.SeedGenerator");

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
    /** A layer, which makes its variables when it is called first. */
    LAYER,
    /** An optimizer, which makes some of its variables with the first step. */
    OPTIMIZER,
    /** A metric, or a generator of random numbers. */
    STATE;

    boolean isPlainVariable() {
      return this == TENSORFLOW || this == BACKEND || this == KERAS;
    }

    boolean isHolder() {
      return this == LAYER || this == OPTIMIZER || this == STATE;
    }
  }

  /** The call as one that makes variables, if it certainly is one. */
  static Optional<Creation> of(Node node, Definitions definitions, Target target) {
    if (!node.is(Kind.CALL)) {
      return Optional.empty();
    }
    Call call = new Call(node);
    String name = call.name().orElse("");
    if (name.equals("add_weight")
        && call.receiver().filter(self -> definitions.isSelf(self, node)).isPresent()) {
      return Optional.of(new Creation(call, Making.WEIGHT, name));
    }
    Optional<String> path = definitions.library(call.callee());
    Optional<Making> making =
        path.isPresent()
            ? making(path.get(), call, definitions, target)
            : ofScript(call, definitions, target);
    return making.map(found -> new Creation(call, found, path.map(Creation::last).orElse(name)));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static Optional<Making> making(
      String path, Call call, Definitions definitions, Target target) {
    if (VARIABLES.contains(path)) {
      return Optional.of(Making.TENSORFLOW);
    }
    if (GENERATORS.contains(path)) {
      return Optional.of(Making.STATE);
    }
    if (!path.startsWith("keras.")) {
      return Optional.empty();
    }
    String name = last(path);
    boolean makes =
        switch (path.substring(0, path.lastIndexOf('.'))) {
          case "keras", "keras.models" ->
              name.equals("Variable")
                  || name.equals("Sequential") && holdsLayers(call, definitions, target);
          case "keras.backend" -> name.equals("variable");
          case "keras.layers" ->
              LAYERS_WITH_WEIGHTS.contains(name)
                  || WRAPPERS.contains(name) && holdsLayers(call, definitions, target)
                  || RANDOM_LAYERS.contains(name) && target.hasKeras3() && hasRate(call);
          case "keras.optimizers" -> OPTIMIZERS.contains(name);
          case "keras.metrics" -> Character.isUpperCase(name.charAt(0)) && !name.equals("Metric");
          default -> false;
        };
    return makes ? Optional.of(making(path, name)) : Optional.empty();
  }

  private static Making making(String path, String name) {
    return switch (path.substring(0, path.lastIndexOf('.'))) {
      case "keras.optimizers" -> Making.OPTIMIZER;
      case "keras.metrics" -> Making.STATE;
      case "keras.backend" -> Making.BACKEND;
      default -> name.equals("Variable") ? Making.KERAS : Making.LAYER;
    };
  }

  private static boolean holdsLayers(Call call, Definitions definitions, Target target) {
    return call.arguments().stream()
        .flatMap(argument -> argument.value().all(Kind.CALL).stream())
        .anyMatch(inner -> of(inner, definitions, target).isPresent());
  }

  /** A layer that drops nothing needs no random numbers. */
  private static boolean hasRate(Call call) {
    return call.positional(0)
        .or(() -> call.keyword("rate"))
        .filter(rate -> rate.value().is(Kind.NUMBER) && !rate.value().text().matches("0?\\.?0*"))
        .isPresent();
  }

  /** A layer of the script that has variables itself, or layers that have. */
  private static Optional<Making> ofScript(Call call, Definitions definitions, Target target) {
    Optional<ClassDef> type =
        definitions
            .definition(call.callee())
            .filter(node -> node.is(Kind.CLASS_DEF) && !node.contains(call.node()))
            .map(ClassDef::new);
    return type.filter(
            t ->
                new KerasClasses(t.node().file().root(), definitions)
                    .family(t)
                    .filter(KerasClasses.Family::isLayer)
                    .isPresent())
        .filter(
            t ->
                Stream.of("__init__", "build")
                    .flatMap(method -> t.method(method).stream())
                    .flatMap(method -> method.body().all(Kind.CALL).stream())
                    .anyMatch(
                        inner ->
                            Execution.isCertain(inner, Execution.function(inner))
                                && of(inner, definitions, target).isPresent()))
        .map(t -> Making.LAYER);
  }

  /** What is made, as messages say it. */
  String what() {
    return switch (making) {
      case WEIGHT -> "a new weight";
      case LAYER ->
          "a new `" + typeName + "`" + (typeName.equals("Sequential") ? " model" : " layer");
      case OPTIMIZER -> "a new `" + typeName + "` optimizer";
      case STATE ->
          Character.isUpperCase(typeName.charAt(0)) && !typeName.endsWith("Generator")
              ? "a new `" + typeName + "` metric"
              : "a new generator of random numbers";
      default -> "a new variable";
    };
  }

  /** A name for what has none: that given to it, or the kind of thing it is. */
  String plainName() {
    return call.keyword("name")
        .map(given -> given.value().text().replaceAll("^[\"']|[\"']$", ""))
        .filter(text -> text.matches("[a-z_][a-z0-9_]*"))
        .orElseGet(
            () ->
                switch (making) {
                  case WEIGHT -> "weight";
                  case LAYER -> snakeCase(typeName);
                  case OPTIMIZER -> "optimizer";
                  case STATE ->
                      Character.isUpperCase(typeName.charAt(0)) ? snakeCase(typeName) : "generator";
                  default -> "variable";
                });
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
        .replaceAll("([a-z0-9])([A-Z])(?=[a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
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
