package fitmend.inference.tensorflow;

import fitmend.inference.library.Library;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TensorFlow, without Keras. */
public final class TensorflowLibrary implements Library {
  private static final String ROOT = "tensorflow.";
  private static final String OLD = "compat.v1.";
  private static final String DATA = "data.Dataset.";

  private final TracedFunction.Tracing tracing = new TracedFunction.Tracing();

  @Override
  public boolean has(String root) {
    return root.equals("tensorflow");
  }

  @Override
  public Value member(String path, Execution execution) {
    Value ofType = TensorTypes.member(path);
    if (ofType != null) {
      return ofType;
    }
    return switch (path) {
      case "tensorflow.newaxis" -> Constant.NONE;
      case "tensorflow.double" -> new Reference("tensorflow.float64");
      case "tensorflow.half" -> new Reference("tensorflow.float16");
      case "tensorflow.__version__" ->
          Constant.of(
              switch (execution.target()) {
                case TENSORFLOW_2_21 -> "2.21.0";
                case TENSORFLOW_2_15 -> "2.15.1";
                case TENSORFLOW_1_15 -> "1.15.5";
              });
      case "tensorflow.python" -> {
        if (execution.target().isGraphMode()) {
          yield null;
        }
        throw execution.error("AttributeError", "module 'tensorflow' has no attribute 'python'");
      }
      case "tensorflow.data.AUTOTUNE" -> execution.target().isGraphMode() ? null : Constant.of(-1);
      case "tensorflow.data.experimental.AUTOTUNE" -> Constant.of(-1);
      case "tensorflow.data.INFINITE_CARDINALITY",
          "tensorflow.data.experimental.INFINITE_CARDINALITY" ->
          Constant.of(Flow.INFINITE);
      case "tensorflow.data.UNKNOWN_CARDINALITY",
          "tensorflow.data.experimental.UNKNOWN_CARDINALITY" ->
          Constant.of(Flow.UNKNOWN);
      default -> null;
    };
  }

  @Override
  public LibraryObject allocate(String path, Execution execution) {
    return path.equals("tensorflow.Module") ? new Module(execution) : null;
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    boolean isOperation = path.startsWith("keras.ops.") && execution.target().hasKeras3();
    boolean isBackend =
        path.startsWith("keras.backend.") || path.startsWith("tensorflow.keras.backend.");
    if (!isOperation
        && !isBackend
        && (!path.startsWith(ROOT) || path.startsWith("tensorflow.keras."))) {
      return null;
    }
    try {
      Value result =
          isOperation
              ? KerasOperations.call(path, arguments, execution)
              : isBackend
                  ? Backend.call(path, arguments, execution)
                  : operation(path, arguments, execution);
      return Replayed.of(result, arguments, (fed, run) -> again(path, fed, run), execution);
    } catch (NotKnown reason) {
      execution.escape(arguments.all());
      return execution.unknown(path + ": " + reason.getMessage());
    }
  }

  private Value again(String path, Arguments arguments, Execution execution) {
    Value result = call(path, arguments, execution);
    return result == null ? execution.unknown(path) : result;
  }

  private Value operation(String path, Arguments arguments, Execution execution) {
    String name = path.substring(ROOT.length());
    if (name.startsWith(DATA)) {
      return DataSources.call(name.substring(DATA.length()), arguments, execution);
    }
    switch (name) {
      case "data.experimental.cardinality",
          "data.make_one_shot_iterator",
          "data.make_initializable_iterator",
          "compat.v1.data.make_one_shot_iterator",
          "compat.v1.data.make_initializable_iterator" -> {
        Value given = arguments.all().isEmpty() ? null : arguments.all().getFirst();
        return given instanceof DataSet set
            ? name.endsWith("cardinality")
                ? set.cardinality(execution)
                : new DataIterator(set, name.endsWith("initializable_iterator"), execution)
            : null;
      }
      case "function" -> {
        return traced(arguments);
      }
      case "config.run_functions_eagerly", "config.experimental_run_functions_eagerly" -> {
        tracing.setEager(
            arguments.all().isEmpty() ? Constant.TRUE : arguments.all().getFirst(), execution);
        return Constant.NONE;
      }
      case "Module" -> {
        return new Module(execution);
      }
      case "GradientTape" -> {
        return new GradientTape(arguments, execution);
      }
      case "Variable" -> {
        return variable(arguments, execution);
      }
      case "TensorShape" -> {
        Value dims = arguments.positional().isEmpty() ? null : arguments.positional().getFirst();
        return new TensorShape(
            Tensors.elements(dims).map(all -> Tensors.shape(dims)).orElse(Shape.UNKNOWN),
            execution);
      }
      case "print",
          "random.set_seed",
          "set_random_seed",
          "config.set_visible_devices",
          "config.experimental.set_memory_growth",
          "debugging.set_log_device_placement" -> {
        return Constant.NONE;
      }
      case "einsum" -> {
        return Products.einsum(arguments.positional(), new Step(path, execution));
      }
      default -> {}
    }
    Optional<Signature> signature = PublicNames.of(execution.target()).signature(path);
    if (signature.isEmpty()) {
      return null;
    }
    Step step = new Step(path, execution);
    step.named(arguments.keywords().get("name"));
    String plain = name.startsWith(OLD) ? name.substring(OLD.length()) : name;
    return operation(plain, bound(plain, signature.get(), arguments, step), step);
  }

