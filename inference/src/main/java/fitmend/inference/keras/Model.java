package fitmend.inference.keras;

import fitmend.inference.Target;
import fitmend.inference.library.Extended;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model: functional, or a class of the script that extends {@code Model}. */
class Model extends ScriptLayer implements Network {
  private static final String INPUTS = "functional inputs";
  private static final String OUTPUTS = "functional outputs";

  Model(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected String parameters(Execution execution) {
    return "*args, **kwargs";
  }

  @Override
  protected boolean allowsNumbers() {
    return isFunctional();
  }

  @Override
  protected boolean castsInputs() {
    return true;
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return isConnecting()
        && (naming().isKeras3() || name.equals("inputs") || name.equals("outputs"));
  }

  @Override
  protected String automaticName(Execution execution) {
    return execution.target().hasKeras3() ? typeName() : super.typeName();
  }

  @Override
  public String typeName() {
    return self() == this && isConnecting() && !naming().isOld() ? "Functional" : super.typeName();
  }

  /** Whether its constructor was given inputs and outputs. */
  private boolean isConnecting() {
    return setting("inputs") != null && setting("outputs") != null;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (isForgotten() && execution.target().hasKeras3() && lacking(name) != null) {
      throw execution.error("AttributeError", lacking(name));
    }
    if (Training.hasMethod(name)) {
      Value result = Training.method(this, name, arguments, execution);
      if (!name.equals("compile") && isNotBuilt()) {
        // The data built it, out of sight.
        forgetWeights();
      }
      return result;
    }
    return switch (name) {
      case "__init__" -> {
        initialize(arguments, execution);
        yield Constant.NONE;
      }
      case "summary" -> ModelMembers.summary(this, execution);
      case "get_layer" -> ModelMembers.layer(this, arguments, execution);
      case "save", "save_weights" -> {
        Saving.check(name, this, arguments, execution);
        yield naming().isStandalone()
            ? execution.unknown("whether the file can be written")
            : Constant.NONE;
      }
      case "load_weights" -> Saving.load(arguments, execution);
      case "reset_states", "reset_metrics" -> Constant.NONE;
      case "build" -> {
        if (isNotBuilt()) {
          buildModel(arguments, execution);
        }
        yield Constant.NONE;
      }
      default -> super.method(name, arguments, execution);
    };
  }

  @Override
  public void escape() {
    Compilation.forget(this);
  }

  /** What Keras 3 misses first in a model whose constructor forgot the one of its parent. */
  private String lacking(String method) {
    String attribute =
        switch (method) {
          case "summary" -> "_trainable";
          case "build" -> "_parent_path";
          case "predict" -> "_distribute_strategy";
          case "compile" -> "_dtype_policy";
          case "fit", "evaluate", "train_on_batch" -> "compiled";
          case "count_params", "save", "save_weights" -> "built";
          default -> null;
        };
    return attribute == null
        ? null
        : "'" + typeName() + "' object has no attribute '" + attribute + "'";
  }

  @Override
  public void setAttribute(String name, Value value, Execution execution) {
    boolean isLayer = Extended.object(value) instanceof Layer;
    if (isForgotten() && isLayer && !execution.target().hasKeras3()) {
      throw execution.error(
          "RuntimeError",
          execution.target().isGraphMode()
              ? null
              : "It looks like you are subclassing `Model` and you forgot to call"
                  + " `super().__init__()`. Always start with this line.");
    }
    super.setAttribute(name, value, execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return Training.hasMethod(name)
        || switch (name) {
          case "summary",
              "get_layer",
              "save",
              "save_weights",
              "load_weights",
              "reset_states",
              "reset_metrics" ->
              true;
          default -> super.hasMethod(name);
        };
  }

  /** The constructor: positional arguments are inputs, outputs and a name. */
  final void initialize(Arguments arguments, Execution execution) {
    Map<String, Value> keywords = new LinkedHashMap<>(arguments.keywords());
    List<String> names = List.of("inputs", "outputs", "name");
    int given = arguments.positional().size();
    if (given < 3) {
      for (int i = 0; i < given; i++) {
        keywords.put(names.get(i), arguments.positional().get(i));
      }
    }
    boolean isFunctional = keywords.containsKey("inputs") && keywords.containsKey("outputs");
    if (execution.target().hasKeras3()
        && given > 0
        && !(isFunctional && given < 3)
        && !arguments.isOpen()) {
      throw execution.error(
          "TypeError",
          "Layer.__init__() takes 1 positional argument but %d were given".formatted(given + 1));
    }
    if (execution.target().isGraphMode()) {
      LayerKeywords.rename(keywords, "input", "inputs");
      LayerKeywords.rename(keywords, "output", "outputs");
    }
    // The name depends on whether the model is functional.
    if (given == 1 && !keywords.containsKey("outputs")) {
      // Keras 2 does not look at it.
      keywords.remove("inputs");
    }
    if (keywords.containsKey("inputs") && keywords.containsKey("outputs")) {
      set("inputs", keywords.get("inputs"));
      set("outputs", keywords.get("outputs"));
    }
    construct(new Arguments(List.of(), keywords, arguments.isOpen()), execution);
    if (keywords.containsKey("inputs") && keywords.containsKey("outputs")) {
      connect(keywords.get("inputs"), keywords.get("outputs"), execution);
    }
  }

  // Functional models.

  /** Makes it the model from these inputs to these outputs. */
  final void connect(Value inputs, Value outputs, Execution execution) {
    List<Value> from = Structures.leaves(inputs).orElse(null);
    List<Value> to = Structures.leaves(outputs).orElse(null);
    if (from == null || to == null || hasUnknown(from) || hasUnknown(to)) {
      forgetWeights();
      return;
    }
    for (Value leaf : from) {
      refuseOther(leaf, execution);
    }
    for (Value leaf : to) {
      refuseOther(leaf, execution);
    }
    set(INPUTS, inputs);
    set(OUTPUTS, outputs);
    setBuilt();
    // Keras 2 looks at what layers take only.
    List<Tensor> made =
        Structures.tensors(outputs).stream()
            .filter(output -> naming().isKeras3() || naming().inputLayer(output) == null)
            .toList();
    Graph graph = Graph.of(Structures.tensors(inputs), made);
    if (made.size() < to.size()
        && from.stream().anyMatch(input -> naming().inputLayer((Tensor) input) == null)) {
      throw execution.error("ValueError", null);
    }
    refuseNames(from, graph, execution);
    boolean takesOperations = execution.target().isGraphMode() && !naming().isStandalone();
    if (graph.isDisconnected() && takesOperations && !graph.needsInput(naming())) {
      // The Keras of TensorFlow takes operations of TensorFlow, too.
      forgetWeights();
      doubt();
      return;
    }
    if (graph.isDisconnected()) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3() && outputs instanceof Tensor && graph.calls().isEmpty()
              ? "Output with path `` is not connected to `inputs`"
              : null);
    }
  }

