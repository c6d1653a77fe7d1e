package fitmend.inference.keras;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer of Keras: its settings, its weights once it is built, and what a call checks and gives.
 *
 * @see <a href="https://keras.io/api/layers/base_layer/">The base Layer class</a>
 */
abstract class Layer extends LibraryObject {
  private enum State {
    CONSTRUCTED,
    DOUBTFUL,
    NAME,
    BUILT,
    WEIGHTS,
    WIDTH,
    INPUT,
    OUTPUT
  }

  private record Setting(String name) {}

  private final Naming naming;

  /** Holds during a call only, so nothing has to be taken back. */
  private boolean isSymbolicCall;

  Layer(String path, Naming naming, Execution execution) {
    super(path, execution);
    this.naming = naming;
  }

  // What is particular to a class of layers.

  /** Checks the arguments of the constructor. */
  protected void configure(Signature.Bound arguments, Execution execution) {}

  /** How many axes the input must have; -1 when any number may do. */
  protected int exactRank(Execution execution) {
    return -1;
  }

  /** How many axes the input must have at least. */
  protected int leastRank(Execution execution) {
    return -1;
  }

  /** Makes the weights. */
  protected void build(Value inputs, Execution execution) {}

  /** Checks the arguments as they were given, once the layer is built. */
  protected void refuse(Arguments arguments, boolean isSymbolic, Execution execution) {}

  /** Makes the weights as a layer around this one does, and checks nothing. */
  final void buildAlone(Tensor input, Execution execution) {
    if (isNotBuilt()) {
      build(input, execution);
      setBuilt();
    }
  }

  /** What a call gives. */
  protected abstract Value compute(Value inputs, Arguments arguments, Execution execution);

  /** The layers inside. */
  protected List<Layer> sublayers() {
    return List.of();
  }

  /** Keyword arguments of the constructor that hide in its {@code **kwargs}. */
  protected boolean allowsKeyword(String name) {
    return false;
  }

  /** Whether {@code input_dim} is the width of the input. */
  protected boolean allowsWidth() {
    return true;
  }

  // The constructor.

  final Layer construct(Arguments arguments, Execution execution) {
    boolean isOldPython = execution.target().isGraphMode();
    String title = isOldPython ? "__init__" : realName() + ".__init__";
    String parameters = parameters(execution);
    Signature.Bound bound =
        Signature.of(title, parameters.isEmpty() ? "self" : "self, " + parameters)
            .bind(arguments.after(self()), execution);
    bound.values().forEach((name, value) -> slots().put(new Setting(name), value));
    Map<String, Value> wrong = new LinkedHashMap<>();
    for (Map.Entry<String, Value> extra : bound.extra().entrySet()) {
      boolean isOf2 = execution.target().hasKeras3() && LayerKeywords.isOfKeras2(extra.getKey());
      if (isOf2 || !LayerKeywords.isKnown(this, extra.getKey(), execution)) {
        wrong.put(extra.getKey(), extra.getValue());
      }
      slots().put(new Setting(extra.getKey()), extra.getValue());
    }
    if (!wrong.isEmpty()) {
      LayerKeywords.refuse(this, wrong, execution);
    }
    slots().put(State.CONSTRUCTED, Constant.TRUE);
    slots().put(State.BUILT, Constant.FALSE);
    slots().put(State.WEIGHTS, new Tuple(List.of()));
    slots().put(State.NAME, chosenName(execution));
    configure(bound, execution);
    return this;
  }

  /** The parameters behind {@code self}. */
  protected String parameters(Execution execution) {
    return naming
        .find(path(), execution)
        .flatMap(PublicNames.Name::signature)
        .orElse("*args, **kwargs");
  }

  private Value chosenName(Execution execution) {
    Value given = setting("name");
    if (given instanceof Constant(String text)) {
      if (text.contains("/") && execution.target().hasKeras3()) {
        throw execution.error(
            "ValueError",
            "Argument `name` must be a string and cannot contain character `/`. Received: name="
                + text
                + " (of type <class 'str'>)");
      }
      return given;
    }
    if (given != null && !(given instanceof Constant none && none.isNone())) {
      return new Unknown("name of a layer");
    }
    String next = naming.next(automaticName(execution));
    return next == null || execution.target().isGraphMode() && !naming.isStandalone()
        ? new Unknown("name of a layer")
        : Constant.of(next);
  }

  /** The class name from which the name is made. */
  protected String automaticName(Execution execution) {
    return typeName();
  }

