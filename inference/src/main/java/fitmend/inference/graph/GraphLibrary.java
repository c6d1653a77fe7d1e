package fitmend.inference.graph;

import fitmend.inference.library.Library;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.tensorflow.TensorflowLibrary;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TensorFlow with the graphs and sessions of TensorFlow 1, which are {@code tf.compat.v1} later:
 * the operations of {@link TensorflowLibrary} become nodes there, which sessions run again.
 */
public final class GraphLibrary implements Library {
  private static final String ROOT = "tensorflow.";
  private static final String OLD = "tensorflow.compat.v1.";

  private final Library tensorflow = new TensorflowLibrary();
  private Graphs graphs;

  private Graphs graphs(Execution execution) {
    if (graphs == null) {
      graphs = new Graphs(execution);
    }
    return graphs;
  }

  @Override
  public boolean has(String root) {
    return tensorflow.has(root);
  }

  @Override
  public Value member(String path, Execution execution) {
    return switch (path) {
      case "tensorflow.app.flags.FLAGS",
          "tensorflow.flags.FLAGS",
          "tensorflow.compat.v1.app.flags.FLAGS",
          "tensorflow.compat.v1.flags.FLAGS" ->
          graphs(execution).flags();
      default -> tensorflow.member(path, execution);
    };
  }

  @Override
  public LibraryObject allocate(String path, Execution execution) {
    return tensorflow.allocate(path, execution);
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    if (!path.startsWith(ROOT) || path.startsWith("tensorflow.keras.")) {
      if (execution.buildsGraph() && mayAddVariables(path, arguments)) {
        graphs(execution).current().mayHaveMore();
      }
      return tensorflow.call(path, arguments, execution);
    }
    String name =
        path.startsWith(OLD)
            ? path.substring(OLD.length())
            : execution.target().isGraphMode() ? path.substring(ROOT.length()) : null;
    Value made =
        name != null || execution.buildsGraph() || path.equals("tensorflow.Graph")
            ? new GraphFunctions(tensorflow, graphs(execution), execution)
                .call(name == null ? path.substring(ROOT.length()) : name, path, arguments)
            : null;
    if (made != null) {
      return made;
    }
    if (path.equals("tensorflow.device") || path.equals("tensorflow.name_scope")) {
      return new Transparent(path, execution);
    }
    Value result = tensorflow.call(path, arguments, execution);
    if (execution.buildsGraph()
        && (result == null || result instanceof Unknown)
        && !isHarmless(path)) {
      graphs(execution).current().mayHaveMore();
    }
    return execution.buildsGraph()
        ? Deferred.of(
            result,
            arguments.all(),
            graphs(execution).current(),
            fed -> tensorflow.call(path, Deferred.fed(arguments, fed), execution))
        : result;
  }

  /** Whether what is not followed certainly makes no variables. */
  private static boolean isHarmless(String path) {
    String name = path.substring((path.startsWith(OLD) ? OLD : ROOT).length());
    return name.endsWith("initializer")
        || name.endsWith("regularizer")
        || name.endsWith("Options")
        || name.endsWith("Writer")
        || switch (name.substring(0, Math.max(0, name.indexOf('.')))) {
          case "logging",
              "summary",
              "gfile",
              "errors",
              "random",
              "data",
              "initializers",
              "config",
              "io",
              "test",
              "compat",
              "flags",
              "app",
              "image",
              "strings",
              "dtypes",
              "math" ->
              true;
          default ->
              switch (name) {
                case "ConfigProto",
                    "RunMetadata",
                    "train.Coordinator",
                    "train.start_queue_runners",
                    "group",
                    "set_random_seed",
                    "one_hot",
                    "reduce_mean" ->
                    true;
                default -> false;
              };
        };
  }

  private static boolean mayAddVariables(String path, Arguments arguments) {
    return path.startsWith("keras.")
        || path.startsWith("tensorflow.keras.")
        || arguments.all().stream()
            .anyMatch(each -> each instanceof Tensor tensor && tensor.holder().isDeferred());
  }

