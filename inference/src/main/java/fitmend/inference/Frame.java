package fitmend.inference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The variables of one activation of a function, or of the module. */
final class Frame {
  private final Frame parent;
  private Map<String, Value> variables = new HashMap<>();
  private final Set<String> outer = new HashSet<>();
  private Value returned;
  private Value yielded;

  Frame(Frame parent) {
    this.parent = parent;
  }

  /** The value of a name here or around; null when nothing was assigned. */
  Value get(String name) {
    for (Frame frame = this; frame != null; frame = frame.parent) {
      Value value = frame.variables.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The value of a name here only; null when nothing was assigned. */
  Value getOwn(String name) {
    return variables.get(name);
  }

  void set(String name, Value value) {
    if (!outer.contains(name)) {
      variables.put(name, value);
      return;
    }
    for (Frame frame = parent; frame != null; frame = frame.parent) {
      if (frame.variables.containsKey(name) || frame.parent == null) {
        frame.variables.merge(name, value, Lattice::join); // when it runs is not known
        return;
      }
    }
  }

  /** Says that assignments to this name reach an outer frame: {@code global}, {@code nonlocal}. */
  void declareOuter(String name) {
    outer.add(name);
  }

  /** Adds one of the values that the function gives back. */
  void addReturned(Value value) {
    returned = returned == null ? value : Lattice.join(returned, value);
  }

  /** Adds one of the values that the generator gives. */
  void addYielded(Value value) {
    yielded = yielded == null ? value : Lattice.join(yielded, value);
  }

  /** What the call gives; None when nothing was returned. */
  Value result() {
    if (yielded != null) {
      return new Internals.Elements(yielded, false);
    }
    return returned == null ? new Value.Constant(null) : returned;
  }

  Map<String, Value> snapshot() {
    return new HashMap<>(variables);
  }

  void restore(Map<String, Value> snapshot) {
    variables = new HashMap<>(snapshot);
  }

  /** Makes each variable what it is now or in the other state. */
  void joinWith(Map<String, Value> other) {
    other.forEach((name, value) -> variables.merge(name, value, Lattice::join));
  }
}