  /** The name of the class inside Keras. */
  private String realName() {
    return name(path()).replace("GroupQuery", "GroupedQuery");
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  final Naming naming() {
    return naming;
  }

  /** An argument of the constructor; null when the constructor has no such parameter. */
  final Value setting(String name) {
    return slots().get(new Setting(name));
  }

  final void set(String name, Value value) {
    slots().put(new Setting(name), value);
  }

  final boolean isTrue(String setting) {
    return setting(setting) instanceof Constant(Boolean bool) && bool;
  }

  final boolean isFalse(String setting) {
    return setting(setting) instanceof Constant(Boolean bool) && !bool;
  }

  /** Whether it is told to regularize something, which adds to the loss. */
  final boolean hasRegularizer() {
    return slots().keys().stream()
        .anyMatch(
            key ->
                key instanceof Setting setting
                    && setting.name().endsWith("regularizer")
                    && !(slots().get(key) instanceof Constant none && none.isNone()));
  }

  /** Says that its arguments may be wrong in ways that are not modelled. */
  final void doubt() {
    slots().put(State.DOUBTFUL, Constant.TRUE);
  }

  /** A setting that is a positive number; -1 when it is not known. */
  final int number(String setting) {
    return Tensors.integer(setting(setting)).map(Long::intValue).orElse(Shape.ANY);
  }

  /** Its name; null when it is not known. */
  final String layerName() {
    return slots().get(State.NAME) instanceof Constant(String text) ? text : null;
  }

  /** Whether the script has called its {@code __init__}. */
  final boolean isConstructed() {
    return slots().get(State.CONSTRUCTED) != null;
  }

  // Calls.

  @Override
  public final Value call(Arguments given, Execution execution) {
    if (!isConstructed()) {
      throw execution.error("RuntimeError", forgotten(execution));
    }
    if (given.isOpen() || isDoubtful()) {
      return lost(given, execution);
    }
    CallTensors.refuseNumbers(this, given.positional(), execution);
    Arguments arguments = takesLists() ? CallArguments.withTensor(given, execution) : given;
    Signature.Bound bound = bound(arguments, execution);
    Value inputs = inputs(arguments, bound);
    if (inputs == null) {
      return lost(arguments, execution);
    }
    List<Tensor> tensors = new ArrayList<>();
    boolean isKnown = true;
    for (Value argument : arguments.all()) {
      tensors.addAll(Structures.tensors(argument));
    }
    for (Value leaf : Structures.leaves(inputs).orElse(List.of(new Unknown("inputs")))) {
      isKnown &= leaf instanceof Tensor;
    }
    long symbolic = tensors.stream().filter(each -> each.holder() == Holder.KERAS).count();
    if (!isKnown || tensors.isEmpty()) {
      return lost(arguments, execution);
    }
    boolean isSymbolic = symbolic > 0;
    Value result =
        isSymbolic
            ? execution.traced(() -> run(arguments, true, execution))
            : run(arguments, false, execution);
    if (tensors.stream().noneMatch(each -> each.holder().isDeferred())) {
      return result;
    }
    Value recorded =
        CallTensors.recorded(
            result, new LayerCall(this, arguments, tensors), isSymbolic, execution);
    boolean isFirst = slots().get(State.OUTPUT) == null;
    boolean isBuilding = naming.training() == null && !execution.target().hasKeras3();
    if (isFirst || isBuilding) {
      slots().put(State.INPUT, isFirst ? inputs : execution.unknown("several calls"));
      slots().put(State.OUTPUT, isFirst ? recorded : execution.unknown("several calls"));
    }
    return recorded;
  }

  /** Keras 2 looks at the names of arguments last. */
  private Signature.Bound bound(Arguments arguments, Execution execution) {
    try {
      return CallArguments.bind(this, arguments, execution);
    } catch (PythonError error) {
      if (execution.target().hasKeras3()) {
        throw error;
      }
      return null;
    }
  }

  /** The first argument, whatever its name is. */
  private static Value inputs(Arguments arguments, Signature.Bound bound) {
    if (!arguments.positional().isEmpty()) {
      return arguments.positional().getFirst();
    }
    return bound == null
        ? arguments.keywords().values().stream().findFirst().orElse(null)
        : bound.values().values().stream().skip(1).findFirst().orElse(null);
  }

  private String forgotten(Execution execution) {
    return switch (execution.target()) {
      case TENSORFLOW_2_21 ->
          "In layer '%s', you forgot to call `super().__init__()` as the first statement in the `__init__()` method. Go add it!"
              .formatted(typeName());
      case TENSORFLOW_2_15 ->
          this instanceof Model
              ? null
              : "You must call `super().__init__()` in the layer constructor.";
      case TENSORFLOW_1_15 -> null;
    };
  }

  /** Whether its constructor has not run. */
  final boolean isForgotten() {
    return slots().get(State.CONSTRUCTED) == null;
  }

  /** A call of which too little is known. */
  private Value lost(Arguments arguments, Execution execution) {
    execution.escape(arguments.all());
    if (!isBuilt()) {
      forgetWeights();
    }
    if (slots().get(State.OUTPUT) == null) {
      slots().put(State.INPUT, execution.unknown("input of " + typeName()));
      slots().put(State.OUTPUT, execution.unknown("output of " + typeName()));
    }
    return execution.unknown("input of " + typeName());
  }

  /** From now on nothing is known of its weights. */
  protected void forgetWeights() {
    slots().put(State.BUILT, new Unknown("whether the layer is built"));
    slots().put(State.WEIGHTS, new Unknown("weights"));
    slots().put(State.WIDTH, new Unknown("width"));
    for (Layer layer : sublayers()) {
      if (!layer.isBuilt()) {
        layer.forgetWeights();
      }
    }
  }

  /** Whether lists of numbers or texts are made tensors of. */
  protected boolean takesLists() {
    return false;
  }

  /** Whether positional arguments need not be tensors. */
  protected boolean allowsNumbers() {
    return false;
  }

  private Value run(Arguments arguments, boolean isSymbolic, Execution execution) {
    List<Value> positional = new ArrayList<>();
    for (Value value : arguments.positional()) {
      positional.add(
          Structures.map(value, leaf -> CallTensors.converted(this, leaf, execution), execution));
    }
    java.util.LinkedHashMap<String, Value> keywords = new java.util.LinkedHashMap<>();
    arguments
        .keywords()
        .forEach(
            (name, value) ->
                keywords.put(
                    name,
                    Structures.map(
                        value, leaf -> CallTensors.converted(this, leaf, execution), execution)));
    Arguments converted = new Arguments(positional, keywords, false);
    Value inputs = inputs(converted, bound(converted, execution));
    boolean isSecond = slots().get(State.BUILT) instanceof Constant(Boolean built) && built;
    if (!(isSecond && isSymbolic && !execution.target().hasKeras3())) {
      InputSpecification.check(
          this, inputs, slots().get(State.WIDTH) instanceof Tuple width ? width : null, execution);
    }
    if (!isSecond) {
      if (isNotBuilt()) {
        build(inputs, execution);
      }
      slots().put(State.BUILT, Constant.TRUE);
    }
    boolean before = isSymbolicCall;
    isSymbolicCall = isSymbolic;
    try {
      CallArguments.bind(this, converted, execution);
      refuse(arguments, isSymbolic, execution);
      return result(inputs, converted, execution);
    } catch (PythonError error) {
      throw Texts.inCall(this, error, isSymbolic ? arguments : converted, isSymbolic, execution);
    } finally {
      isSymbolicCall = before;
    }
  }

  /** Whether it is asked what comes out of symbolic tensors, and computes nothing. */
  final boolean isSymbolicCall() {
    return isSymbolicCall;
  }

  private Value result(Value inputs, Arguments arguments, Execution execution) {
    if (self() != this && !(this instanceof ScriptLayer)) {
      Value call = execution.attribute(self(), "call");
      if (!(call instanceof Method method && method.receiver() == this)) {
        return execution.call(call, arguments);
      }
    }
    return compute(inputs, arguments, execution);
  }

  /** Whether floating inputs are brought to the type of the layer. */
  protected boolean castsInputs() {
    return true;
  }

  /** The floating type of what it computes. */
  final DataType ownType(Execution execution) {
    return switch (setting("dtype")) {
      case null -> naming.floatType();
      case Constant none when none.isNone() -> naming.floatType();
      case Constant(String text) -> DataType.named(text).orElse(DataType.UNKNOWN);
      default -> DataType.UNKNOWN;
    };
  }

  /**
   * Keras 3 asks a layer for the shape of a symbolic output, and takes the type for its own unless
   * the layer says otherwise.
   */
  protected boolean keepsSymbolicType() {
    return true;
  }

  /** A tensor that a call makes. */
  final Tensor made(DataType type, Shape shape, List<Tensor> inputs, Execution execution) {
    Holder holder =
        execution.isGraph() || inputs.stream().anyMatch(t -> t.holder().isDeferred())
            ? Holder.GRAPH
            : Holder.EAGER;
    return Tensors.made(holder, type, shape, path(), inputs, execution);
  }

  // Weights.

  final boolean isBuilt() {
    return slots().get(State.BUILT) instanceof Constant(Boolean built) && built;
  }

  /** Whether it certainly has not been built. */
  final boolean isNotBuilt() {
    return slots().get(State.BUILT) instanceof Constant(Boolean built) && !built;
  }

  final void setBuilt() {
    slots().put(State.BUILT, Constant.TRUE);
  }

  /** From now on that axis of the input must have that size. */
  final void expectWidth(long axis, int size) {
    slots()
        .put(
            State.WIDTH,
            size == Shape.ANY
                ? new Unknown("width")
                : new Tuple(List.of(Constant.of(axis), Constant.of((long) size))));
  }

  final Tensor addWeight(Shape shape, boolean isTrainable, Execution execution) {
    Tensor weight =
        new Tensor(
            Holder.VARIABLE,
            ownType(execution),
            shape,
            Origin.of(execution.at(), path() + (isTrainable ? "" : LayerWeights.FIXED), List.of()));
    keepWeight(weight);
    return weight;
  }

  /** Makes that variable one of its weights. */
  final void keepWeight(Tensor weight) {
    if (slots().get(State.WEIGHTS) instanceof Tuple(List<Value> weights)) {
      List<Value> more = new ArrayList<>(weights);
      more.add(weight);
      slots().put(State.WEIGHTS, new Tuple(List.copyOf(more)));
    }
  }

  /** All weights, those of the layers inside too; empty when they are not known. */
  final Optional<List<Value>> weights() {
    return LayerWeights.all(this);
  }

  /** Those that training changes; empty when they are not known. */
  final Optional<List<Value>> trainableWeights() {
    return LayerWeights.trainable(this);
  }

  /** How many numbers the weights are; -1 when that is not known. */
  final long parameterCount() {
    return LayerWeights.count(weights());
  }

  /** Its own weights, a tuple if they are known. */
  final Value ownWeights() {
    return slots().get(State.WEIGHTS);
  }

  /** Whether training changes it, as the script says; null when it does not. */
  final Value trainable() {
    Value set = slots().get("trainable");
    return set == null ? setting("trainable") : set;
  }

  // Attributes and methods.

  @Override
  public Value attribute(String name, Execution execution) {
    Value own = super.attribute(name, execution);
    return own instanceof Unknown ? LayerMembers.attribute(this, name, own, execution) : own;
  }

  /** What went into the first call on symbolic tensors; null when there was none. */
  final Value input() {
    return slots().get(State.INPUT);
  }

  /** What came out of it. */
  final Value output() {
    return slots().get(State.OUTPUT);
  }

  final Value nameValue() {
    return slots().get(State.NAME);
  }

  final Value builtValue() {
    return slots().get(State.BUILT);
  }

  @Override
  protected boolean hasMethod(String name) {
    return LayerMembers.hasMethod(name);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "__init__" -> {
        construct(arguments, execution);
        yield Constant.NONE;
      }
      case "__call__" -> call(arguments, execution);
      case "build" -> buildFor(arguments, execution);
      default -> LayerMembers.method(this, name, arguments, execution);
    };
  }

