package fitmend.inference.value;

import fitmend.python.tree.Node;
import java.util.List;
import java.util.Optional;

/**
 * Where a tensor comes from: the step that made it, and what went into that step.
 *
 * @param at the expression that made it
 * @param operation a name for people, such as {@code numpy.reshape}
 * @param inputs the tensors that went into it, in order
 * @param replay makes it again from other inputs; empty for what is not deferred
 */
public record Origin(Node at, String operation, List<Tensor> inputs, Optional<Replay> replay) {

  /** Does a deferred step on the values that are really fed. */
  public interface Replay {
    Value run(List<Value> inputs, Execution execution);
  }

  public static Origin of(Node at, String operation, List<Tensor> inputs) {
    return new Origin(at, operation, inputs, Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
