package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.library.Method;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A layer whose computation the script writes: a class that extends {@code Layer}, {@code Lambda}.
 */
class ScriptLayer extends Layer {
  private static final String TRACKED = "layers and variables in attributes";

  ScriptLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected String parameters(Execution execution) {
    if (name(path()).equals("Lambda")) {
      return super.parameters(execution);
    }
    return execution.target().hasKeras3()
        ? "*, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None,"
            + " **kwargs"
        : "trainable=True, name=None, dtype=None, dynamic=False, **kwargs";
  }

  @Override
  public void setAttribute(String name, Value value, Execution execution) {
    if (name(path()).equals("Model")
        && !isConstructed()
        && !execution.target().hasKeras3()
        && !layers(List.of(value)).isEmpty()) {
      throw execution.error(
          "RuntimeError",
          "It looks like you are subclassing `Model` and you forgot to call `super("
              + (execution.target().isGraphMode() ? "YourClass, self" : "")
              + ").__init__()`. Always start with this line.");
    }
    super.setAttribute(name, value, execution);
    if (name.equals("trainable")) {
      sublayers().forEach(layer -> layer.setAttribute(name, value, execution));
      return;
    }
    if (!execution.target().hasKeras3()) {
      for (Value leaf : Structures.leaves(value).orElse(List.of())) {
        if (leaf instanceof Tensor tensor && isVariable(tensor)) {
          keepWeight(tensor);
        }
      }
    }
    List<Value> all = new ArrayList<>(tracked());
    all.add(value);
    set(TRACKED, new Tuple(List.copyOf(all)));
  }

  private static boolean isVariable(Tensor tensor) {
    return tensor.holder() == Holder.VARIABLE
        && tensor.origin() != null
        && tensor.origin().operation().equals("tensorflow.Variable");
  }

  @Override
  protected boolean hasNoOutputShape() {
    return !name(path()).equals("Lambda");
  }

  private List<Value> tracked() {
    return setting(TRACKED) instanceof Tuple(List<Value> values) ? values : List.of();
  }

  @Override
  protected boolean keepsSymbolicType() {
    return !name(path()).equals("Lambda");
  }

  @Override
  protected void configure(
      fitmend.inference.library.Signature.Bound arguments, Execution execution) {
    if (name(path()).equals("Lambda") && setting("function") instanceof Constant) {
      throw execution.error(
          "TypeError", execution.target().hasKeras3() ? "unsupported callable" : null);
    }
  }

  /** Whether {@link #sublayers} are all. */
  protected boolean knowsLayers() {
    boolean isGraph = this instanceof Model && setting("inputs") != null;
    return isGraph
        ? ((Model) this).isFunctional()
        : setting(TRACKED) == null || setting(TRACKED) instanceof Tuple;
  }

  @Override
  protected List<Layer> sublayers() {
    return layers(tracked());
  }

  private static List<Layer> layers(List<Value> values) {
    List<Layer> layers = new ArrayList<>();
    for (Value value : values) {
      for (Value leaf : Structures.leaves(value).orElse(List.of())) {
        if (Extended.object(leaf) instanceof Layer layer && !layers.contains(layer)) {
          layers.add(layer);
        }
      }
    }
    return layers;
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    Value build = execution.attribute(self(), "build");
    if (build instanceof Method || name(path()).equals("Lambda")) {
      return;
    }
    Value shape =
        inputs instanceof Tensor tensor
            ? execution.target().hasKeras3()
                ? Texts.shapeTuple(tensor.shape())
                : execution.attribute(tensor, "shape")
            : execution.unknown("input shapes");
    execution.call(build, Arguments.of(shape));
  }

  @Override
  protected Value buildFor(Arguments arguments, Execution execution) {
    if (isNotBuilt()) {
      setBuilt();
    }
    return Constant.NONE;
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (name(path()).equals("Lambda")) {
      Value shape = setting("output_shape");
      if (shape != null && !Constant.NONE.equals(shape) && believesShape(execution)) {
        try {
          // Not for the shape, but for what is fed later.
          execution.call(setting("function"), lambdaArguments(arguments));
        } catch (PythonError later) {
          // It may never be fed.
        }
        return believed(shape, inputs, execution);
      }
      return isSymbolicCall() && execution.target().hasKeras3()
          ? asked(arguments, execution)
          : execution.call(setting("function"), lambdaArguments(arguments));
    }
    Value call = execution.attribute(self(), "call");
    if (call instanceof Method method && method.receiver() == this) {
      return withoutCall(inputs, execution);
    }
    if (isSymbolicCall() && execution.target().hasKeras3()) {
      Value shape = execution.attribute(self(), "compute_output_shape");
      if (!(shape instanceof Method method && method.receiver() == this)) {
        return told(shape, call, inputs, arguments, execution);
      }
    }
    return calculated(call, arguments, execution);
  }

  /** Keras 3 believes {@code compute_output_shape} where the script writes it. */
  private Value told(
      Value function, Value call, Value inputs, Arguments arguments, Execution execution) {
    try {
      calculated(call, arguments, execution);
    } catch (PythonError error) {
      // It wanted to build what is inside, and only warns.
    }
    if (!(inputs instanceof Tensor tensor) || arguments.all().size() != 1) {
      return execution.unknown("what compute_output_shape says");
    }
    Value shape = execution.call(function, Arguments.of(Texts.shapeTuple(tensor.shape())));
    boolean isOne =
        Tensors.elements(shape)
            .filter(all -> all.stream().noneMatch(each -> Tensors.elements(each).isPresent()))
            .isPresent();
    return isOne
        ? made(ownType(execution), Tensors.shape(shape), List.of(tensor), execution)
        : execution.unknown("what compute_output_shape says");
  }

