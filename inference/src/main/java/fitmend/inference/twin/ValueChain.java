package fitmend.inference.twin;

import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** How values came to be what they are: from where each was made to where it was used. */
public final class ValueChain {
  /** People read no more. */
  private static final int MOST_STEPS = 12;

  private ValueChain() {}

  /**
   * One step.
   *
   * @param at the expression that was evaluated
   * @param operation what it did, such as {@code numpy.reshape}
   * @param result type and shape of what came out
   */
  public record Step(Node at, String operation, String result) {}

  /** The steps that made these tensors, the earliest first. */
  public static List<Step> of(List<Tensor> tensors) {
    List<Step> steps = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Tensor tensor : tensors) {
      add(tensor, seen, steps);
    }
    if (steps.stream().anyMatch(step -> !isNumber(step))) {
      // Numbers in a formula say nothing of the arrays in it.
      steps.removeIf(ValueChain::isNumber);
    }
    return steps.size() <= MOST_STEPS
        ? steps
        : List.copyOf(steps.subList(steps.size() - MOST_STEPS, steps.size()));
  }

  private static boolean isNumber(Step step) {
    return step.result().endsWith(" ()");
  }

  private static void add(Tensor tensor, Set<Tensor> seen, List<Step> steps) {
    Origin origin = tensor.origin();
    if (origin == null || origin.at() == null || !seen.add(tensor) || seen.size() > 100) {
      return;
    }
    for (Tensor input : origin.inputs()) {
      add(input, seen, steps);
    }
    String result = tensor.type().text() + " " + tensor.shape();
    Step step = new Step(origin.at(), origin.operation(), result);
    if (!steps.contains(step)) {
      steps.add(step);
    }
  }
}
