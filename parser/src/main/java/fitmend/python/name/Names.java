package fitmend.python.name;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scopes, bindings and qualified names of one file. Scopes are found at once; how values flow
 * is followed when it is first asked for, function by function.
 */
public final class Names {
  private final Scope[] scopes;
  private final Symbol[] symbols;
  private final Binding[] bindings;
  private final Map<Node, Unit> units;
  private final Reach[] reaches;
  private final Resolver resolver;

  private Names(ScopeBuilder builder) {
    scopes = builder.scopes();
    symbols = builder.symbols();
    bindings = builder.bindings();
    units = builder.units();
    reaches = new Reach[symbols.length];
    resolver = new Resolver(this, builder);
  }

  /** Reads the names of the whole file. */
  public static Names of(PythonFile file) {
    return new Names(new ScopeBuilder(file));
  }

  /** The scope in which the node is evaluated. */
  public Scope scopeOf(Node node) {
    Node at = node;
    while (scopes[at.id()] == null) {
      at = at.parent().orElseThrow();
    }
    return scopes[at.id()];
  }

  /** The symbol that a NAME node binds or reads; empty for built-ins and unbound names. */
  public Optional<Symbol> symbolOf(Node name) {
    return Optional.ofNullable(symbols[name.id()]);
  }

  /**
   * The import path that a NAME, an ATTRIBUTE chain or any other expression stands for. Follows
   * aliases, from-imports, star imports of known libraries and module variables such as {@code L =
   * tf.keras.layers}. Shadowing, deletion and several bindings make it less than known.
   */
  public Resolution resolve(Node expression) {
    return resolver.resolve(expression);
  }

  /** The import path if it is certain. */
  public Optional<String> qualifiedName(Node expression) {
    return resolve(expression) instanceof Resolution.Known known
        ? Optional.of(known.qualifiedName())
        : Optional.empty();
  }

  /**
   * The only binding whose value the use of that name can see, if there is exactly one: nothing
   * else rebinds it between, and no branch or loop makes it uncertain. Of a name that is being
   * bound, that binding.
   */
  public Optional<Binding> reachingBinding(Node name) {
    Binding own = bindings[name.id()];
    if (own != null && own.kind() != Binding.Kind.AUGMENTED) {
      return Optional.of(own);
    }
    Reach reach = reach(name);
    return reach.bindings().size() == 1 && !reach.mayBeUnbound() && !reach.tooMany()
        ? Optional.of(reach.bindings().getFirst())
        : Optional.empty();
  }

  /**
   * The binding that a use of the name means if it means one at all: the {@link #reachingBinding},
   * or else the only one that the name ever has. Empty for what is not a NAME.
   */
  public Optional<Binding> onlyBinding(Node name) {
    if (!name.is(Kind.NAME)) {
      return Optional.empty();
    }
    Optional<Binding> reaching = reachingBinding(name);
    return reaching.isPresent()
        ? reaching
        : symbolOf(name).filter(s -> s.bindings().size() == 1).map(s -> s.bindings().getFirst());
  }

  /** All bindings whose value the use of that name may see; empty if they cannot be told. */
  public List<Binding> possibleBindings(Node name) {
    Reach reach = reach(name);
    return reach.tooMany() ? List.of() : reach.bindings();
  }

  /** The binding that the NAME node makes, null if it makes none. */
  Binding bindingAt(Node name) {
    return bindings[name.id()];
  }

  /** What the use of a name may see. */
  Reach reach(Node name) {
    if (symbols[name.id()] == null) {
      return Reach.UNBOUND;
    }
    follow(scopeOf(name).unit);
    Reach reach = reaches[name.id()];
    return reach == null ? Reach.UNBOUND : reach;
  }

  private void follow(Unit unit) {
    if (!unit.analysed) {
      // What an inner function sees of its outer variables is found while following the outer one.
      unit.parent.ifPresent(this::follow);
      unit.analysed = true;
      new Flow(unit, symbols, bindings, reaches, units).follow();
    }
  }
}
