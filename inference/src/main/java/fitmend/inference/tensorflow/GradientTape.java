package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code tf.GradientTape}: its gradients have the shapes of what they are for. One is None where
 * nothing connects it with the target, which is not followed; so they serve as tensors only.
 */
final class GradientTape extends LibraryObject {
  GradientTape(Execution execution) {
    super("tensorflow.GradientTape", execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "gradient",
          "watch",
          "jacobian",
          "batch_jacobian",
          "reset",
          "stop_recording",
          "watched_variables",
          "__enter__",
          "__exit__" ->
          true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "gradient" -> {
        Value sources =
            arguments.positional().size() > 1
                ? arguments.positional().get(1)
                : arguments.keywords().get("sources");
        yield sources == null
            ? execution.unknown("what the gradients are for")
            : gradients(sources, execution);
      }
      case "watch", "reset", "__exit__" -> Constant.NONE;
      case "__enter__" -> self();
      default -> execution.unknown(name);
    };
  }

  private static Value gradients(Value sources, Execution execution) {
    return switch (sources) {
      case Tensor tensor -> {
        Step step = new Step("tensorflow.GradientTape.gradient", execution);
        step.takes(tensor);
        yield tensor.type().isFloating()
            ? step.made(tensor.type(), tensor.shape())
            : execution.unknown("the gradient of what is no float");
      }
      case ListValue list when list.isKnown() ->
          new ListValue(execution.journal(), all(list.elements(), execution));
      case ListValue list -> ListValue.unknown(execution.journal(), "gradients");
      case Tuple tuple -> new Tuple(all(tuple.elements(), execution));
      case DictValue dictionary -> execution.unknown("gradients");
      default -> execution.unknown("gradients");
    };
  }

  private static List<Value> all(List<Value> sources, Execution execution) {
    List<Value> gradients = new ArrayList<>();
    for (Value source : sources) {
      gradients.add(gradients(source, execution));
    }
    return gradients;
  }
}
