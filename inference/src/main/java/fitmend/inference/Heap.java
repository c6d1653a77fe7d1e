package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of a run, one for each place that makes objects. */
final class Heap {
  /** What is known of the objects made at one place. */
  static final class Entry {
    /** The class, if it is one of the script. */
    final ClassDef definition;

    /** What the constructor was given. */
    Arguments arguments;

    final Map<String, Value> attributes = new HashMap<>();

    /** The layers of a Sequential model; null when they cannot be told. */
    List<Value> steps;

    /** How many branches and loops were around when it was made. */
    int branchDepth;

    boolean isBuilt;

    /** The call that fed a model first. */
    Node firstFeed;

    /** Whether there may be several objects of that place. */
    boolean isShared;

    Entry(ClassDef definition, Arguments arguments) {
      this.definition = definition;
      this.arguments = arguments;
    }

    void setAttribute(String name, Value value) {
      attributes.merge(name, value, Lattice::join);
    }
  }

  private final Map<Node, Entry> entries = new LinkedHashMap<>();

  /** The entry of that place, made if it is new. */
  Entry make(Node site, ClassDef definition, Arguments arguments) {
    Entry entry = entries.get(site);
    if (entry == null) {
      entry = new Entry(definition, arguments);
      entries.put(site, entry);
    } else {
      entry.isShared = true;
      entry.arguments = joined(entry.arguments, arguments);
    }
    return entry;
  }

  /** The entry of an object; null when nothing is known. */
  Entry get(Node site) {
    return entries.get(site);
  }

  /** All places that made objects. */
  Map<Node, Entry> all() {
    return new LinkedHashMap<>(entries);
  }

  /** All places that made objects of classes of the script. */
  Map<Node, Entry> ofScript() {
    Map<Node, Entry> found = new LinkedHashMap<>(entries);
    found.values().removeIf(entry -> entry.definition == null);
    return found;
  }

  private static Arguments joined(Arguments left, Arguments right) {
    if (left.positional().size() != right.positional().size()
        || !left.keywords().keySet().equals(right.keywords().keySet())) {
      return new Arguments(List.of(), Map.of(), true, left.call());
    }
    List<Value> positional = new ArrayList<>();
    for (int i = 0; i < left.positional().size(); i++) {
      positional.add(Lattice.join(left.positional().get(i), right.positional().get(i)));
    }
    Map<String, Value> keywords = new HashMap<>(left.keywords());
    right.keywords().forEach((name, value) -> keywords.merge(name, value, Lattice::join));
    return new Arguments(positional, keywords, left.isOpen() || right.isOpen(), left.call());
  }
}
