package fitmend.python.name;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A namespace of Python's: module, class, function, lambda or comprehension. */
public final class Scope {
  private final Node node;
  private final Optional<Scope> parent;
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();

  /** What runs in one go with this scope: a class body runs with the module around it. */
  final Unit unit;

  final Set<String> bound = new HashSet<>();
  final Set<String> globals = new HashSet<>();
  final Set<String> nonlocals = new HashSet<>();
  private final Map<String, Optional<Scope>> owners = new HashMap<>();

  Scope(Node node, Optional<Scope> parent, Unit unit) {
    this.node = node;
    this.parent = parent;
    this.unit = unit;
  }

  /**
   * The MODULE, CLASS_DEF, FUNCTION_DEF, LAMBDA, comprehension or GENERATOR; TYPE_PARAMETERS for
   * the scope that Python puts around a generic definition.
   */
  public Node node() {
    return node;
  }

  public Optional<Scope> parent() {
    return parent;
  }

  /** The names bound here, in the order of their first binding or use. */
  public Map<String, Symbol> symbols() {
    return symbols;
  }

  /** The symbol of that name, made if this scope has none yet. */
  Symbol symbol(String name) {
    return symbols.computeIfAbsent(name, key -> new Symbol(this, key));
  }

  boolean isModule() {
    return parent.isEmpty();
  }

  boolean isClass() {
    return node.is(Kind.CLASS_DEF);
  }

  boolean isComprehension() {
    return switch (node.kind()) {
      case LIST_COMPREHENSION, SET_COMPREHENSION, DICT_COMPREHENSION, GENERATOR -> true;
      default -> false;
    };
  }

  Scope module() {
    Scope at = this;
    while (at.parent.isPresent()) {
      at = at.parent.get();
    }
    return at;
  }

  /** The scope whose variable this name is when code of this scope says it; empty if nobody's. */
  Optional<Scope> ownerOf(String name) {
    Optional<Scope> known = owners.get(name);
    if (known == null) {
      known = findOwner(name);
      owners.put(name, known);
    }
    return known;
  }

  private Optional<Scope> findOwner(String name) {
    boolean classIsVisible = true;
    for (Scope at = this; at != null; at = at.parent.orElse(null)) {
      if (at.globals.contains(name)) {
        Scope module = module();
        return module.bound.contains(name) ? Optional.of(module) : Optional.empty();
      }
      boolean visible = !at.isClass() || classIsVisible;
      if (visible && at.bound.contains(name) && !at.nonlocals.contains(name)) {
        return Optional.of(at);
      }
      // Only a class's own statements and the signatures in it see its names, not its functions.
      classIsVisible = classIsVisible && at.node.is(Kind.TYPE_PARAMETERS);
    }
    return Optional.empty();
  }
}
