package fitmend.python.name;

import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** One name of one scope: all its bindings and all its uses, both in source order. */
public final class Symbol {
  private final Scope scope;
  private final String name;
  private final List<Binding> bindings = new ArrayList<>();
  private final List<Node> uses = new ArrayList<>();

  /** Whether code that runs at other times than its scope's binds it too. */
  boolean boundElsewhere;

  Symbol(Scope scope, String name) {
    this.scope = scope;
    this.name = name;
  }

  public Scope scope() {
    return scope;
  }

  public String name() {
    return name;
  }

  /**
   * Where it gets values, also from inner functions that say {@code global} or {@code nonlocal}.
   */
  public List<Binding> bindings() {
    return bindings;
  }

  /** The NAME nodes that read it, from this scope and from inner ones. */
  public List<Node> uses() {
    return uses;
  }

  @Override
  public String toString() {
    return name;
  }
}