  /** No two layers of a model may have the same name. */
  private void refuseNames(List<Value> from, Graph graph, Execution execution) {
    List<Layer> layers = new ArrayList<>();
    from.forEach(input -> layers.add(naming().inputLayer((Tensor) input)));
    graph.calls().forEach(call -> layers.add(call.layer()));
    Map<String, Layer> names = new LinkedHashMap<>();
    for (Layer layer : layers) {
      String name = layer == null ? null : layer.layerName();
      Layer before = name == null ? layer : names.putIfAbsent(name, layer);
      if (before != null && before != layer) {
        long times = layers.stream().distinct().filter(each -> isNamed(each, name)).count();
        throw execution.error(
            "ValueError",
            "The name \"%s\" is used %d times in the model. All %s names should be unique."
                .formatted(name, times, naming().isKeras3() ? "operation" : "layer"));
      }
    }
  }

  private static boolean isNamed(Layer layer, String name) {
    return layer != null && name.equals(layer.layerName());
  }

  private static boolean hasUnknown(List<Value> leaves) {
    return leaves.stream().anyMatch(Unknown.class::isInstance);
  }

  private static void refuseOther(Value leaf, Execution execution) {
    boolean isSymbolic = leaf instanceof Tensor tensor && tensor.holder().isDeferred();
    if (!isSymbolic) {
      throw execution.error("ValueError", null);
    }
  }

  /** From now on it is not known what leads to its outputs. */
  final void disconnect() {
    set(INPUTS, null);
    set(OUTPUTS, null);
  }

  /** Whether inputs and outputs are known tensors. */
  final boolean isFunctional() {
    return isKnown(setting(INPUTS)) && isKnown(setting(OUTPUTS));
  }

  private static boolean isKnown(Value ends) {
    return ends != null && !(ends instanceof Unknown);
  }

  /** Whether it certainly is no functional model, but a class of the script. */
  final boolean isUnconnected() {
    return getClass() == Model.class && setting("inputs") == null;
  }

  @Override
  public DeclaredInput declaredInput() {
    return DeclaredInput.of(this, inputs(), List.of());
  }

  final Value inputs() {
    return setting(INPUTS);
  }

  final Value outputs() {
    return setting(OUTPUTS);
  }

