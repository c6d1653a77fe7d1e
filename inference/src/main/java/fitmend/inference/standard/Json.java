package fitmend.inference.standard;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;

/** The functions of {@code json}: what cannot be written is refused. */
final class Json {
  private Json() {}

  /** Null for what is not modelled. */
  static Value call(String name, Arguments arguments, Execution execution) {
    boolean isWritten = name.equals("dumps") || name.equals("dump");
    if (!isWritten || arguments.positional().isEmpty()) {
      return null;
    }
    boolean isOwn =
        arguments.isOpen()
            || arguments.keywords().containsKey("default")
            || arguments.keywords().containsKey("cls");
    if (!isOwn) {
      refuse(arguments.positional().getFirst(), execution);
    }
    return name.equals("dumps") ? Scalar.STR : Constant.NONE;
  }

  private static void refuse(Value value, Execution execution) {
    switch (value) {
      case DictValue dictionary when dictionary.isKnown() -> {
        for (Value key : dictionary.keys()) {
          if (key instanceof Tuple) {
            throw execution.error(
                "TypeError", "keys must be str, int, float, bool or None, not tuple");
          }
          refuse(dictionary.get(key), execution);
        }
      }
      case ListValue list when list.isKnown() && list.typeName().equals("list") ->
          list.elements().forEach(each -> refuse(each, execution));
      case Tuple tuple -> tuple.elements().forEach(each -> refuse(each, execution));
      case SetValue set -> throw refused("set", execution);
      case Tensor tensor -> ofTensor(tensor, execution);
      default -> {}
    }
  }

  private static void ofTensor(Tensor tensor, Execution execution) {
    if (tensor.holder() == Tensor.Holder.EAGER) {
      throw refused("EagerTensor", execution);
    }
    if (tensor.holder() != Tensor.Holder.NUMPY || !tensor.shape().isRanked()) {
      return;
    }
    if (tensor.shape().rank() > 0) {
      throw refused("ndarray", execution);
    }
    boolean mayBeWritten =
        tensor.type() == DataType.FLOAT64
            || tensor.type() == DataType.STRING
            || tensor.type() == DataType.OBJECT
            || tensor.type() == DataType.UNKNOWN;
    if (!mayBeWritten) {
      // A number of NumPy and an array without axes say it in two ways.
      throw execution.error("TypeError", null);
    }
  }

  private static PythonError refused(String type, Execution execution) {
    return execution.error("TypeError", "Object of type " + type + " is not JSON serializable");
  }
}
