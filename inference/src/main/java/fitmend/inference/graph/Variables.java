package fitmend.inference.graph;

import fitmend.inference.library.Library;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code tf.Variable} and {@code tf.get_variable} in a graph. */
final class Variables {
  private static final Signature VARIABLE =
      Signature.of(
          "__init__",
          "initial_value=None, trainable=None, collections=None, validate_shape=True,"
              + " caching_device=None, name=None, variable_def=None, dtype=None,"
              + " expected_shape=None, import_scope=None, constraint=None, use_resource=None,"
              + " synchronization=None, aggregation=None, shape=None");

  private static final String SHARED = "shared variable ";
  private static final String NO_SHAPE =
      "The initializer passed is not valid. It should be a callable with no arguments and the shape"
          + " should not be provided or an instance of `tf.keras.initializers.*' and `shape` should"
          + " be fully defined.";

  private final Library tensorflow;
  private final GraphValue graph;
  private final Execution execution;

  Variables(Library tensorflow, GraphValue graph, Execution execution) {
    this.tensorflow = tensorflow;
    this.graph = graph;
    this.execution = execution;
  }

  /** {@code tf.Variable(...)}. */
  Value made(Arguments arguments) {
    Signature.Bound given = VARIABLE.bind(arguments, execution);
    Value initial = given.get("initial_value");
    if (initial instanceof Constant constant && constant.isNone()) {
      return given.isGiven("variable_def")
          ? execution.unknown("a variable")
          : fail("ValueError", "initial_value must be specified.");
    }
    Value value =
        initial instanceof Callable || initial instanceof Unknown
            ? execution.call(initial, Arguments.NONE)
            : initial;
    if (!(converted(value, given.get("dtype")) instanceof Tensor begin)) {
      return unknown();
    }
    boolean isChecked = !(given.get("validate_shape") instanceof Constant(Boolean no) && !no);
    if (isChecked && !begin.shape().isRanked() || given.isGiven("shape")) {
      return execution.unknown("the shape of a variable");
    }
    String name = given.get("name") instanceof Constant(String text) ? text : "Variable";
    return added(
        new Scopes(graph).operation(name).orElse(null),
        begin.type(),
        isChecked ? begin.shape() : Shape.UNKNOWN,
        begin,
        isTrainable(given));
  }

  private static boolean isTrainable(Signature.Bound given) {
    return !(given.get("trainable") instanceof Constant(Boolean trains) && !trains);
  }

  private Value converted(Value value, Value type) {
    return new Operands(tensorflow, graph, execution).tensor(value, type);
  }

  private Value unknown() {
    return execution.unknown("what a variable begins with");
  }

  private Value fail(String type, String message) {
    throw execution.error(type, message);
  }

  /** A new variable of the graph. */
  Tensor added(String name, DataType type, Shape shape, Tensor initial, boolean isTrainable) {
    Tensor plain =
        new Tensor(
            Holder.VARIABLE,
            type,
            shape,
            Origin.of(execution.at(), "tensorflow.Variable", List.of()));
    Tensor variable = new Node.Variable(graph, name, initial, isTrainable).on(plain);
    graph.addVariable(variable);
    return variable;
  }

  /** {@code tf.get_variable(...)}. */
  Value got(Signature.Bound given) {
    Value shape = given.get("shape");
    Value initializer = given.get("initializer");
    DataType type = type(given.get("dtype"));
    if (!(given.get("name") instanceof Constant(String text)) || type == null) {
      return execution.unknown("a variable");
    }
    boolean hasShape = !(shape instanceof Constant none && none.isNone());
    Shape wanted = hasShape ? Tensors.shape(shape) : Shape.UNKNOWN;
    boolean isTensor =
        initializer instanceof Tensor
            || Tensors.elements(initializer).isPresent()
            || initializer instanceof Constant constant && !constant.isNone();
    Tensor begin = null;
    if (isTensor) {
      if (hasShape) {
        return fail("ValueError", "If initializer is a constant, do not specify shape.");
      }
      Value value = converted(initializer, given.get("dtype"));
      if (!(value instanceof Tensor tensor)) {
        return unknown();
      }
      begin = tensor;
      wanted = tensor.shape();
      type = tensor.type();
    }
    String name = new Scopes(graph).variable(text).orElse(null);
    boolean isBare = initializer instanceof Constant constant && constant.isNone();
    if (isBare && isNew(name) && isPartial(shape)) {
      return fail("ValueError", execution.target().isGraphMode() ? NO_SHAPE : null);
    }
    return shared(name, wanted, type, begin, isTrainable(given));
  }