  @Override
  protected boolean hasNoOutputShape() {
    return isUnconnected();
  }

  @Override
  protected Value outputFor(Shape shape, Execution execution) {
    if (isFunctional() && !execution.target().hasKeras3()) {
      return unchecked(shape, execution);
    }
    if (!isFunctional() || checksInputShapes()) {
      return super.outputFor(shape, execution);
    }
    // Keras 3 asks the functional model inside.
    Tensor input = Structures.tensors(inputs()).getFirst();
    Shape expected = input.shape().with(0, Shape.ANY);
    String name = naming().inputName(input);
    if (shape.rank() != expected.rank() || !shape.isCompatible(expected)) {
      throw execution.error(
          "ValueError",
          name == null
              ? null
              : Texts.unexpected(
                  "Input 0 with name '" + name + "' of layer 'functional'", expected, shape));
    }
    return super.outputFor(shape, execution);
  }

  /** Keras 2 asks layer by layer, and none of them checks. */
  private Value unchecked(Shape shape, Execution execution) {
    try {
      return super.outputFor(shape, execution);
    } catch (PythonError error) {
      return execution.unknown("output shape of " + typeName());
    }
  }

  final Graph graph() {
    return Graph.of(Structures.tensors(inputs()), Structures.tensors(outputs()));
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    if (!isFunctional()) {
      super.build(inputs, execution);
    }
  }

  private void buildModel(Arguments arguments, Execution execution) {
    if (execution.target().hasKeras3() && !isFunctional() && getClass() == Model.class) {
      // It only says so: what is inside is built by the first call.
      setBuilt();
      return;
    }
    Value shape = arguments.all().isEmpty() ? new Unknown("shape") : arguments.all().getFirst();
    Shape known = Tensors.shape(shape);
    if (isFunctional() || !known.isRanked() || Tensors.elements(shape).isEmpty()) {
      forgetWeights();
      return;
    }
    Value call = execution.attribute(self(), "call");
    if (call instanceof Method && getClass() == Model.class) {
      setBuilt();
      return;
    }
    try {
      Tensor input =
          Tensors.made(Holder.KERAS, naming().floatType(), known, "build", List.of(), execution);
      call(Arguments.of(input), execution);
    } catch (PythonError error) {
      throw execution.target() == Target.TENSORFLOW_2_15 && !error.type().equals("TypeError")
          ? error
          : execution.error("ValueError", null);
    }
  }

  @Override
  protected Value withoutCall(Value inputs, Execution execution) {
    if (isFunctional()) {
      return runGraph(inputs, execution);
    }
    if (isBuilt() || isNotBuilt()) {
      if (setting("inputs") != null) {
        return execution.unknown("the model's inputs or outputs are not known");
      }
      throw execution.error(
          "NotImplementedError",
          execution.target().hasKeras3()
              ? "Model " + typeName() + " does not have a `call()` method implemented."
              : null);
    }
    return execution.unknown("the model's inputs or outputs are not known");
  }

