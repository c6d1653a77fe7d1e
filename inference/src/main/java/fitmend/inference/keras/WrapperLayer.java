package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code TimeDistributed} and {@code Bidirectional}: a layer around a layer. */
final class WrapperLayer extends Layer {
  private static final String BACKWARD = "backward layer";

  private final String kind;

  WrapperLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    Layer inner = inner();
    if (setting("layer") instanceof Constant constant) {
      throw execution.error(
          "ValueError",
          switch (execution.target()) {
            case TENSORFLOW_2_21 ->
                "Please initialize `%s` layer with a `keras.layers.Layer` instance. Received: %s"
                    .formatted(kind, Texts.str(constant));
            case TENSORFLOW_2_15 ->
                "Please initialize `%s` layer with a `tf.keras.layers.Layer` instance. Received: %s"
                    .formatted(kind, Texts.str(constant));
            case TENSORFLOW_1_15 -> null;
          });
    }
    if (kind.equals("Bidirectional")) {
      if (inner instanceof DenseLayer) {
        throw execution.error(execution.target().hasKeras3() ? "TypeError" : "KeyError", null);
      }
      if (setting("merge_mode") instanceof Constant(String mode)
          && !List.of("sum", "mul", "ave", "concat").contains(mode)) {
        throw execution.error(
            "ValueError",
            execution.target().isGraphMode()
                ? null
                : "Invalid merge mode. Received: "
                    + mode
                    + ". Merge mode should be one of {\"sum\", \"mul\", \"ave\", \"concat\","
                    + " None}");
      }
      Value given = setting("backward_layer");
      if (given != null && !(given instanceof Constant)) {
        // Whether it goes backwards is not looked at.
        set("layer", new Unknown("a layer of its own for each direction"));
      } else if (inner instanceof RecurrentLayer recurrent) {
        set(BACKWARD, recurrent.copy(execution));
      }
    }
  }

  private Layer inner() {
    return Extended.object(setting("layer")) instanceof Layer layer ? layer : null;
  }

  private Layer backward() {
    Value given = setting("backward_layer");
    if (given != null && Extended.object(given) instanceof Layer layer) {
      return layer;
    }
    return setting(BACKWARD) instanceof Layer layer ? layer : null;
  }

  @Override
  protected List<Layer> sublayers() {
    List<Layer> layers = new ArrayList<>();
    if (inner() != null) {
      layers.add(inner());
    }
    if (backward() != null) {
      layers.add(backward());
    }
    return layers;
  }

  @Override
  protected int exactRank(Execution execution) {
    return kind.equals("Bidirectional") && inner() instanceof RecurrentLayer recurrent
        ? recurrent.exactRank(execution)
        : -1;
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    if (inner() == null) {
      forgetWeights();
      return;
    }
    if (!execution.target().hasKeras3() || !(inputs instanceof Tensor tensor)) {
      return;
    }
    if (kind.equals("Bidirectional")) {
      sublayers().forEach(layer -> layer.buildAlone(tensor, execution));
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (inner() == null || !(inputs instanceof Tensor tensor) || !tensor.shape().isRanked()) {
      return execution.unknown("inputs of " + kind);
    }
    return switch (kind) {
      case "TimeDistributed" -> distributed(tensor, execution);
      case "Bidirectional" -> bothWays(tensor, execution);
      default -> execution.unknown(kind);
    };
  }

  @Override
  protected Value outputFor(fitmend.inference.value.Shape shape, Execution execution) {
    return kind.equals("TimeDistributed") && shape.rank() < 3
        ? execution.unknown("output shape of TimeDistributed")
        : super.outputFor(shape, execution);
  }

  private Value distributed(Tensor input, Execution execution) {
    if (input.shape().rank() < 3) {
      boolean isAsserted = naming().isStandalone();
      throw execution.error(isAsserted ? "AssertionError" : "ValueError", isAsserted ? "" : null);
    }
    Shape each = input.shape().remove(1);
    Value result;
    try {
      Tensor one = made(input.type(), each, List.of(input), execution);
      result = execution.call(inner().self(), Arguments.of(one));
    } catch (PythonError error) {
      // Keras 3 asks the layer inside for its output shape only, and does not check.
      if (execution.target().hasKeras3()
          || inner() instanceof PoolingLayer
          || inner() instanceof RecurrentLayer) {
        forgetWeights();
        return execution.unknown("the layer inside refuses its input");
      }
      throw execution.error(error.type(), null);
    }
    return result instanceof Tensor tensor && tensor.shape().isRanked() && tensor.shape().rank() > 0
        ? made(
            tensor.type(),
            tensor.shape().insert(1, input.shape().size(1)),
            List.of(input),
            execution)
        : execution.unknown("output of the layer inside");
  }

  private Value bothWays(Tensor input, Execution execution) {
    if (backward() == null) {
      forgetWeights();
      return execution.unknown("layer inside Bidirectional");
    }
    Value forward = execution.call(inner().self(), Arguments.of(input));
    Value backward = execution.call(backward().self(), Arguments.of(input));
    List<Value> one = Structures.leaves(forward).orElse(List.of());
    List<Value> other = Structures.leaves(backward).orElse(List.of());
    if (one.isEmpty()
        || one.size() != other.size()
        || !(one.getFirst() instanceof Tensor left)
        || !(other.getFirst() instanceof Tensor)
        || !left.shape().isRanked()) {
      return execution.unknown("output of the layer inside");
    }
    List<Value> all = new ArrayList<>();
    switch (setting("merge_mode")) {
      case Constant(String mode) -> {
        int width = left.shape().size(-1);
        Shape merged =
            mode.equals("concat")
                ? left.shape().with(-1, width < 0 ? Shape.ANY : 2 * width)
                : left.shape();
        all.add(made(left.type(), merged, List.of(input), execution));
      }
      case Constant none when none.isNone() -> {
        all.add(left);
        all.add(other.getFirst());
      }
      case null, default -> {
        return execution.unknown("merge mode");
      }
    }
    all.addAll(one.subList(1, one.size()));
    all.addAll(other.subList(1, other.size()));
    if (all.size() == 1) {
      return all.getFirst();
    }
    return execution.target().hasKeras3()
        ? new Tuple(List.copyOf(all))
        : new ListValue(execution.journal(), all);
  }
}
