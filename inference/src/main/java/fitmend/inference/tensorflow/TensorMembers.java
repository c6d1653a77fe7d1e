package fitmend.inference.tensorflow;

import fitmend.inference.Target;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;

/** Attributes and methods of tensors and variables. */
final class TensorMembers {
  private TensorMembers() {}

  /** The attribute; null for a method. */
  static Value attribute(Tensor tensor, String name, Execution execution) {
    return switch (name) {
      case "shape" -> new TensorShape(tensor.shape(), execution);
      case "dtype" -> TensorTypes.reference(tensor.type());
      case "ndim" ->
          tensor.shape().isRanked()
              ? Constant.of(tensor.shape().rank())
              : execution.unknown("the rank of a tensor");
      case "name",
          "device",
          "graph",
          "op",
          "trainable",
          "handle",
          "initializer",
          "is_initialized" ->
          execution.unknown("attribute " + name);
      case "size", "T", "astype", "ravel", "reshape", "transpose", "clip", "tolist", "data" ->
          throw missing(tensor, name, execution);
      default -> null;
    };
  }

  /** The name of the class, as messages say it; null when it is not known. */
  static String className(Tensor tensor, Execution execution) {
    return switch (tensor.holder()) {
      case NUMPY -> "numpy.ndarray";
      case EAGER -> "tensorflow.python.framework.ops.EagerTensor";
      case GRAPH -> execution.target().isGraphMode() ? "Tensor" : "SymbolicTensor";
      case KERAS -> execution.target().isGraphMode() ? "Tensor" : "KerasTensor";
      case VARIABLE ->
          tensor.origin().operation().equals("tensorflow.Variable") ? "ResourceVariable" : null;
    };
  }

  /** NumPy's names are asked for so often that TensorFlow says more about them. */
  private static RuntimeException missing(Tensor tensor, String name, Execution execution) {
    if (execution.target().isGraphMode() || tensor.holder() == Holder.VARIABLE) {
      return new NotKnown("attribute " + name);
    }
    boolean isGraph = tensor.holder() == Holder.GRAPH;
    if (isGraph && execution.target() != Target.TENSORFLOW_2_21) {
      return execution.error("AttributeError", null);
    }
    return execution.error(
        "AttributeError",
        "%s object has no attribute '%s'. "
                .formatted(isGraph ? "SymbolicTensor" : "EagerTensor", name)
            + "\n        If you are looking for numpy-related methods, please run the following:"
            + "\n        tf.experimental.numpy.experimental_enable_numpy_behavior()\n      ");
  }

  static Value method(Tensor tensor, String name, Arguments arguments, Execution execution) {
    Step step = new Step("tensorflow.Tensor." + name, execution);
    return switch (name) {
      case "numpy" -> numpy(tensor, execution);
      case "get_shape" -> new TensorShape(tensor.shape(), execution);
      case "cpu", "gpu" -> {
        if (tensor.holder() != Holder.EAGER) {
          yield execution.unknown(name);
        }
        Tensor same = step.made(tensor.type(), tensor.shape()).withLabels(tensor.labels());
        yield tensor.content().isPresent() ? same.withContent(tensor.content().get()) : same;
      }
      case "value", "read_value" -> {
        if (tensor.holder() == Holder.EAGER) {
          throw execution.error(
              "AttributeError",
              "'tensorflow.python.framework.ops.EagerTensor' object has no attribute '"
                  + name
                  + "'");
        }
        step.takes(tensor);
        yield step.made(tensor.type(), tensor.shape());
      }
      case "assign", "assign_add", "assign_sub" ->
          tensor.holder() == Holder.VARIABLE
              ? assign(tensor, name, arguments, step)
              : execution.unknown(name);
      case "set_shape", "eval", "ref" -> execution.unknown(name);
      case "item",
          "mean",
          "sum",
          "max",
          "min",
          "std",
          "argmax",
          "flatten",
          "squeeze",
          "copy",
          "dot",
          "detach",
          "backward",
          "view",
          "unsqueeze" -> {
        if (tensor.holder() != Holder.EAGER) {
          yield execution.unknown(name);
        }
        throw execution.error(
            "AttributeError",
            "'tensorflow.python.framework.ops.EagerTensor' object has no attribute '" + name + "'");
      }
      default -> execution.unknown("method " + name + " of a tensor");
    };
  }

  static Value numpy(Tensor tensor, Execution execution) {
    if (tensor.holder() == Holder.GRAPH && !execution.target().isGraphMode()) {
      throw execution.error("AttributeError", "'SymbolicTensor' object has no attribute 'numpy'");
    }
    if (tensor.holder().isDeferred() || execution.isGraph()) {
      return execution.unknown("numpy() in a graph");
    }
    if (tensor.type() == DataType.STRING) {
      return execution.unknown("an array of texts");
    }
    Tensor array =
        Tensors.made(
                Holder.NUMPY,
                tensor.type(),
                tensor.shape(),
                "tensorflow.Tensor.numpy",
                List.of(tensor),
                execution)
            .withLabels(tensor.labels());
    return tensor.content().isPresent() ? array.withContent(tensor.content().get()) : array;
  }

  private static Value assign(Tensor variable, String name, Arguments arguments, Step step) {
    if (arguments.positional().isEmpty()) {
      throw new NotKnown("what is assigned");
    }
    Tensor value = step.tensor(arguments.positional().getFirst(), variable.type(), null);
    step.takes(variable);
    if (!variable.shape().isCompatible(value.shape())) {
      if (name.equals("assign")) {
        throw step.execution().error("ValueError", null);
      }
      throw step.refused(
          name.equals("assign_add") ? "AssignAddVariableOp" : "AssignSubVariableOp",
          "Cannot update variable with shape %s using a Tensor with shape %s, shapes must be equal."
              .formatted(variable.shape().kernelText(), value.shape().kernelText()),
          "");
    }
    return step.execution().isGraph() ? step.made(variable.type(), variable.shape()) : variable;
  }

  /** Whether a tensor counts as true. */
  static java.util.Optional<Boolean> truth(Tensor tensor, Execution execution) {
    boolean isAmbiguous =
        tensor.holder() == Holder.EAGER && tensor.shape().isFull() && tensor.shape().count() > 1;
    if (isAmbiguous) {
      throw execution.error(
          "ValueError",
          "The truth value of an array with more than one element is ambiguous. Use a.any() or"
              + " a.all()");
    }
    return java.util.Optional.empty();
  }
}