  /** The layers on other inputs. */
  final Value runGraph(Value inputs, Execution execution) {
    InputSpecification.inputs(this, inputs, execution);
    List<Tensor> from = Structures.tensors(inputs());
    Optional<List<Value>> fed = ordered(inputs, execution);
    if (fed.isEmpty()) {
      return execution.unknown("inputs of " + typeName());
    }
    if (fed.get().size() != from.size()) {
      throw execution.error("ValueError", null);
    }
    List<Value> adjusted = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      if (!(fed.get().get(i) instanceof Tensor tensor)) {
        return execution.unknown("inputs of " + typeName());
      }
      adjusted.add(adjusted(tensor, from.get(i), i, execution));
    }
    Value result = graph().run(adjusted, outputs(), execution);
    boolean isKept =
        execution.target().hasKeras3()
            ? adjusted.stream().anyMatch(each -> ((Tensor) each).holder() == Holder.KERAS)
            : !(result instanceof ListValue);
    return isKept ? result : Graph.unpacked(result);
  }

  /** The fed values in the order of the inputs; a dictionary goes by their names. */
  private Optional<List<Value>> ordered(Value inputs, Execution execution) {
    if (inputs instanceof fitmend.inference.value.DictValue dict) {
      List<Value> byName = new ArrayList<>();
      for (Tensor input : Structures.tensors(inputs())) {
        String name = naming().inputName(input);
        Value value = name == null || !dict.isKnown() ? null : dict.get(name);
        if (value == null) {
          return Optional.empty();
        }
        byName.add(value);
      }
      return Optional.of(byName);
    }
    return Structures.leaves(inputs);
  }

  /** A last axis of size 1 may be missing or too much. */
  private Tensor adjusted(Tensor fed, Tensor input, int index, Execution execution) {
    Shape given = fed.shape();
    Shape expected = input.shape();
    if (!given.isRanked() || !expected.isRanked()) {
      return fed;
    }
    refuseShape(given, expected, input, index, execution);
    if (given.rank() == expected.rank()) {
      return fed.type() == input.type() || execution.target().isGraphMode()
          ? fed
          : new Tensor(fed.holder(), input.type(), given, fed.origin()).withLabels(fed.labels());
    }
    if (given.rank() == expected.rank() + 1 && given.size(-1) == 1) {
      return made(fed.type(), given.remove(given.rank() - 1), List.of(fed), execution);
    }
    if (given.rank() == expected.rank() - 1 && expected.size(-1) == 1) {
      return made(fed.type(), given.insert(given.rank(), 1), List.of(fed), execution);
    }
    boolean mayFit =
        given.rank() == expected.rank() + 1 && given.size(-1) == Shape.ANY
            || given.rank() == expected.rank() - 1 && expected.size(-1) == Shape.ANY;
    if (execution.target().hasKeras3() && !mayFit) {
      throw execution.error("ValueError", null);
    }
    return fed;
  }

  private void refuseShape(
      Shape given, Shape expected, Tensor input, int index, Execution execution) {
    if (execution.target().isGraphMode() || !checksInputShapes() || expected.rank() == 0) {
      return;
    }
    Shape free = expected.with(0, Shape.ANY);
    boolean is2 = !execution.target().hasKeras3();
    if (is2 ? agrees(free, given) : free.rank() != given.rank() || free.isCompatible(given)) {
      return;
    }
    String name = layerName();
    boolean is3 = execution.target().hasKeras3();
    String inputName = naming().inputName(input);
    throw execution.error(
        "ValueError",
        name == null || is3 && inputName == null
            ? null
            : Texts.unexpected(
                is3
                    ? "Input %d with name '%s' of layer '%s'".formatted(index, inputName, name)
                    : "Input %d of layer \"%s\"".formatted(index, name),
                free,
                given));
  }

  /** Keras 2 compares the axes that both have, a last one of size 1 left out. */
  private static boolean agrees(Shape expected, Shape given) {
    Shape one = withoutOne(expected);
    Shape other = withoutOne(given);
    int rank = Math.min(one.rank(), other.rank());
    return one.slice(0, rank).isCompatible(other.slice(0, rank));
  }

  private static Shape withoutOne(Shape shape) {
    return shape.rank() > 0 && shape.size(-1) == 1 ? shape.remove(shape.rank() - 1) : shape;
  }

  /** Whether a fed shape must be that of the input before any layer sees it. */
  protected boolean checksInputShapes() {
    return true;
  }

  // What is inside.

  @Override
  protected List<Layer> sublayers() {
    if (!isFunctional()) {
      return super.sublayers();
    }
    List<Layer> layers = new ArrayList<>();
    for (LayerCall call : graph().calls()) {
      if (!layers.contains(call.layer())) {
        layers.add(call.layer());
      }
    }
    return layers;
  }

  /** The layers as {@code model.layers} gives them; empty when they are not known. */
  protected Optional<List<Value>> layers(Execution execution) {
    if (!isFunctional()) {
      return knowsLayers() && (isNotBuilt() || isBuilt())
          ? Optional.of(sublayers().stream().map(Layer::self).toList())
          : Optional.empty();
    }
    return graph().layers(naming());
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return ModelMembers.isGone(this, name, execution)
        ? null
        : ModelMembers.attribute(this, name, () -> super.attribute(name, execution), execution);
  }

  /** The name of the first layer; null when it is not known. */
  String firstName() {
    return null;
  }

  @Override
  public LibraryObject object() {
    return this;
  }

  @Override
  public Value apply(Value inputs, boolean isTraining, Execution execution) {
    Value before = naming().training();
    naming().setTraining(Constant.of(isTraining));
    try {
      return execution.call(self(), Arguments.of(inputs));
    } finally {
      naming().setTraining(before);
    }
  }

  @Override
  public List<String> outputNames() {
    if (outputs() == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (Tensor output : Structures.tensors(outputs())) {
      boolean isCall =
          output.origin() != null
              && output.origin().replay().orElse(null) instanceof LayerCall.Output;
      String name =
          isCall
              ? ((LayerCall.Output) output.origin().replay().orElseThrow())
                  .call()
                  .layer()
                  .layerName()
              : null;
      if (name == null || names.contains(name)) {
        return List.of();
      }
      names.add(name);
    }
    return names;
  }
}
