package fitmend.inference.graph;

import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** {@code tf.losses} and {@code tf.metrics} of TensorFlow 1: numbers made of labels and outputs. */
final class Losses {
  private static final String LOSSES = "losses of the graph";

  private final Graphs graphs;
  private final Operands operands;
  private final Execution execution;

  Losses(Graphs graphs, Operands operands, Execution execution) {
    this.graphs = graphs;
    this.operands = operands;
    this.execution = execution;
  }

  /** The result; null when it is no such function. */
  Value call(String name, String path, Arguments arguments) {
    if (name.equals("losses.get_total_loss")) {
      return total();
    }
    Signature signature = PublicNames.of(execution.target()).signature(path).orElse(null);
    String labels = labels(name);
    if (signature == null || labels == null || arguments.isOpen()) {
      return null;
    }
    Signature.Bound given = signature.bind(arguments, execution);
    boolean isOfLogits = name.endsWith("entropy");
    Value first = operands.tensor(given.get(labels));
    Value second = operands.tensor(given.get(isOfLogits ? "logits" : "predictions"));
    if (!(first instanceof Tensor expected) || !(second instanceof Tensor output)) {
      return null;
    }
    if (name.startsWith("metrics.")) {
      return metric(name.substring("metrics.".length()), expected, output);
    }
    boolean isWeighted = given.values().containsKey("weights") && given.isGiven("weights");
    if (isWeighted || given.isGiven("reduction")) {
      return null;
    }
    return remembered(loss(name, expected, output));
  }

  private static String labels(String name) {
    return switch (name) {
      case "losses.softmax_cross_entropy" -> "onehot_labels";
      case "losses.sigmoid_cross_entropy" -> "multi_class_labels";
      case "losses.sparse_softmax_cross_entropy",
          "losses.mean_squared_error",
          "losses.absolute_difference",
          "losses.huber_loss",
          "losses.log_loss",
          "metrics.accuracy",
          "metrics.mean_squared_error",
          "metrics.mean_absolute_error",
          "metrics.precision",
          "metrics.recall",
          "metrics.auc" ->
          "labels";
      default -> null;
    };
  }

  private Value loss(String name, Tensor labels, Tensor output) {
    if (name.equals("losses.sparse_softmax_cross_entropy")) {
      return mean(
          called(
              "tensorflow.nn.sparse_softmax_cross_entropy_with_logits",
              squeezed(labels, output),
              output));
    }
    requireCompatible(output.shape(), labels.shape());
    return switch (name) {
      case "losses.softmax_cross_entropy" ->
          mean(called(entropy("softmax"), floats(labels, output), output));
      case "losses.sigmoid_cross_entropy" ->
          mean(called(entropy("sigmoid"), floats(labels, output), output));
      default -> mean(difference(labels, output));
    };
  }

  private String entropy(String kind) {
    boolean isOld = execution.target().isGraphMode() && kind.equals("softmax");
    return "tensorflow.nn." + kind + "_cross_entropy_with_logits" + (isOld ? "_v2" : "");
  }

  private Value difference(Tensor labels, Tensor output) {
    Value first = cast(labels, DataType.FLOAT32);
    Value second = cast(output, DataType.FLOAT32);
    if (!(execution.binary("-", first, second) instanceof Tensor made)) {
      return execution.unknown("a difference");
    }
    Tensor plain =
        new Tensor(
            Holder.GRAPH,
            made.type(),
            made.shape(),
            Origin.of(execution.at(), "tensorflow.losses", List.of(labels, output)));
    return Deferred.of(
        plain,
        List.of(first, second),
        graphs.current(),
        fed -> subtracted(fed.apply(first), fed.apply(second)));
  }

  /** Which step complains first, that forward or the one back, is not told. */
  private Value subtracted(Value first, Value second) {
    try {
      return execution.binary("-", first, second);
    } catch (PythonError error) {
      throw execution.error(error.type(), null);
    }
  }

