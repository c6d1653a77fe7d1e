package fitmend.rules.variable;

import fitmend.inference.facts.Fact;
import fitmend.inference.facts.Facts;
import fitmend.python.name.Binding;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rules.variable.Traced.Role;
import java.util.List;

/** Whether tracing a function certainly comes by a place in it. */
final class Reach {
  /** How certain that is. */
  enum Certainty {
    /** Every trace does. */
    ALWAYS,
    /** A branch lies between that is certainly taken. */
    IN_A_BRANCH,
    /** A loop lies between that goes round at least once. */
    IN_A_LOOP,
    UNKNOWN;

    boolean isCertain() {
      return this != UNKNOWN;
    }
  }

  private final Traced traced;
  private final Definitions definitions;
  private final Facts facts;

  Reach(Traced traced, Definitions definitions, Facts facts) {
    this.traced = traced;
    this.definitions = definitions;
    this.facts = facts;
  }

  Certainty of(Node node) {
    if (Execution.isCertain(node, traced.function())) {
      return Certainty.ALWAYS;
    }
    Node inner = node;
    Certainty certainty = Certainty.IN_A_BRANCH;
    for (Node at = node; !at.equals(traced.function()); at = at.parent().orElseThrow()) {
      Node parent = at.parent().orElseThrow();
      boolean isBody = at.is(Kind.BLOCK);
      boolean isBranch = parent.is(Kind.IF) || parent.is(Kind.FOR);
      if (isBody && isBranch) {
        boolean isEntered =
            Execution.isCertain(inner, at)
                && parent.child(parent.is(Kind.IF) ? 1 : 2).equals(at)
                && (parent.is(Kind.IF) ? isTrue(parent.child(0)) : isFilled(parent.child(1)));
        if (!isEntered) {
          return Certainty.UNKNOWN;
        }
        inner = parent;
        certainty = parent.is(Kind.FOR) ? Certainty.IN_A_LOOP : certainty;
      }
    }
    return Execution.isCertain(inner, traced.function()) ? certainty : Certainty.UNKNOWN;
  }

  /** A condition that holds in a trace: a constant, a tensor, or {@code training} in training. */
  private boolean isTrue(Node test) {
    if (isTraining(test)) {
      return true;
    }
    return switch (facts.of(test)) {
      case Fact.Constant(Object value) -> Boolean.TRUE.equals(value) && isSettled(test);
      case Fact.Array array ->
          array.holder() == Fact.Holder.TENSORFLOW || array.holder() == Fact.Holder.KERAS;
      default -> false;
    };
  }

  /** Whether a condition is the same in all traces: not one that the first of them changes. */
  private boolean isSettled(Node test) {
    return test.all(Kind.CALL).isEmpty()
        && test.all(Kind.NAME).stream().allMatch(name -> isSettledName(name, test));
  }

  private boolean isSettledName(Node name, Node test) {
    Node parent = name.parent().orElseThrow();
    if (!name.equals(test) && parent.is(Kind.ATTRIBUTE)) {
      return parent.child(1).equals(name)
          ? parent.child(0).is(Kind.NAME)
          : definitions.isSelf(name, name) && isSetByConstructorOnly(parent);
    }
    return definitions.binding(name).isPresent();
  }

  private boolean isSetByConstructorOnly(Node attribute) {
    return definitions.owner(attribute).stream()
        .flatMap(owner -> owner.node().all(Kind.ATTRIBUTE).stream())
        .filter(other -> other.child(1).sameText(attribute.child(1)))
        .filter(other -> isTarget(other))
        .allMatch(other -> new FunctionDef(Execution.function(other)).name().equals("__init__"));
  }

  private static boolean isTarget(Node attribute) {
    Node parent = attribute.parent().orElseThrow();
    return (parent.is(Kind.ASSIGN)
            || parent.is(Kind.AUGMENTED_ASSIGN)
            || parent.is(Kind.ANNOTATED_ASSIGN)
            || parent.is(Kind.TUPLE))
        && !parent.lastChild().equals(attribute);
  }

  private boolean isTraining(Node test) {
    return traced.role() == Role.CALL
        && test.is(Kind.NAME)
        && test.text().equals("training")
        && definitions
            .binding(test)
            .filter(binding -> binding.kind() == Binding.Kind.PARAMETER)
            .isPresent();
  }

  /** Something to loop over that is certainly not empty, or a data set, which is traced at once. */
  private boolean isFilled(Node iterable) {
    Node value = definitions.value(iterable);
    if (value.is(Kind.LIST) || value.is(Kind.TUPLE)) {
      return value.childCount() > 0
          && value.children().stream().noneMatch(child -> child.is(Kind.STARRED));
    }
    boolean isRange = value.is(Kind.CALL) && value.child(0).text().equals("range");
    if (isRange) {
      return value.childCount() == 2
          && facts.of(value.child(1)) instanceof Fact.Constant(Object number)
          && number instanceof Long count
          && count > 0;
    }
    return switch (facts.of(iterable)) {
      case Fact.Sequence(List<Fact> elements) -> !elements.isEmpty();
      case Fact.Dataset dataset -> traced.role() == Role.FUNCTION;
      default -> false;
    };
  }
}
