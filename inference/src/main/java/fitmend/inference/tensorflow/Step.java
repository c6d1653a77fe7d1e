package fitmend.inference.tensorflow;

import fitmend.inference.Target;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation on its way: converts what it is given, makes what it gives, and words its
 * exceptions, which differ between eager execution and the making of a graph.
 */
final class Step {
  private static final String DEVICE = "_device_/job:localhost/replica:0/task:0/device:CPU:0}} ";

  private final String path;
  private final Execution execution;
  private final List<Tensor> inputs = new ArrayList<>();
  private boolean isSlow;
  private String label;

  Step(String path, Execution execution) {
    this.path = path;
    this.execution = execution;
  }

  /** The name of the function, without that of the library. */
  String name() {
    return path.startsWith("tensorflow.") ? path.substring("tensorflow.".length()) : path;
  }

  Execution execution() {
    return execution;
  }

  /** The script names the operation, which messages then say. */
  void named(Value name) {
    label = name instanceof Constant(String text) ? text : null;
  }

  /** The argument as a tensor of the type that it has by itself. */
  Tensor tensor(Value value) {
    return tensor(value, null, null);
  }

  /** The argument as a tensor, of the hinted type where it is not a tensor yet and can be that. */
  Tensor hinted(Value value, DataType hint) {
    return tensor(value, null, hint);
  }

  /** The first argument of an operation that, run at once, takes the type of its other tensor. */
  Tensor beside(Value value, Value other) {
    return isEager() && !isTensor(value) && isTensor(other)
        ? hinted(value, ((Tensor) other).type())
        : tensor(value);
  }

  static boolean isTensor(Value value) {
    return value instanceof Tensor tensor && tensor.holder() != Holder.NUMPY;
  }

  /** The argument as a tensor of just that type; null wants none. */
  Tensor tensor(Value value, DataType wanted, DataType hint) {
    Tensor converted = new Conversion(this).convert(value, wanted, hint);
    isSlow |= isSequence(value);
    if (value instanceof Tensor given) {
      inputs.add(given);
    } else {
      inputs.add(converted);
    }
    if (converted.type() == DataType.UNKNOWN) {
      throw new NotKnown("the type of an operand");
    }
    return converted;
  }

  private static boolean isSequence(Value value) {
    return value instanceof Tuple || value instanceof ListValue;
  }

  /** Says that an operation got this as it is written: lists take the slow path. */
  void gets(Value value) {
    isSlow |= isSequence(value);
  }

  /** Says that the operation could not take the fast path. */
  void isSlowed() {
    isSlow = true;
  }

  /** Says that all that went in are tensors now. */
  void isConverted() {
    isSlow = false;
  }

  /** Whether a list went in. */
  boolean isSlow() {
    return isSlow;
  }

  /** Says that this one goes in, without any conversion. */
  void takes(Tensor input) {
    inputs.add(input);
  }

  /** The holder of what comes out. */
  Holder holder() {
    boolean isGraph = execution.isGraph();
    for (Tensor input : inputs) {
      if (input.holder() == Holder.KERAS) {
        if (execution.target() == Target.TENSORFLOW_2_21) {
          throw new NotKnown("a symbolic tensor of Keras in a function of TensorFlow");
        }
        return Holder.KERAS;
      }
      isGraph |= input.holder() == Holder.GRAPH;
    }
    return isGraph ? Holder.GRAPH : Holder.EAGER;
  }

  boolean isKeras() {
    return holder() == Holder.KERAS;
  }

  boolean isEager() {
    return holder() == Holder.EAGER;
  }

  Tensor made(DataType type, Shape shape) {
    return Tensors.made(holder(), type, shape, path, List.copyOf(inputs), execution);
  }

  /**
   * The exception of a kernel that refuses the shapes, in a graph that of its shape function, whose
   * text holds the names of nodes.
   */
  PythonError refused(String operation, String message, String name) {
    return refused(operation, operation, message, name);
  }