  private boolean isNew(String name) {
    return name != null
        && existing(name).isEmpty()
        && (new Scopes(graph).reuse() == Scopes.Reuse.NO
            || new Scopes(graph).reuse() == Scopes.Reuse.AUTO);
  }

  private static boolean isPartial(Value shape) {
    return shape instanceof Constant none && none.isNone()
        || Tensors.elements(shape).orElse(List.of()).contains(Constant.NONE);
  }

  /** The variable with that name where it is shared, else a new one. */
  Value shared(String name, Shape shape, DataType type, Tensor initial, boolean isTrainable) {
    Scopes.Reuse reuse = new Scopes(graph).reuse();
    if (name == null || reuse == Scopes.Reuse.UNKNOWN) {
      return execution.unknown("the name of a variable");
    }
    Optional<Tensor> before = existing(name);
    if (before.isPresent() && reuse != Scopes.Reuse.NO) {
      return reused(before.get(), name, shape, type);
    }
    if (before.isPresent()) {
      return fail("ValueError", null);
    }
    if (reuse == Scopes.Reuse.YES) {
      return fail(
          "ValueError",
          "Variable "
              + name
              + " does not exist, or was not created with tf.get_variable(). Did you mean to set"
              + " reuse=tf.AUTO_REUSE in VarScope?");
    }
    if (!shape.isFull()) {
      return unknown();
    }
    Tensor variable = added(name, type, shape, initial, isTrainable);
    graph.put(SHARED + name, variable);
    return variable;
  }

  private Optional<Tensor> existing(String name) {
    return graph.get(SHARED + name) instanceof Tensor tensor
        ? Optional.of(tensor)
        : Optional.empty();
  }

  private Value reused(Tensor variable, String name, Shape shape, DataType type) {
    if (!shape.isCompatible(variable.shape())) {
      return fail(
          "ValueError",
          execution.target().isGraphMode()
              ? "Trying to share variable %s, but specified shape %s and found shape %s."
                  .formatted(name, shape.tupleText(), variable.shape().tupleText())
              : null);
    }
    return variable.type() == type ? variable : execution.unknown("a variable of another type");
  }

  /** The type that is said, float32 where none is; null when that is not known. */
  static DataType type(Value value) {
    return switch (value) {
      case null -> DataType.FLOAT32;
      case Constant none when none.isNone() -> DataType.FLOAT32;
      case Constant(String text) -> named(text);
      case Reference(String path) when path.equals("builtins.float") -> DataType.FLOAT32;
      case Reference(String path) when path.equals("builtins.bool") -> DataType.BOOL;
      case Reference(String path) when path.equals("builtins.int") -> DataType.INT64;
      case Reference reference
          when reference.path().startsWith("tensorflow.")
              || reference.path().startsWith("numpy.") ->
          named(reference.name());
      default -> null;
    };
  }

  private static DataType named(String text) {
    return switch (text) {
      case "half" -> DataType.FLOAT16;
      case "float" -> DataType.FLOAT32;
      case "double", "float_" -> DataType.FLOAT64;
      case "bool_" -> DataType.BOOL;
      case "int", "int_" -> DataType.INT64;
      default -> DataType.named(text).orElse(null);
    };
  }
}
