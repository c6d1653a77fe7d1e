package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The attributes and methods that models have and other layers have not. */
final class ModelMembers {
  private ModelMembers() {}

  /** An attribute; {@code inherited} is what a layer has under that name. */
  static Value attribute(Model model, String name, Supplier<Value> inherited, Execution execution) {
    return switch (name) {
      case "layers" ->
          model
              .layers(execution)
              .<Value>map(all -> new ListValue(execution.journal(), all))
              .orElse(execution.unknown("layers"));
      case "input", "inputs" -> tensors(model, model.inputs(), name, execution);
      case "output", "outputs" -> tensors(model, model.outputs(), name, execution);
      case "input_shape" -> shapes(model.inputs(), execution);
      case "output_shape" ->
          model.naming().isStandalone() && LayerMembers.isOfNumpy(model)
              ? execution.unknown("a size that NumPy computed")
              : shapes(model.outputs(), execution);
      case "output_names" ->
          model.outputNames().isEmpty()
              ? execution.unknown(name)
              : new ListValue(
                  execution.journal(),
                  model.outputNames().stream().<Value>map(Constant::of).toList());
      default -> inherited.get();
    };
  }

  static boolean isGone(Model model, String name, Execution execution) {
    return switch (name) {
      case "inputs", "outputs" -> execution.target().hasKeras3() && model.isUnconnected();
      case "fit_generator", "evaluate_generator", "predict_generator", "reset_states" ->
          execution.target().hasKeras3();
      case "predict_classes", "predict_proba" -> !execution.target().isGraphMode();
      default -> false;
    };
  }

  private static Value tensors(Model model, Value value, String name, Execution execution) {
    boolean isOne = !name.endsWith("s");
    if (value == null && isOne && model.isUnconnected() && !execution.target().isGraphMode()) {
      return LayerMembers.node(
          model, name.equals("input") ? model.input() : model.output(), name, execution);
    }
    if (value == null) {
      return execution.unknown(name);
    }
    return isOne ? value : new ListValue(execution.journal(), leaves(value));
  }

  private static List<Value> leaves(Value value) {
    return Structures.tensors(value).stream().map(Value.class::cast).toList();
  }

  private static Value shapes(Value value, Execution execution) {
    if (value == null) {
      return execution.unknown("shape");
    }
    boolean isFlat = value instanceof DictValue && execution.target().hasKeras3();
    return Structures.map(
        isFlat ? new ListValue(execution.journal(), leaves(value)) : value,
        leaf -> leaf instanceof Tensor t ? Texts.shapeTuple(t.shape()) : leaf,
        execution);
  }

  static Value summary(Model model, Execution execution) {
    if (model.isNotBuilt() && !execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          model.naming().isStandalone()
              ? "This model has not yet been built. Build the model first by calling build() or"
                  + " calling fit() with some data. Or specify input_shape or batch_input_shape in"
                  + " the first layer for automatic build. "
              : execution.target().isGraphMode()
                  ? null
                  : "This model has not yet been built. Build the model first by calling `build()`"
                      + " or by calling the model on a batch of data.");
    }
    return model.isBuilt() || execution.target().hasKeras3()
        ? Constant.NONE
        : execution.unknown("whether the model is built");
  }

  static Value layer(Model model, Arguments arguments, Execution execution) {
    Value name =
        arguments.positional().isEmpty()
            ? arguments.keywords().get("name")
            : arguments.positional().getFirst();
    Optional<List<Value>> layers = model.layers(execution);
    Value index = arguments.keywords().get("index");
    if (layers.isEmpty() || arguments.isOpen()) {
      return execution.unknown("layers");
    }
    if (arguments.all().isEmpty() && !execution.target().isGraphMode()) {
      throw execution.error(
          "ValueError", "Provide either a layer name or layer index at `get_layer`.");
    }
    if (Tensors.integer(index).isPresent()) {
      int at = Tensors.integer(index).get().intValue();
      if (at >= layers.get().size()) {
        throw execution.error(
            "ValueError",
            "Was asked to retrieve layer at index %d but model only has %d layers."
                .formatted(at, layers.get().size()));
      }
      int place = at < 0 ? at + layers.get().size() : at;
      return place < 0 ? execution.unknown("layer") : layers.get().get(place);
    }
    if (!(name instanceof Constant(String wanted))) {
      return execution.unknown("layer");
    }
    List<String> names = new ArrayList<>();
    for (Value each : layers.get()) {
      String known = ((Layer) Extended.object(each)).layerName();
      if (wanted.equals(known)) {
        return each;
      }
      names.add(known == null ? null : "'" + known + "'");
    }
    if (names.contains(null)) {
      return execution.unknown("layer " + wanted);
    }
    throw execution.error(
        "ValueError",
        "No such layer: "
            + wanted
            + (model.naming().isStandalone()
                ? ""
                : ". Existing layers are: [" + String.join(", ", names) + "]."));
  }
}
