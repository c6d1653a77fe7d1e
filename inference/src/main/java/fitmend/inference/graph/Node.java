package fitmend.inference.graph;

import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** What a node of a graph is that is not computed from others: it is fed, or has a state. */
sealed interface Node extends Origin.Replay {
  GraphValue graph();

  /** The name of the operation; null when it is not known. */
  String name();

  /**
   * A placeholder.
   *
   * @param otherwise its value when none is fed; null when it must be fed
   */
  record Placeholder(GraphValue graph, String name, Tensor otherwise) implements Node {}

  /**
   * A variable.
   *
   * @param initial what it begins with; null when that is not known
   */
  record Variable(GraphValue graph, String name, Tensor initial, boolean isTrainable)
      implements Node {}

  /**
   * The value of a variable after it was assigned.
   *
   * @param isFresh whether the variable need not have had a value before
   */
  record Assigned(GraphValue graph, Tensor variable, Tensor value, boolean isFresh)
      implements Node {
    @Override
    public String name() {
      return null;
    }
  }

  /** What the tensor is in its graph, if it is such a node. */
  static Optional<Node> of(Tensor tensor) {
    return tensor.origin() != null && tensor.origin().replay().orElse(null) instanceof Node node
        ? Optional.of(node)
        : Optional.empty();
  }

  /** What a tensor is as a variable of a graph; null when it is none. */
  static Variable variable(Tensor tensor) {
    return of(tensor).orElse(null) instanceof Variable variable ? variable : null;
  }

  /** The tensor with its node. */
  default Tensor on(Tensor tensor) {
    Origin origin = tensor.origin();
    return tensor.withOrigin(
        new Origin(origin.at(), origin.operation(), origin.inputs(), Optional.of(this)));
  }

  @Override
  default Value run(List<Value> inputs, Execution execution) {
    return execution.unknown("a node with a state");
  }
}
