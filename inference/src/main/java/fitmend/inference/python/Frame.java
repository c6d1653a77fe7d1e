package fitmend.inference.python;

import fitmend.inference.value.Journal;
import fitmend.inference.value.Slots;
import fitmend.inference.value.Value;
import java.util.HashSet;
import java.util.Set;

/** The variables of a module, a class body, or one call of a function. */
final class Frame {
  private final Frame around;
  private final boolean isClass;
  private final Slots variables;
  private final Set<String> global = new HashSet<>();
  private final Set<String> nonlocal = new HashSet<>();
  private Set<String> locals = Set.of();

  /** What a generator has given so far; null in what is no generator. */
  java.util.List<Value> yielded;

  /** Whether an element was given in one branch only. */
  boolean mayYieldMore;

  /** How many forks were open when a generator began. */
  int depth;

  Frame(Frame around, boolean isClass, Journal journal) {
    this.around = around;
    this.isClass = isClass;
    this.variables = new Slots(journal);
  }

  /** Says which names are variables of the call, whether they have a value yet or not. */
  void setLocals(Set<String> names) {
    locals = names;
  }

  /** Whether the name is a variable of the call that has no value yet. */
  boolean isUnbound(String name) {
    return locals.contains(name)
        && !global.contains(name)
        && !nonlocal.contains(name)
        && !variables.has(name);
  }

  /** The value that a name has here, null when it has none. */
  Value get(String name) {
    if (isUnbound(name)) {
      return null;
    }
    Value own = global.contains(name) ? module().variables.get(name) : variables.get(name);
    for (Frame frame = around; own == null && frame != null; frame = frame.around) {
      if (!frame.isClass) {
        own = frame.variables.get(name);
      }
    }
    return own;
  }

  void set(String name, Value value) {
    if (global.contains(name)) {
      module().variables.put(name, value);
    } else if (nonlocal.contains(name)) {
      Frame frame = around;
      while (frame.around != null && (frame.isClass || !frame.variables.has(name))) {
        frame = frame.around;
      }
      frame.variables.put(name, value);
    } else {
      variables.put(name, value);
    }
  }

  void declareGlobal(String name) {
    global.add(name);
  }

  void declareNonlocal(String name) {
    nonlocal.add(name);
  }

  Slots variables() {
    return variables;
  }

  /** The frame that functions defined here see around them: never that of a class. */
  Frame enclosing() {
    return isClass ? around.enclosing() : this;
  }

  private Frame module() {
    Frame frame = this;
    while (frame.around != null) {
      frame = frame.around;
    }
    return frame;
  }
}
