package fitmend.inference.keras;

import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Whether the gradients of a loss that the script computes reach the output of the model. */
final class GradientFlow {
  private GradientFlow() {}

  /** Whether they certainly do not. */
  static boolean isCut(Value loss, Tensor labels, Tensor output) {
    if (loss instanceof Constant constant && constant.value() instanceof Number) {
      return true;
    }
    if (!(loss instanceof Tensor result) || output.origin() == null) {
      return false;
    }
    Set<Origin> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>(List.of(result));
    while (!open.isEmpty()) {
      Tensor tensor = open.pop();
      Origin origin = tensor.origin();
      if (tensor.type() == DataType.UNKNOWN || origin == null || origin == output.origin()) {
        return false;
      }
      if (isLeaf(tensor, labels) || !seen.add(origin)) {
        continue;
      }
      if (origin.inputs().isEmpty() || tensor.holder() == Holder.VARIABLE) {
        // Who knows what it was made from.
        return false;
      }
      open.addAll(origin.inputs());
    }
    return true;
  }

  /** Whether nothing flows through it, or out of it. */
  private static boolean isLeaf(Tensor tensor, Tensor labels) {
    boolean isFloat = tensor.type().isFloating() || tensor.type().isComplex();
    if (!isFloat || tensor.origin() == labels.origin()) {
      return true;
    }
    String operation = tensor.origin().operation();
    return switch (operation.substring(operation.lastIndexOf('.') + 1)) {
      case "round", "floor", "ceil", "rint", "stop_gradient", "constant" -> true;
      default -> false;
    };
  }
}