  /** {@code layer.build(input_shape)}. */
  protected Value buildFor(Arguments arguments, Execution execution) {
    Shape shape =
        arguments.all().size() == 1 ? Tensors.shape(arguments.all().getFirst()) : Shape.UNKNOWN;
    if (shape.isRanked() && isNotBuilt()) {
      build(made(ownType(execution), shape, List.of(), execution), execution);
      setBuilt();
    } else if (isNotBuilt()) {
      forgetWeights();
    }
    return Constant.NONE;
  }

  /** {@code layer.compute_output_shape(input_shape)}. */
  final Value outputShape(Shape shape, Execution execution) {
    boolean before = isSymbolicCall;
    isSymbolicCall = true;
    try {
      return execution.traced(() -> outputFor(shape, execution));
    } finally {
      isSymbolicCall = before;
    }
  }

  /** Whether nobody wrote {@code compute_output_shape}. */
  protected boolean hasNoOutputShape() {
    return false;
  }

  /** The shape as {@code compute_output_shape} gives it. */
  protected Value shapeValue(Shape shape, Execution execution) {
    return Texts.shapeTuple(shape);
  }

  /** What comes out of an input of that shape; nothing is built. */
  protected Value outputFor(Shape shape, Execution execution) {
    Tensor input = made(ownType(execution), shape, List.of(), execution);
    return InputSpecification.fits(this, shape, execution)
        ? compute(input, Arguments.of(input), execution)
        : execution.unknown("output shape of " + typeName());
  }

  final boolean isDoubtful() {
    return slots().get(State.DOUBTFUL) != null;
  }
}