  private Value calculated(Value call, Arguments arguments, Execution execution) {
    List<String> parameters = execution.parameters(call);
    Arguments all = taken(arguments, parameters);
    int at = parameters.indexOf("training");
    if (at >= 0
        && at > arguments.positional().size()
        && !arguments.keywords().containsKey("training")
        && naming().training() != null) {
      all = arguments.with("training", naming().training());
    }
    return execution.call(call, all);
  }

  /** Whether a Lambda gives what the script says, not what its function does. */
  private boolean believesShape(Execution execution) {
    return execution.target().hasKeras3() ? isSymbolicCall() : naming().isStandalone();
  }

  private Value believed(Value shape, Value inputs, Execution execution) {
    List<Tensor> from = Structures.tensors(inputs);
    boolean isPlain =
        execution.target().hasKeras3()
            && shape instanceof Tuple
            && Tensors.shape(shape).isFull()
            && !from.isEmpty()
            && from.getFirst().shape().isRanked()
            && from.getFirst().shape().rank() > 0;
    if (!isPlain) {
      return execution.unknown("output shape of Lambda");
    }
    Shape whole = Shape.of(from.getFirst().shape().size(0)).concat(Tensors.shape(shape));
    return made(ownType(execution), whole, from, execution);
  }

  /** Keras 3 tries the function on tensors of the layer's own type, and says why it cannot. */
  private Value asked(Arguments arguments, Execution execution) {
    List<Value> positional = new ArrayList<>();
    for (Value argument : arguments.positional()) {
      positional.add(
          Structures.map(
              argument,
              leaf ->
                  leaf instanceof Tensor t
                      ? new Tensor(t.holder(), ownType(execution), t.shape(), t.origin())
                      : leaf,
              execution));
    }
    Arguments typed = new Arguments(positional, arguments.keywords(), false);
    try {
      return execution.call(setting("function"), lambdaArguments(typed));
    } catch (PythonError error) {
      throw execution.error(
          "NotImplementedError",
          "We could not automatically infer the shape of the Lambda's output. Please specify the"
              + " `output_shape` argument for this Lambda layer.");
    }
  }

  /** Keras keeps {@code training} to itself where {@code call} has no such parameter. */
  private static Arguments taken(Arguments arguments, List<String> parameters) {
    boolean isKept =
        parameters.isEmpty()
            || parameters.contains("training")
            || parameters.contains("kwargs")
            || !arguments.keywords().containsKey("training");
    if (isKept) {
      return arguments;
    }
    Map<String, Value> keywords = new java.util.LinkedHashMap<>(arguments.keywords());
    keywords.remove("training");
    return new Arguments(arguments.positional(), keywords, arguments.isOpen());
  }

  private Arguments lambdaArguments(Arguments arguments) {
    Arguments all = new Arguments(arguments.positional(), Map.of(), false);
    return switch (setting("arguments")) {
      case null -> all;
      case Constant none when none.isNone() -> all;
      case fitmend.inference.value.DictValue dict when dict.isKnown() -> {
        for (Value key : dict.keys()) {
          if (key instanceof Constant(String name)) {
            all = all.with(name, dict.get(key));
          }
        }
        yield all;
      }
      default -> new Arguments(arguments.positional(), Map.of(), true);
    };
  }

  /** The script writes no {@code call}. */
  protected Value withoutCall(Value inputs, Execution execution) {
    if (!execution.target().hasKeras3()) {
      return inputs;
    }
    throw execution.error(
        "NotImplementedError",
        "Layer " + typeName() + " does not have a `call` method implemented.");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "add_weight" -> addedWeight(arguments, execution);
      case "add_loss", "add_metric", "add_update" -> Constant.NONE;
      case "call" -> withoutCall(arguments.all().getFirst(), execution);
      case "get_config" -> new fitmend.inference.value.DictValue(execution.journal());
      default -> super.method(name, arguments, execution);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("add_loss") || name.equals("add_metric") || super.hasMethod(name);
  }

  private Value addedWeight(Arguments arguments, Execution execution) {
    boolean is3 = execution.target().hasKeras3();
    int at = is3 ? 0 : 1;
    List<Value> positional = arguments.positional();
    Value shape = arguments.keywords().get("shape");
    if (is3 && shape != null && !positional.isEmpty()) {
      throw execution.error(
          "TypeError", "Layer.add_weight() got multiple values for argument 'shape'");
    }
    if (shape == null) {
      shape = positional.size() > at ? positional.get(at) : Constant.NONE;
    }
    Shape known =
        shape instanceof Constant none && none.isNone() ? Shape.SCALAR : Tensors.shape(shape);
    Checks.initializer(arguments.keywords().get("initializer"), naming(), execution);
    boolean isTrainable = !Constant.FALSE.equals(arguments.keywords().get("trainable"));
    Value type = arguments.keywords().get("dtype");
    Tensor weight = addWeight(known, isTrainable, execution);
    return type == null
        ? weight
        : new Tensor(Holder.VARIABLE, DataType.UNKNOWN, known, weight.origin());
  }
}