  @Override
  public Value binary(String operator, Value left, Value right, Execution execution) {
    boolean isEquality = operator.equals("==") || operator.equals("!=");
    if (isEquality && execution.buildsGraph() && (isNode(left) || isNode(right))) {
      return identity(operator, left, right, execution);
    }
    Value result = tensorflow.binary(operator, left, right, execution);
    return isNode(result, execution)
        ? Deferred.of(
            result,
            List.of(left, right),
            graphs(execution).current(),
            fed -> tensorflow.binary(operator, fed.apply(left), fed.apply(right), execution))
        : result;
  }

  /** Tensors of TensorFlow 1 are equal when they are the same one. */
  private static Value identity(String operator, Value left, Value right, Execution execution) {
    boolean isPlain =
        execution.target().isGraphMode()
            && !(left instanceof Tensor array && array.holder() == Holder.NUMPY)
            && !(right instanceof Tensor other && other.holder() == Holder.NUMPY);
    return isPlain
        ? Constant.of(left == right == operator.equals("=="))
        : execution.unknown("whether tensors are compared by value");
  }

  private static boolean isNode(Value value) {
    return value instanceof Tensor tensor && tensor.holder() == Holder.GRAPH;
  }

  @Override
  public Value unary(String operator, Tensor operand, Execution execution) {
    Value result = tensorflow.unary(operator, operand, execution);
    return isNode(result, execution)
        ? Deferred.of(
            result,
            List.of(operand),
            graphs(execution).current(),
            fed -> tensorflow.unary(operator, (Tensor) fed.apply(operand), execution))
        : result;
  }

  @Override
  public Value subscript(Tensor tensor, Value index, Execution execution) {
    Value result = tensorflow.subscript(tensor, index, execution);
    return isNode(result, execution)
        ? Deferred.of(
            result,
            List.of(tensor, index),
            graphs(execution).current(),
            fed -> tensorflow.subscript((Tensor) fed.apply(tensor), fed.apply(index), execution))
        : result;
  }

  private static boolean isNode(Value value, Execution execution) {
    return execution.buildsGraph() && isNode(value);
  }

  @Override
  public Value attribute(Tensor tensor, String name, Execution execution) {
    Value own = Members.attribute(tensor, name, graphs(execution), execution);
    return own != null ? own : tensorflow.attribute(tensor, name, execution);
  }

  @Override
  public Value method(Tensor tensor, String name, Arguments arguments, Execution execution) {
    if (name.equals("eval") && tensor.holder() == Holder.EAGER && !execution.isGraph()) {
      throw execution.error(
          "NotImplementedError",
          "eval is not supported when eager execution is enabled, is .numpy() what you're looking"
              + " for?");
    }
    Value own =
        new Members(tensorflow, graphs(execution), execution).method(tensor, name, arguments);
    if (own != null) {
      return own;
    }
    Value result = tensorflow.method(tensor, name, arguments, execution);
    List<Value> operands = new ArrayList<>(List.of(tensor));
    operands.addAll(arguments.all());
    return isNode(result, execution)
        ? Deferred.of(
            result,
            operands,
            graphs(execution).current(),
            fed ->
                tensorflow.method(
                    (Tensor) fed.apply(tensor), name, Deferred.fed(arguments, fed), execution))
        : result;
  }

  @Override
  public boolean assign(Tensor tensor, Value index, Value value, Execution execution) {
    return tensorflow.assign(tensor, index, value, execution);
  }

  @Override
  public Optional<Boolean> truth(Tensor tensor, Execution execution) {
    if (tensor.holder() == Holder.GRAPH && execution.buildsGraph()) {
      throw execution.error(
          "OperatorNotAllowedInGraphError",
          execution.target().isGraphMode()
              ? "using a `tf.Tensor` as a Python `bool` is not allowed in Graph execution. Use"
                  + " Eager execution or decorate this function with @tf.function."
              : null);
    }
    return tensorflow.truth(tensor, execution);
  }
}
