package fitmend.inference.keras;

import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The attributes and methods that all layers have. */
final class LayerMembers {
  private LayerMembers() {}

  static Value attribute(Layer layer, String name, Value own, Execution execution) {
    return switch (name) {
      case "name" -> known(layer.nameValue(), name);
      case "built" -> known(layer.builtValue(), name);
      case "trainable" ->
          layer.setting("trainable") == null ? Constant.TRUE : layer.setting("trainable");
      case "weights", "variables" ->
          layer
              .weights()
              .<Value>map(all -> new ListValue(execution.journal(), all))
              .orElse(execution.unknown(name));
      case "trainable_weights", "trainable_variables" ->
          layer
              .trainableWeights()
              .<Value>map(all -> new ListValue(execution.journal(), all))
              .orElse(execution.unknown(name));
      case "non_trainable_weights", "non_trainable_variables" ->
          layer
              .weights()
              .flatMap(all -> layer.trainableWeights().map(some -> without(all, some)))
              .<Value>map(all -> new ListValue(execution.journal(), all))
              .orElse(execution.unknown(name));
      case "input" -> node(layer, layer.input(), name, execution);
      case "output" -> node(layer, layer.output(), name, execution);
      case "input_shape" -> shape(layer, layer.input(), name, execution);
      case "output_shape" -> shape(layer, layer.output(), name, execution);
      case "units", "filters", "rate", "input_dim", "output_dim" ->
          layer.setting(name) == null ? own : layer.setting(name);
      default -> own;
    };
  }

  private static List<Value> without(List<Value> all, List<Value> some) {
    return all.stream().filter(each -> some.stream().noneMatch(one -> one == each)).toList();
  }

  private static Value known(Value value, String name) {
    return value == null ? new Unknown("attribute " + name) : value;
  }

  /** Keras 3 has no {@code input_shape} and {@code output_shape} any more. */
  private static Value shape(Layer layer, Value node, String name, Execution execution) {
    if (execution.target().hasKeras3() && layer.getClass() != ScriptLayer.class) {
      return null;
    }
    boolean isOdd = layer.naming().isStandalone() && isOfNumpy(layer);
    return node instanceof Tensor tensor && !isOdd
        ? Texts.shapeTuple(tensor.shape())
        : execution.unknown(name);
  }

  /** Keras 2.3 computes the size with NumPy, which gives integers of its own. */
  static boolean isOfNumpy(Layer layer) {
    return layer instanceof ReshapingLayer
        || layer instanceof Model && layer.sublayers().stream().anyMatch(LayerMembers::isOfNumpy);
  }

  /** What went in or came out; raises when the layer was not called. */
  static Value node(Layer layer, Value node, String name, Execution execution) {
    if (node != null) {
      return node;
    }
    String own = layer.layerName();
    throw execution.error(
        "AttributeError",
        own == null
            ? null
            : execution.target().hasKeras3()
                ? "The layer "
                    + own
                    + " has never been called and thus has no defined "
                    + name
                    + "."
                : name.equals("input")
                    ? "Layer " + own + " is not connected, no input to return."
                    : "Layer " + own + " has no inbound nodes.");
  }

  static boolean hasMethod(String name) {
    return switch (name) {
      case "__init__",
          "__call__",
          "build",
          "call",
          "count_params",
          "get_weights",
          "set_weights",
          "add_weight",
          "compute_output_shape" ->
          true;
      default -> false;
    };
  }

  static Value method(Layer layer, String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "count_params" -> countParameters(layer, execution);
      case "get_weights" ->
          layer
              .weights()
              .<Value>map(all -> arrays(all, execution))
              .orElse(execution.unknown("weights"));
      case "set_weights" -> LayerWeights.set(layer, arguments, execution);
      case "call" ->
          arguments.positional().isEmpty()
              ? execution.unknown("arguments of call")
              : layer.compute(arguments.positional().getFirst(), arguments, execution);
      case "compute_output_shape" -> outputShape(layer, arguments, execution);
      default -> execution.unknown("method " + name + " of " + layer.typeName());
    };
  }

  private static Value arrays(List<Value> weights, Execution execution) {
    List<Value> arrays = new ArrayList<>();
    for (Value weight : weights) {
      Tensor tensor = (Tensor) weight;
      arrays.add(
          Tensors.made(
              Holder.NUMPY,
              tensor.type(),
              tensor.shape(),
              "get_weights",
              List.of(tensor),
              execution));
    }
    return new ListValue(execution.journal(), arrays);
  }

  private static Value countParameters(Layer layer, Execution execution) {
    if (layer.isNotBuilt()) {
      if (execution.target().isGraphMode()) {
        return execution.unknown("whether Keras 2.3 or tf.keras counts");
      }
      String name = layer.layerName();
      throw execution.error(
          "ValueError",
          name == null
              ? null
              : execution.target().hasKeras3()
                  ? "You tried to call `count_params` on layer '%s', but the layer isn't built. You can build it manually via: `layer.build(input_shape)`."
                      .formatted(name)
                  : "You tried to call `count_params` on layer %s, but the layer isn't built. You can build it manually via: `%s.build(batch_input_shape)`."
                      .formatted(name, name));
    }
    long count = layer.parameterCount();
    return count < 0 ? execution.unknown("number of parameters") : Constant.of(count);
  }

  private static Value outputShape(Layer layer, Arguments arguments, Execution execution) {
    Shape shape =
        arguments.all().size() == 1 ? Tensors.shape(arguments.all().getFirst()) : Shape.UNKNOWN;
    boolean isLambda = Layer.name(layer.path()).equals("Lambda");
    if (!shape.isRanked() || layer.isDoubtful() || isLambda || execution.target().isGraphMode()) {
      return execution.unknown("output shape of " + layer.typeName());
    }
    if (layer.hasNoOutputShape() && execution.target().hasKeras3()) {
      throw execution.error(
          "NotImplementedError",
          "Layer %s does not have a `compute_output_shape` method implemented. Should implement `def compute_output_shape(self, input_shape)`."
              .formatted(layer.typeName()));
    }
    Value output;
    try {
      output = layer.outputShape(shape, execution);
    } catch (PythonError error) {
      // Keras 2 often calls the layer to know, and says so.
      throw execution.target().hasKeras3() ? error : Texts.withoutMessage(error);
    }
    Value shapes =
        Structures.map(
            output,
            leaf -> leaf instanceof Tensor t ? layer.shapeValue(t.shape(), execution) : leaf,
            execution);
    return shapes;
  }
}