  /** Wrong arguments of functions with a dispatcher are told in words that differ. */
  private static Signature.Bound bound(
      String name, Signature signature, Arguments arguments, Step step) {
    Execution execution = step.execution();
    if (arguments.isOpen()) {
      throw new NotKnown("arguments are unpacked");
    }
    try {
      return OldArguments.renamed(signature.bind(arguments, execution), execution);
    } catch (PythonError wrong) {
      throw execution.error(
          wrong.type(),
          wrong.type().equals("TypeError")
              ? dispatched(name, wrong.getMessage(), step)
              : wrong.getMessage());
    }
  }

  /** What the dispatcher of TensorFlow 2 says where Python would have named the function. */
  private static String dispatched(String name, String message, Step step) {
    if (step.execution().target().isGraphMode() || message == null) {
      return null;
    }
    int dot = name.indexOf('.');
    switch (dot < 0 ? "" : name.substring(0, dot)) {
      case "", "nn", "math", "linalg", "image", "strings", "random", "debugging", "bitwise" -> {}
      default -> {
        return null;
      }
    }
    switch (name) {
      case "constant", "reverse", "map_fn", "meshgrid", "while_loop", "vectorized_map" -> {
        return null;
      }
      default -> {}
    }
    for (String kind : new String[] {"got an unexpected keyword", "got multiple values"}) {
      int start = message.indexOf(kind);
      if (start >= 0) {
        return "G" + message.substring(start + 1);
      }
    }
    return message.contains("() missing ") ? "Missing required positional argument" : null;
  }

  private static Value operation(String name, Signature.Bound given, Step step) {
    String binary = Elementwise.binary(name);
    if (binary != null) {
      boolean isTurned = binary.equals("Atan2");
      String first = given.values().containsKey("a") ? "a" : isTurned ? "y" : "x";
      String second = first.equals("a") ? "b" : isTurned ? "x" : "y";
      return Elementwise.apply(binary, given.get(first), given.get(second), step);
    }
    if (Functions.has(name)) {
      return Functions.apply(name, given.values().values().iterator().next(), step);
    }
    Value made =
        switch (name) {
          case "TensorSpec" -> specification(given, step.execution());
          case "nn.crelu" ->
              Functions.concatenatedRelu(given.get("features"), given.get("axis"), step);
          case "matmul" -> Products.matmul(given, step);
          case "tensordot" -> Products.tensordot(given, step);
          default -> Creation.call(name, given, step);
        };
    made = made == null ? Shaping.call(name, given, step) : made;
    made = made == null ? Reductions.call(name, given, step) : made;
    if (made != null) {
      return made;
    }
    if (name.startsWith("strings.") || name.equals("as_string")) {
      return Strings.call(name, given, step);
    }
    made = Matrices.call(name, given, step);
    made = made == null ? Control.call(name, given, step) : made;
    made = made == null ? Various.call(name, given, step) : made;
    made = made == null && name.startsWith("image.") ? Images.call(name, given, step) : made;
    return made == null ? Neural.call(name, given, step) : made;
  }

  private static Value specification(Signature.Bound given, Execution execution) {
    Value shape = given.get("shape");
    boolean isOpen = shape instanceof Constant constant && constant.isNone();
    DataType type = given.isGiven("dtype") ? TensorTypes.read(given.get("dtype")) : null;
    return new TensorSpec(
        type == null ? DataType.FLOAT32 : type,
        isOpen ? Shape.UNKNOWN : Tensors.shape(shape),
        execution);
  }

  private Value traced(Arguments arguments) {
    List<Value> positional = arguments.positional();
    Value given = positional.isEmpty() ? arguments.keywords().get("func") : positional.getFirst();
    Value signature =
        positional.size() > 1 ? positional.get(1) : arguments.keywords().get("input_signature");
    Value shapes = Shaping.isNone(signature) ? null : signature;
    return Shaping.isNone(given)
        ? new Decorator(shapes, tracing)
        : new TracedFunction(given, shapes, tracing);
  }