  /** The same where the kernel's wrapper counts its inputs. */
  PythonError refused(String operation, String wrapper, String message, String name) {
    if (!isEager()) {
      return execution.error("ValueError", null);
    }
    if (message == null) {
      return execution.error("InvalidArgumentError", null);
    }
    return execution.error(
        "InvalidArgumentError",
        "{{function_node __wrapped__" + wrapper + DEVICE + message + ending(operation, name));
  }

  /** The exception where no kernel can do that at all. */
  PythonError unimplemented(String operation, String message) {
    return execution.error(
        "UnimplementedError",
        "{{function_node __wrapped__" + operation + DEVICE + message + ending(operation, ""));
  }

  /** The exception where a kernel meets a value that it does not take; in a graph only when run. */
  PythonError refusedValue(String operation, String message, String name) {
    if (!isEager()) {
      throw new NotKnown("a value that is met when the graph runs");
    }
    return refused(operation, message, name);
  }

  /** Only the fast path, which takes no lists, tells the name. */
  private String ending(String operation, String name) {
    String told = label == null || name == null ? name : label;
    return " [Op:" + operation + "]" + (told == null || isSlow ? "" : " name: " + told);
  }

  /** The exception where an operation has no kernel for elements of the type. */
  PythonError unsupported(String operation, DataType type) {
    Kernels kernels = Kernels.of(operation, execution.target());
    if (!isEager()) {
      boolean isWorded = kernels != null && !execution.target().isGraphMode();
      return execution.error("TypeError", isWorded ? kernels.refusalInGraph(type) : null);
    }
    return execution.error(
        "InvalidArgumentError",
        kernels == null ? null : kernels.refusal(type) + ending(operation, ""));
  }

  /** The exception where an index or a shape of an operation is of a type that none of it takes. */
  PythonError unsupportedIndex(String operation, String attribute, DataType type) {
    Kernels kernels = Kernels.of(operation, execution.target());
    if (!isEager() || kernels == null) {
      return execution.error(isEager() ? "InvalidArgumentError" : "TypeError", null);
    }
    return execution.error(
        "InvalidArgumentError",
        kernels.refusal(attribute, List.of("int32", "int64"), type) + ending(operation, null));
  }

  /** The exception where the text of an attribute is none that the operation knows. */
  PythonError unsupportedText(String operation, String attribute, String text, String allowed) {
    Kernels kernels = Kernels.of(operation, execution.target());
    if (!isEager() || kernels == null) {
      return execution.error(isEager() ? "InvalidArgumentError" : "ValueError", null);
    }
    String refused = kernels.refusal(attribute, List.of(allowed), DataType.STRING);
    return execution.error(
        "InvalidArgumentError",
        refused.replace(" of string is", " of \"" + text + "\" is") + ending(operation, ""));
  }

  /** Raises where an operation certainly has no kernel for elements of the type. */
  void requireKernel(String operation, DataType type) {
    Kernels kernels = Kernels.of(operation, execution.target());
    if (kernels != null && !kernels.takes(type)) {
      throw unsupported(operation, type);
    }
  }

  /** Raises where two inputs of one operation must have one type and do not. */
  void requireSame(
      String operation, int index, String[] parameters, Tensor first, Tensor other, String name) {
    if (first.type() == other.type()) {
      return;
    }
    if (isEager()) {
      throw wrongType(operation, index, first.type(), other.type(), name);
    }
    throw execution.error(
        "TypeError",
        "Input '%s' of '%s' Op has type %s that does not match type %s of argument '%s'."
            .formatted(
                parameters[1], operation, other.type().text(), first.type().text(), parameters[0]));
  }

  /** The exception of eager execution for an input of another type. */
  PythonError wrongType(String operation, int index, DataType wanted, DataType found, String name) {
    return execution.error(
        "InvalidArgumentError",
        "cannot compute %s as input #%d(zero-based) was expected to be a %s tensor but is a %s tensor%s"
            .formatted(
                operation,
                index,
                TensorTypes.kernelName(wanted),
                TensorTypes.kernelName(found),
                ending(operation, name)));
  }
}
