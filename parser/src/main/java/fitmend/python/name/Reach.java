package fitmend.python.name;

import java.util.ArrayList;
import java.util.List;

/**
 * What a name may hold at some place.
 *
 * @param bindings those whose value may arrive there, deletions left out
 * @param mayBeUnbound whether it may have no value
 * @param tooMany whether there are more bindings than are worth telling apart
 */
record Reach(List<Binding> bindings, boolean mayBeUnbound, boolean tooMany) {
  private static final int LIMIT = 12;

  static final Reach UNBOUND = new Reach(List.of(), true, false);
  private static final Reach TOO_MANY = new Reach(List.of(), true, true);

  static Reach of(Binding binding) {
    return binding.kind() == Binding.Kind.DELETION
        ? UNBOUND
        : new Reach(List.of(binding), false, false);
  }

  /** All the values that the bindings from that index on give. */
  static Reach ofAll(List<Binding> bindings, int from) {
    Reach reach = new Reach(List.of(), false, false);
    for (int i = from, size = bindings.size(); i < size && !reach.tooMany; i++) {
      if (bindings.get(i).kind() != Binding.Kind.DELETION) {
        reach = reach.or(of(bindings.get(i)));
      }
    }
    return reach;
  }

  Reach or(Reach other) {
    if (this == other || tooMany) {
      return this;
    }
    if (other.tooMany) {
      return other;
    }
    boolean unbound = mayBeUnbound || other.mayBeUnbound;
    List<Binding> all = new ArrayList<>(bindings);
    for (Binding binding : other.bindings) {
      if (!all.contains(binding)) {
        all.add(binding);
      }
    }
    if (all.size() > LIMIT) {
      return TOO_MANY;
    }
    return all.size() == bindings.size() && unbound == mayBeUnbound
        ? this
        : new Reach(List.copyOf(all), unbound, false);
  }

  Reach bound() {
    return mayBeUnbound && !tooMany && !bindings.isEmpty()
        ? new Reach(bindings, false, false)
        : this;
  }
}
