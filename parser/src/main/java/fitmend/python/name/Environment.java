package fitmend.python.name;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the names hold at one point of a run. A branch is a fork that remembers only what it
 * changes, so that joining branches costs what they changed and not what there is.
 */
final class Environment {
  private final Environment base;
  private final Map<Symbol, Reach> changes = new HashMap<>();
  private boolean dead;

  Environment() {
    this.base = null;
  }

  private Environment(Environment base) {
    this.base = base;
    this.dead = base.dead;
  }

  Environment fork() {
    return new Environment(this);
  }

  Reach get(Symbol symbol) {
    for (Environment at = this; at != null; at = at.base) {
      Reach reach = at.changes.get(symbol);
      if (reach != null) {
        return reach;
      }
    }
    return Reach.UNBOUND;
  }

  void put(Symbol symbol, Reach reach) {
    changes.put(symbol, reach);
  }

  void add(Symbol symbol, Reach reach) {
    Reach before = get(symbol);
    Reach after = before.or(reach);
    if (after != before) {
      changes.put(symbol, after);
    }
  }

  Set<Symbol> changed() {
    return changes.keySet();
  }

  /** Nothing gets past this point. */
  void die() {
    dead = true;
  }

  boolean isDead() {
    return dead;
  }

  /** Goes on from wherever one of the forks has ended; those that have died count no more. */
  void join(List<Environment> forks) {
    List<Environment> alive = forks.stream().filter(fork -> !fork.dead).toList();
    if (alive.isEmpty()) {
      dead = true;
      alive = forks;
    }
    Set<Symbol> symbols = new HashSet<>();
    for (Environment fork : alive) {
      for (Environment at = fork; at != this; at = at.base) {
        symbols.addAll(at.changes.keySet());
      }
    }
    for (Symbol symbol : symbols) {
      Reach reach = null;
      for (Environment fork : alive) {
        Reach there = fork.get(symbol);
        reach = reach == null ? there : reach.or(there);
      }
      put(symbol, reach);
    }
  }
}