  /** {@code tf.function} with options, before it gets its function. */
  private record Decorator(Value signature, TracedFunction.Tracing tracing) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      return arguments.positional().size() == 1
          ? new TracedFunction(arguments.positional().getFirst(), signature, tracing)
          : execution.unknown("tf.function");
    }

    @Override
    public String typeName() {
      return "function";
    }
  }

  private static final Signature VARIABLE =
      Signature.of(
          "Variable",
          "initial_value=None, trainable=None, validate_shape=True, caching_device=None, name=None,"
              + " variable_def=None, dtype=None, import_scope=None, constraint=None,"
              + " synchronization=None, aggregation=None, shape=None,"
              + " experimental_enable_variable_lifting=True");

  private Value variable(Arguments arguments, Execution execution) {
    if (execution.target().isGraphMode()) {
      return execution.unknown("a variable of TensorFlow 1");
    }
    tracing.makesVariable(execution);
    Signature.Bound given;
    try {
      given = VARIABLE.bind(arguments, execution);
    } catch (PythonError wrong) {
      throw new NotKnown("an argument of a variable");
    }
    Value initial = given.get("initial_value");
    if (initial instanceof Constant constant
        && constant.isNone()
        && !given.isGiven("variable_def")) {
      throw execution.error("ValueError", null);
    }
    if (initial instanceof Callable || given.isGiven("shape")) {
      throw new NotKnown("how a variable begins");
    }
    Step step = new Step("tensorflow.Variable", execution);
    DataType type = TensorTypes.read(given.get("dtype"));
    Tensor value = step.tensor(initial, type, null);
    return Tensors.made(
        Holder.VARIABLE,
        value.type(),
        value.shape(),
        "tensorflow.Variable",
        initial instanceof Tensor tensor ? List.of(tensor) : List.of(),
        execution);
  }

  // Operators and members of tensors.

  private static boolean isMine(Value value, Execution execution) {
    if (!(value instanceof Tensor tensor)) {
      return false;
    }
    return switch (tensor.holder()) {
      case EAGER, VARIABLE, GRAPH -> true;
      case NUMPY -> false;
      // Those of Keras 3 are no tensors of TensorFlow.
      case KERAS -> execution.target() != fitmend.inference.Target.TENSORFLOW_2_21;
    };
  }

  private static boolean isKeras(Value value) {
    return value instanceof Tensor tensor && tensor.holder() == Holder.KERAS;
  }

  @Override
  public Value binary(String operator, Value left, Value right, Execution execution) {
    if (left instanceof TensorShape || right instanceof TensorShape) {
      return ofShapes(operator, left, right, execution);
    }
    if (left instanceof DataSet && right instanceof DataSet) {
      throw execution.error(
          "TypeError",
          "unsupported operand type(s) for %s: '%s' and '%s'"
              .formatted(operator, left.typeName(), right.typeName()));
    }
    boolean isSymbolic = isKeras(left) || isKeras(right);
    if (!isMine(left, execution) && !isMine(right, execution) && !isSymbolic) {
      return null;
    }
    if (operator.endsWith("=") && Elementwise.operator(operator) == null) {
      return null;
    }
    if (isSymbolic) {
      Arguments operands = Arguments.of(left, right);
      return Replayed.of(
          symbolic(operator, left, right, execution),
          operands,
          (fed, run) -> run.binary(operator, fed.positional().get(0), fed.positional().get(1)),
          execution);
    }
    return applied(operator, left, right, execution);
  }

  private static Value symbolic(String operator, Value left, Value right, Execution execution) {
    if (!execution.target().hasKeras3()) {
      return applied(operator, left, right, execution);
    }
    try {
      return KerasOperations.operator(operator, left, right, execution);
    } catch (NotKnown reason) {
      return execution.unknown(reason.getMessage());
    }
  }

  private static Value applied(String operator, Value left, Value right, Execution execution) {
    try {
      Step step = new Step("operator " + operator, execution);
      if (operator.equals("@")) {
        return Products.operator(left, right, step);
      }
      return Elementwise.operator(operator) == null
          ? execution.unknown("operator " + operator)
          : Elementwise.operator(operator, left, right, step);
    } catch (NotKnown reason) {
      return execution.unknown(reason.getMessage());
    }
  }

  private static Value ofShapes(String operator, Value left, Value right, Execution execution) {
    Optional<List<Value>> one = Tensors.elements(left);
    Optional<List<Value>> other = Tensors.elements(right);
    if (one.isEmpty() || other.isEmpty()) {
      return execution.unknown("operator " + operator);
    }
    return switch (operator) {
      case "+" -> {
        List<Value> all = new ArrayList<>(one.get());
        all.addAll(other.get());
        yield new TensorShape(Tensors.shape(new Tuple(all)), execution);
      }
      case "==", "!=" -> execution.binary(operator, new Tuple(one.get()), new Tuple(other.get()));
      default -> execution.unknown("operator " + operator);
    };
  }

  @Override
  public Value unary(String operator, Tensor operand, Execution execution) {
    if (isKeras(operand)) {
      return Replayed.of(
          turned(operator, operand, execution),
          Arguments.of(operand),
          (fed, run) ->
              fed.positional().getFirst() instanceof Tensor tensor
                  ? turned(operator, tensor, run)
                  : run.unknown("operator " + operator),
          execution);
    }
    return isMine(operand, execution) ? turned(operator, operand, execution) : null;
  }

  private static Value turned(String operator, Tensor operand, Execution execution) {
    if (isKeras(operand) && execution.target().hasKeras3()) {
      boolean isPlain = operator.equals("-") || operator.equals("abs");
      return isPlain && operand.type().isFloating()
          ? Tensors.made(
              Holder.KERAS,
              operand.type(),
              operand.shape(),
              "operator " + operator,
              List.of(operand),
              execution)
          : execution.unknown("operator " + operator);
    }
    try {
      Step step = new Step("operator " + operator, execution);
      return switch (operator) {
        case "-" -> Functions.apply("negative", operand, step);
        case "abs" -> Functions.apply("abs", operand, step);
        case "~" ->
            operand.type() == DataType.BOOL
                ? Functions.apply("logical_not", operand, step)
                : execution.unknown("operator ~");
        case "+" -> operand;
        default -> execution.unknown("operator " + operator);
      };
    } catch (NotKnown reason) {
      return execution.unknown(reason.getMessage());
    }
  }

  @Override
  public Value subscript(Tensor tensor, Value index, Execution execution) {
    if (isKeras(tensor)) {
      return Replayed.of(
          sliced(tensor, index, execution),
          Arguments.of(tensor),
          (fed, run) -> run.subscript(fed.positional().getFirst(), index),
          execution);
    }
    if (!isMine(tensor, execution)) {
      return null;
    }
    return sliced(tensor, index, execution);
  }

  private static Value sliced(Tensor tensor, Value index, Execution execution) {
    try {
      if (isKeras(tensor) && execution.target().hasKeras3()) {
        return slicedByKeras(tensor, index, execution);
      }
      return Indexing.of(tensor, index, new Step("tensorflow.strided_slice", execution));
    } catch (NotKnown reason) {
      return execution.unknown(reason.getMessage());
    }
  }

  /** Keras 3 words its exceptions otherwise, and they are not told here. */
  private static Value slicedByKeras(Tensor tensor, Value index, Execution execution) {
    Tensor plain = new Tensor(Holder.GRAPH, tensor.type(), tensor.shape(), tensor.origin());
    try {
      Tensor part = Indexing.of(plain, index, new Step("tensorflow.strided_slice", execution));
      return new Tensor(Holder.KERAS, part.type(), part.shape(), part.origin());
    } catch (PythonError refused) {
      throw new NotKnown("a part of a symbolic tensor");
    }
  }

  @Override
  public boolean assign(Tensor tensor, Value index, Value value, Execution execution) {
    if (tensor.holder() == Holder.NUMPY) {
      return false;
    }
    String type = TensorMembers.className(tensor, execution);
    throw execution.error(
        "TypeError",
        type == null ? null : "'" + type + "' object does not support item assignment");
  }

  @Override
  public Value attribute(Tensor tensor, String name, Execution execution) {
    if (!isMine(tensor, execution) || isKeras(tensor) && !name.equals("shape")) {
      return null;
    }
    try {
      return TensorMembers.attribute(tensor, name, execution);
    } catch (NotKnown reason) {
      return execution.unknown(reason.getMessage());
    }
  }

  @Override
  public Value method(Tensor tensor, String name, Arguments arguments, Execution execution) {
    if (!isMine(tensor, execution)) {
      return null;
    }
    try {
      return TensorMembers.method(tensor, name, arguments, execution);
    } catch (NotKnown reason) {
      return execution.unknown(reason.getMessage());
    }
  }

  @Override
  public Optional<Boolean> truth(Tensor tensor, Execution execution) {
    return isMine(tensor, execution) ? TensorMembers.truth(tensor, execution) : Optional.empty();
  }
}
