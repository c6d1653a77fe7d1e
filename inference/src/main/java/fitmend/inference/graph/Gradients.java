package fitmend.inference.graph;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which variables and tensors the gradients of a tensor may reach: through floats only. */
final class Gradients {
  private final Tensor of;
  private final Set<Tensor> reached = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean isOpen;

  Gradients(Tensor of) {
    this.of = of;
    Deque<Tensor> open = new ArrayDeque<>(List.of(of));
    while (!open.isEmpty()) {
      Tensor tensor = open.pop();
      boolean mayFlow = tensor.type().isFloating() || tensor.type().isComplex();
      isOpen |= tensor.type() == fitmend.inference.value.DataType.UNKNOWN;
      if (mayFlow && reached.add(tensor)) {
        open.addAll(inputs(tensor));
      }
    }
  }

  private List<Tensor> inputs(Tensor tensor) {
    Object replay = tensor.origin() == null ? null : tensor.origin().replay().orElse(null);
    return switch (replay) {
      case Deferred deferred -> deferred.inputs();
      case Node.Placeholder placeholder ->
          placeholder.otherwise() == null ? List.of() : List.of(placeholder.otherwise());
      case Node.Assigned assigned -> List.of(assigned.value());
      case Node.Variable variable -> List.of();
      case fitmend.inference.tensorflow.DataIterator.Drawn drawn -> List.of();
      case null, default -> {
        isOpen |= tensor.holder().isDeferred() || tensor.holder() == Holder.VARIABLE;
        yield List.of();
      }
    };
  }

  /** Whether there is something on the way that is not followed. */
  boolean isOpen() {
    return isOpen;
  }

  boolean mayReach(Tensor tensor) {
    return isOpen || reached.contains(tensor);
  }

  /** The gradient for a tensor, None where there is certainly none. */
  Value to(Tensor tensor, GraphValue graph, Execution execution) {
    if (!mayReach(tensor)) {
      return Constant.NONE;
    }
    if (!reached.contains(tensor)) {
      return execution.unknown("whether there is a gradient");
    }
    // What has no gradient of its own, such as stop_gradient, is not told from the rest: a None is
    // possible too, and as a tensor it would fail where it is used.
    Tensor plain =
        new Tensor(
            Holder.GRAPH,
            tensor.type(),
            tensor.shape(),
            Origin.of(execution.at(), "tensorflow.gradients", List.of(of, tensor)));
    Deferred.Again again = fed -> like((Tensor) fed.apply(tensor));
    return plain.withOrigin(
        new Origin(
            plain.origin().at(),
            plain.origin().operation(),
            plain.origin().inputs(),
            Optional.of(new Deferred(graph, List.of(of, tensor), again, -1))));
  }

  private static Tensor like(Tensor tensor) {
    return new Tensor(Holder.EAGER, tensor.type(), tensor.shape(), tensor.origin());
  }
}
