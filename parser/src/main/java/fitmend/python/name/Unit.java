package fitmend.python.name;

import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Code that runs in one go, from its first statement to its last: a module, a function, a lambda or
 * a lazy generator, with the class bodies and comprehensions that run as part of it.
 */
final class Unit {
  final Node node;
  final Optional<Unit> parent;

  /** The bindings that this code makes, in source order. */
  final List<Binding> bindings = new ArrayList<>();

  /** What the variables of outer code that this code reads may hold whenever it runs. */
  final Map<Symbol, Reach> outer = new HashMap<>();

  boolean analysed;

  Unit(Node node, Optional<Unit> parent) {
    this.node = node;
    this.parent = parent;
  }

  /** The index of the first binding at or behind that offset. */
  int firstBindingFrom(int offset) {
    return firstFrom(bindings, offset);
  }

  static int firstFrom(List<Binding> bindings, int offset) {
    int low = 0;
    int high = bindings.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bindings.get(middle).name().start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
