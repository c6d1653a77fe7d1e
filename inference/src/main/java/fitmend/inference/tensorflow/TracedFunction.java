package fitmend.inference.tensorflow;

import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Slots;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What {@code tf.function} makes of a function of the script: it is run with symbolic tensors.
 *
 * @param signature the {@code input_signature}, from which the shapes come then; null for none
 */
record TracedFunction(Value function, Value signature, Tracing tracing) implements Callable {

  /** Whether traced functions make variables: they may when they are first traced only. */
  static final class Tracing {
    private static final String EAGERLY = "eagerly";

    private Slots slots;
    private int variables;
    private boolean isAgain;

    /** Says that functions are run as they are from now on, or are not. */
    void setEager(Value isEager, Execution execution) {
      slots = slots == null ? new Slots(execution.journal()) : slots;
      slots.put(EAGERLY, isEager);
    }

    private Value eagerly() {
      Value eagerly = slots == null ? null : slots.get(EAGERLY);
      return eagerly == null ? Constant.FALSE : eagerly;
    }

    /** Says that a variable is made. */
    void makesVariable(Execution execution) {
      variables++;
      if (isAgain && execution.isGraph()) {
        throw execution.error("ValueError", SINGLETON);
      }
    }

    /** Does it twice if a variable is made, as TensorFlow does, to see that none is made again. */
    private Value run(Supplier<Value> trace) {
      int before = variables;
      Value result = trace.get();
      if (variables == before || isAgain) {
        return result;
      }
      isAgain = true;
      try {
        return trace.get();
      } finally {
        isAgain = false;
      }
    }
  }

  private static final String SINGLETON =
      "tf.function only supports singleton tf.Variables created on the first call. Make sure the"
          + " tf.Variable is only created once or created outside tf.function. See"
          + " https://www.tensorflow.org/guide/function#creating_tfvariables for more information.";

  /** One that is traced where it is, without an object of its own. */
  static TracedFunction plain(Value function) {
    return new TracedFunction(function, null, new Tracing());
  }

  @Override
  public Value call(Arguments arguments, Execution execution) {
    if (!tracing.eagerly().equals(Constant.FALSE)) {
      return tracing.eagerly().equals(Constant.TRUE)
          ? execution.call(function, arguments)
          : execution.unknown("whether functions are run eagerly");
    }
    List<Value> positional = specified(arguments, execution);
    if (positional == null) {
      positional = new ArrayList<>();
      for (Value value : arguments.positional()) {
        positional.add(symbolic(value, execution));
      }
    }
    Map<String, Value> keywords = new LinkedHashMap<>();
    arguments.keywords().forEach((name, value) -> keywords.put(name, symbolic(value, execution)));
    Arguments traced = new Arguments(positional, keywords, arguments.isOpen());
    try {
      if (execution.isGraph()) {
        return execution.traced(() -> execution.call(function, traced));
      }
      return computed(
          execution.traced(() -> tracing.run(() -> execution.call(function, traced))), execution);
    } catch (PythonError error) {
      throw execution.isGraph() && !execution.target().isGraphMode()
          ? error
          : inUserCode(error, execution);
    }
  }

  /** AutoGraph puts the frames before the message; they name files and are left out here. */
  private static PythonError inUserCode(PythonError error, Execution execution) {
    String type =
        switch (error.type()) {
          case "ZeroDivisionError",
              "IndexError",
              "OSError",
              "FileNotFoundError",
              "OverflowError",
              "ImportError",
              "ModuleNotFoundError",
              "UnicodeDecodeError",
              "LookupError",
              "ArithmeticError" ->
              "StagingError";
          default -> error.type();
        };
    // A function that does not take the arguments is named by where AutoGraph put it.
    boolean isWorded =
        error.getMessage() != null
            && !execution.target().isGraphMode()
            && !error.getMessage().isEmpty()
            && !error.getMessage().contains("positional argument");
    PythonError wrapped =
        new PythonError(
            type,
            isWorded
                ? "in user code:\n\n    " + error.type() + ": " + error.getMessage() + "\n"
                : null,
            error.exception(),
            error.stack());
    wrapped.setOperands(error.operands());
    return wrapped;
  }

  /** The arguments as the signature wants them; null when there is none, or it is not known. */
  private List<Value> specified(Arguments arguments, Execution execution) {
    List<Value> specifications = Tensors.elements(signature).orElse(List.of());
    List<Value> given = arguments.positional();
    if (specifications.isEmpty() || specifications.size() != given.size()) {
      return null;
    }
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      boolean isNumber = given.get(i) instanceof Constant constant && !constant.isNone();
      if (!(specifications.get(i) instanceof TensorSpec wanted)
          || !(given.get(i) instanceof Tensor) && !isNumber) {
        return null;
      }
      Tensor value =
          given.get(i) instanceof Tensor tensor
              ? tensor
              : new Step("tensorflow.function", execution).hinted(given.get(i), wanted.type());
      boolean isArray = value.holder() == Holder.NUMPY;
      if (!value.shape().isCompatible(wanted.shape())
          || !isArray && value.type() != wanted.type() && value.type() != DataType.UNKNOWN) {
        throw execution.error("TypeError", null);
      }
      made.add(
          new Tensor(
              Holder.GRAPH,
              wanted.type(),
              wanted.shape(),
              Origin.of(execution.at(), "tensorflow.function", List.of(value))));
    }
    return made;
  }

  private Value symbolic(Value value, Execution execution) {
    return Structures.map(
        value,
        leaf ->
            leaf instanceof Tensor tensor
                    && (tensor.holder() == Holder.EAGER || tensor.holder() == Holder.NUMPY)
                ? made(
                    tensor,
                    Holder.GRAPH,
                    signature != null ? Shape.UNKNOWN : tensor.shape(),
                    execution)
                : leaf,
        execution);
  }

  /** What was symbolic in the function is a tensor with a value outside. */
  static Value computed(Value value, Execution execution) {
    return Structures.map(
        value,
        leaf ->
            switch (leaf) {
              case Tensor tensor when tensor.holder() == Holder.GRAPH ->
                  made(tensor, Holder.EAGER, tensor.shape(), execution);
              case Constant constant when constant.isNone() -> leaf;
              case Constant(Long number) -> converted(leaf, execution);
              case Constant(Double number) -> converted(leaf, execution);
              case Constant(Boolean bool) -> converted(leaf, execution);
              case Scalar scalar when scalar.type() != Scalar.Type.STR ->
                  converted(leaf, execution);
              case TensorShape shape when shape.shape().isFull() -> converted(leaf, execution);
              default -> leaf;
            },
        execution);
  }

  private static Tensor converted(Value leaf, Execution execution) {
    return new Step("tensorflow.function", execution).tensor(leaf);
  }

  private static Tensor made(Tensor tensor, Holder holder, Shape shape, Execution execution) {
    return new Tensor(
            holder,
            tensor.type(),
            shape,
            Origin.of(execution.at(), "tensorflow.function", List.of(tensor)))
        .withLabels(tensor.labels());
  }

  @Override
  public String typeName() {
    return "function";
  }
}
