package fitmend.inference.keras;

import fitmend.inference.Target;
import fitmend.inference.library.Extended;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code Sequential}: layers one behind another, built at once or on the first call. */
final class SequentialModel extends Model {
  private static final String LAYERS = "sequential layers";
  private static final String ENTRY = "sequential input";
  private static final String LAST = "sequential output";

  SequentialModel(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected String parameters(Execution execution) {
    return "layers=None, trainable=True, name=None, **kwargs";
  }

  @Override
  protected String automaticName(Execution execution) {
    return typeName();
  }

  @Override
  protected boolean allowsNumbers() {
    return true;
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return name.equals("layers");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    switch (name) {
      case "__init__" -> {
        construct(arguments, execution);
        set(LAYERS, new Tuple(List.of()));
        addAll(setting("layers"), execution);
        return Constant.NONE;
      }
      case "add" -> {
        if (arguments.all().isEmpty()) {
          return super.method(name, arguments, execution);
        }
        add(arguments.all().getFirst(), execution);
        consumeFunctionalName(execution);
        return Constant.NONE;
      }
      case "build" -> {
        if (arguments.all().isEmpty() && isNotBuilt() && !naming().isKeras3() && isKnown()) {
          throw execution.error("ValueError", "You must provide an `input_shape` argument.");
        }
        refuseShape(arguments, execution);
        return super.method(name, arguments, execution);
      }
      case "get_weights", "set_weights" -> {
        refuseWeights(execution);
        return super.method(name, arguments, execution);
      }
      case "pop" -> {
        return pop(execution);
      }
      default -> {
        return super.method(name, arguments, execution);
      }
    }
  }

  private void refuseShape(Arguments arguments, Execution execution) {
    Shape shape =
        arguments.all().size() == 1 ? Tensors.shape(arguments.all().getFirst()) : Shape.UNKNOWN;
    if (execution.target().hasKeras3()
        && setting(ENTRY) instanceof Tensor input
        && !input.shape().isCompatible(shape)) {
      throw execution.error(
          "ValueError",
          layerName() == null
              ? null
              : "Sequential model '%s' has already been configured to use input shape %s. You cannot build it with input_shape %s"
                  .formatted(layerName(), input.shape().tupleText(), shape.tupleText()));
    }
  }

  @Override
  public Value attribute(String name, Execution execution) {
    boolean isEnd = name.equals("input") || name.equals("output");
    if (isEnd && isKnown() && setting(LAST) == null && isNotBuilt() && is2(execution)) {
      throw execution.error(
          "AttributeError", "'Sequential' object has no attribute '_nested_" + name + "s'");
    }
    if (name.endsWith("weights") || name.endsWith("variables")) {
      refuseWeights(execution);
    }
    // Keras 3 asks whether the model itself was called, whatever its layers were.
    return switch (name) {
      case "input" ->
          execution.target().hasKeras3()
              ? LayerMembers.node(this, input(), name, execution)
              : super.attribute(name, execution);
      case "output" ->
          execution.target().hasKeras3()
              ? LayerMembers.node(this, output(), name, execution)
              : super.attribute(name, execution);
      case "input_shape", "output_shape" -> {
        boolean isOpen = isKnown() && isNotBuilt() && setting(LAST) == null;
        if (isOpen && execution.target().hasKeras3() && layerName() != null) {
          throw execution.error(
              "AttributeError",
              "Sequential model '%s' has no defined %s yet."
                  .formatted(layerName(), name.replace('_', ' ')));
        }
        yield super.attribute(name, execution);
      }
      default -> super.attribute(name, execution);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("add") || name.equals("pop") || super.hasMethod(name);
  }

  private boolean is2(Execution execution) {
    return self() == this && execution.target() == Target.TENSORFLOW_2_15;
  }

  /** Keras 2 does not give weights that are still to be made. */
  private void refuseWeights(Execution execution) {
    if (self() == this && isKnown() && isNotBuilt() && !naming().isKeras3()) {
      throw execution.error(
          "ValueError",
          layerName() == null
              ? null
              : "Weights for model '%s' have not yet been created. Weights are created when the model is first called on inputs or `build()` is called with an `input_shape`."
                  .formatted(layerName()));
    }
  }

  private void addAll(Value layers, Execution execution) {
    Optional<List<Value>> elements = Tensors.elements(layers);
    if (elements.isPresent()) {
      elements.get().forEach(layer -> add(layer, execution));
      consumeFunctionalName(execution);
    } else if (Extended.object(layers) instanceof Layer layer) {
      if (execution.target().hasKeras3()) {
        throw execution.error("TypeError", "'" + layer.typeName() + "' object is not iterable");
      }
      add(layers, execution);
    } else if (layers != null && !(layers instanceof Constant none && none.isNone())) {
      forget();
    }
  }

  /** Keras 3 makes a functional model inside each time. */
  private void consumeFunctionalName(Execution execution) {
    if (execution.target().hasKeras3() && setting(LAST) instanceof Tensor && !own().isEmpty()) {
      naming().next("Functional");
    }
  }

  @Override
  public DeclaredInput declaredInput() {
    boolean isOpen = !(setting(ENTRY) instanceof Tensor) && self() == this;
    return DeclaredInput.of(
        this, setting(ENTRY), isOpen ? own().stream().map(this::classOf).toList() : List.of());
  }

  private String classOf(Value layer) {
    return Extended.object(layer) == layer ? Extended.object(layer).path() : layer.typeName();
  }

  private void forget() {
    disconnect();
    set(LAYERS, new Unknown("layers"));
    set(LAST, new Unknown("layers"));
    disconnect();
    forgetWeights();
  }

  private List<Value> own() {
    return setting(LAYERS) instanceof Tuple(List<Value> layers) ? layers : List.of();
  }

  private boolean isKnown() {
    return setting(LAYERS) instanceof Tuple;
  }

  private void add(Value added, Execution execution) {
    boolean isInput = added instanceof Tensor input && naming().inputLayer(input) != null;
    if (isInput && isKnown() && setting(ENTRY) instanceof Tensor entry && naming().isKeras3()) {
      refuseEntry(entry, execution);
    }
    if (added instanceof Tensor input && own().isEmpty() && isKnown()) {
      enter(input, execution);
      return;
    }
    if (!(Extended.object(added) instanceof Layer layer)) {
      refuse(added, execution);
      forget();
      return;
    }
    if (!isKnown()) {
      return;
    }
    if (layer instanceof InputLayer input) {
      if (setting(ENTRY) instanceof Tensor entry && execution.target().hasKeras3()) {
        refuseEntry(entry, execution);
      }
      if (own().isEmpty() && input.tensor() != null) {
        enter(input.tensor(), execution);
      } else {
        forget();
      }
      return;
    }
    refuseName(layer, execution);
    if (own().isEmpty() && setting(LAST) == null) {
      Shape shape = givenShape(layer, execution);
      if (shape != null) {
        Value type = layer.setting("dtype");
        enter(
            naming().input(shape, layer.ownType(execution), entryName(layer), execution),
            execution);
        if (type == null) {
          set(ENTRY, setting(ENTRY));
        }
      } else if (layer instanceof Model model && model.isFunctional()) {
        List<Tensor> inputs = Structures.tensors(model.inputs());
        if (inputs.size() == 1) {
          enter(
              naming()
                  .input(
                      inputs.getFirst().shape(),
                      inputs.getFirst().type(),
                      entryName(layer),
                      execution),
              execution);
        }
      }
    }
    List<Value> more = new ArrayList<>(own());
    more.add(added);
    set(LAYERS, new Tuple(List.copyOf(more)));
    if (setting(LAST) != null) {
      extend(added, execution);
    }
  }

  /** Keras 2 names the input that it makes after the first layer. */
  private Value entryName(Layer first) {
    return naming().isKeras3() || first.layerName() == null
        ? null
        : Constant.of(first.layerName() + "_input");
  }

  private void refuse(Value added, Execution execution) {
    boolean isClass = added instanceof Reference reference && reference.typeName().equals("type");
    boolean isFunction = added.typeName().equals("function");
    if (!(added instanceof Constant) && !isClass && !isFunction) {
      return;
    }
    String text = isClass ? null : Texts.str(added);
    switch (execution.target()) {
      case TENSORFLOW_2_21 ->
          throw execution.error(
              "ValueError",
              text == null
                  ? null
                  : "Only instances of `keras.Layer` can be added to a Sequential model. Received: %s (of type <class '%s'>)"
                      .formatted(text, added.typeName()));
      case TENSORFLOW_2_15 ->
          throw execution.error(
              "TypeError",
              text == null
                  ? null
                  : "The added layer must be an instance of class Layer. Received: layer=%s of type <class '%s'>."
                      .formatted(text, added.typeName()));
      case TENSORFLOW_1_15 -> throw execution.error("TypeError", null);
    }
  }

  private void refuseEntry(Tensor entry, Execution execution) {
    throw execution.error(
        "ValueError",
        "Sequential model '%s' has already been configured to use input shape %s. You cannot add a different Input layer to it."
            .formatted(layerName(), entry.shape().tupleText()));
  }

  private void refuseName(Layer layer, Execution execution) {
    String name = layer.layerName();
    boolean isTaken =
        name != null
            && own().stream()
                .map(each -> (Layer) Extended.object(each))
                .anyMatch(each -> each != layer && name.equals(each.layerName()));
    if (isTaken && !execution.target().isGraphMode()) {
      String quote = execution.target().hasKeras3() ? "'" : "\"";
      throw execution.error(
          "ValueError",
          "All layers added to a Sequential model should have unique names. Name "
              + quote
              + name
              + quote
              + " is already the name of a layer in this model. Update the `name` argument to pass"
              + " a unique name.");
    }
  }

  /** What {@code input_shape} and its like say, with the batch; null when there is none. */
  private static Shape givenShape(Layer layer, Execution execution) {
    Value batch = layer.setting("batch_input_shape");
    Value shape = layer.setting("input_shape");
    boolean hasWidth =
        layer.allowsWidth() && Tensors.integer(layer.setting("input_dim")).isPresent();
    if (batch != null) {
      return Tensors.shape(batch);
    }
    if (shape != null) {
      Shape inner = Tensors.elements(shape).isPresent() ? Tensors.shape(shape) : Shape.UNKNOWN;
      if (shape instanceof Constant(Long number) && !execution.target().isGraphMode()) {
        throw execution.error(
            execution.target().hasKeras3() ? "ValueError" : "TypeError",
            execution.target().hasKeras3()
                ? "Cannot convert '" + number + "' to a shape."
                : "'int' object is not iterable");
      }
      return Shape.of(Shape.ANY).concat(inner);
    }
    if (layer instanceof EmbeddingLayer && !execution.target().hasKeras3()) {
      return Shape.of(Shape.ANY, layer.number("input_length"));
    }
    return hasWidth ? Shape.of(Shape.ANY, layer.number("input_dim")) : null;
  }

  private void enter(Tensor input, Execution execution) {
    set(ENTRY, input);
    set(LAST, input);
  }

  private void extend(Value layer, Execution execution) {
    if (!(setting(LAST) instanceof Tensor last)) {
      return;
    }
    Value next = execution.call(layer, Arguments.of(last));
    set(LAST, next);
    if (next instanceof Tensor output && setting(ENTRY) instanceof Tensor entry) {
      connect(entry, output, execution);
    } else {
      disconnect();
      forgetWeights();
    }
  }

  private Value pop(Execution execution) {
    if (!isKnown()) {
      return execution.unknown("layer");
    }
    if (own().isEmpty()) {
      throw execution.error(
          execution.target().hasKeras3() ? "IndexError" : "TypeError",
          execution.target().hasKeras3()
              ? "list index out of range"
              : execution.target().isGraphMode() ? null : "There are no layers in the model.");
    }
    Value popped = own().getLast();
    set(LAYERS, new Tuple(List.copyOf(own().subList(0, own().size() - 1))));
    if (own().isEmpty() && setting(ENTRY) == null && execution.target().hasKeras3()) {
      throw execution.error("IndexError", "list index out of range");
    }
    if (setting(ENTRY) instanceof Tensor entry) {
      set(LAST, entry);
      own().forEach(layer -> extend(layer, execution));
    }
    return execution.target().hasKeras3() ? popped : Constant.NONE;
  }

  @Override
  String firstName() {
    boolean isGiven =
        setting(ENTRY) instanceof Tensor entry
            && naming().inputLayer(entry) != null
            && !own().isEmpty()
            && ((Layer) Extended.object(own().getFirst())).setting("input_shape") == null
            && ((Layer) Extended.object(own().getFirst())).setting("input_dim") == null
            && ((Layer) Extended.object(own().getFirst())).setting("batch_input_shape") == null;
    return isGiven || own().isEmpty()
        ? null
        : ((Layer) Extended.object(own().getFirst())).layerName();
  }

  @Override
  protected boolean checksInputShapes() {
    return !naming().isKeras3();
  }

  @Override
  protected boolean knowsLayers() {
    return isKnown();
  }

  @Override
  protected List<Layer> sublayers() {
    return own().stream().map(each -> (Layer) Extended.object(each)).toList();
  }

  @Override
  protected Optional<List<Value>> layers(Execution execution) {
    return isKnown()
        ? Optional.of(naming().isKeras3() ? own() : own().stream().distinct().toList())
        : Optional.empty();
  }

  @Override
  protected Value withoutCall(Value inputs, Execution execution) {
    if (isFunctional()) {
      InputSpecification.inputs(this, inputs, execution);
      boolean hasSeveral = Structures.leaves(inputs).map(List::size).orElse(1) > 1;
      return hasSeveral
          ? execution.unknown("several inputs of one model")
          : runGraph(inputs, execution);
    }
    if (!isKnown() || setting(LAST) != null) {
      return execution.unknown("the layers are not known");
    }
    if (own().isEmpty() && execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          layerName() == null
              ? null
              : "Sequential model "
                  + layerName()
                  + " cannot be built because it has no layers. Call `model.add(layer)`.");
    }
    Value result = inputs;
    for (Value layer : own()) {
      result = execution.call(layer, Arguments.of(result));
      if (result instanceof Unknown) {
        forgetWeights();
        break;
      }
    }
    return result;
  }
}