  private Value floats(Tensor labels, Tensor output) {
    return cast(labels, output.type());
  }

  private Value cast(Tensor tensor, DataType type) {
    return tensor.type() == type
        ? tensor
        : execution.call(
            new Reference("tensorflow.cast"),
            Arguments.of(tensor, new Reference("tensorflow." + type.text())));
  }

  /** Labels may have an axis of one more than they need. */
  private Value squeezed(Tensor labels, Tensor output) {
    Shape shape = labels.shape();
    boolean hasAxis =
        shape.isRanked()
            && output.shape().isRanked()
            && shape.rank() == output.shape().rank()
            && shape.rank() > 0;
    if (hasAxis) {
      requireLastIsOne(shape);
    }
    return hasAxis
        ? execution.call(new Reference("tensorflow.squeeze"), Arguments.of(labels, Constant.of(-1)))
        : labels;
  }

  /** That axis is squeezed. */
  private void requireLastIsOne(Shape shape) {
    if (shape.size(-1) != 1 && shape.size(-1) != Shape.ANY) {
      throw execution.error("ValueError", null);
    }
  }

  private Value called(String path, Value labels, Value logits) {
    return execution.call(
        new Reference(path), Arguments.of().with("labels", labels).with("logits", logits));
  }

  private Value mean(Value losses) {
    return execution.call(new Reference("tensorflow.reduce_mean"), Arguments.of(losses));
  }

  private void requireCompatible(Shape output, Shape labels) {
    if (!output.isCompatible(labels)) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "Shapes %s and %s are incompatible"
                  .formatted(Messages.shape(output, execution), Messages.shape(labels, execution))
              : null);
    }
  }

  private Value remembered(Value loss) {
    GraphValue graph = graphs.current();
    if (graph.get(LOSSES) instanceof Tuple all) {
      graph.put(
          LOSSES,
          new Tuple(
              java.util.stream.Stream.concat(
                      all.elements().stream(), java.util.stream.Stream.of(loss))
                  .toList()));
    } else {
      graph.put(LOSSES, Tuple.of(loss));
    }
    return loss;
  }

  private Value total() {
    return graphs.current().get(LOSSES) instanceof Tuple all
            && all.elements().stream().allMatch(Tensor.class::isInstance)
        ? scalar("tensorflow.losses.get_total_loss", all.elements())
        : null;
  }

  /** What has the value so far, and what adds to it: both need local variables. */
  private Value metric(String name, Tensor labels, Tensor output) {
    if (labels.shape().isRanked() && output.shape().isRanked()) {
      switch (output.shape().rank() - labels.shape().rank()) {
        case 0 -> requireCompatible(output.shape(), labels.shape());
        case 1 -> requireLastIsOne(output.shape());
        case -1 -> requireLastIsOne(labels.shape());
        default -> {}
      }
    }
    GraphValue graph = graphs.current();
    Tensor total =
        new Tensor(
            Holder.VARIABLE,
            DataType.FLOAT32,
            Shape.SCALAR,
            Origin.of(execution.at(), "tensorflow.metrics", List.of()));
    String full = new Scopes(graph).variable(name + "/total").orElse(null);
    Tensor state = new Node.Variable(graph, full, null, false).on(total);
    graph.addLocal(state);
    return Tuple.of(
        scalar("tensorflow.metrics." + name, List.of(state)),
        scalar("tensorflow.metrics." + name, List.of(labels, output, state)));
  }

  private Value scalar(String operation, List<Value> inputs) {
    Tensor plain = plain(Holder.GRAPH, operation);
    return Deferred.of(plain, inputs, graphs.current(), fed -> plain(Holder.EAGER, operation));
  }

  private Tensor plain(Holder holder, String operation) {
    return new Tensor(
        holder, DataType.FLOAT32, Shape.SCALAR, Origin.of(execution.at(), operation, List.of()));
  }
}
