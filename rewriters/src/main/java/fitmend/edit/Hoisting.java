package fitmend.edit;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Scope;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Answers what code needs, and what must move so that it can be evaluated at an earlier place.
 *
 * <p>A name is there if all that binds it stands before the place and nothing binds or changes it
 * from there on. A single later definition, import or assignment of a value without side effects
 * may move above the place, with all that it needs in turn. Names in the body of a function are
 * only looked up when it is called: what they need moves along where it can, and must be there only
 * if {@code bodiesRunAtOnce}.
 */
public final class Hoisting {
  private final Names names;
  private final boolean bodiesRunAtOnce;

  /**
   * @param bodiesRunAtOnce whether functions are called at the place itself, as losses are by
   *     {@code compile} where graphs are built
   */
  public Hoisting(Names names, boolean bodiesRunAtOnce) {
    this.names = names;
    this.bodiesRunAtOnce = bodiesRunAtOnce;
  }

  /** Whether something can be evaluated at a place, and after which moves. */
  public sealed interface Plan {
    /**
     * It can.
     *
     * @param moves what has to move, by the statement before which it goes; in source order
     */
    record Possible(Map<Node, List<Node>> moves) implements Plan {
      public boolean isEmpty() {
        return moves.isEmpty();
      }

      /** The edits; empty if a statement shares its line with others. */
      public Optional<List<Edit>> edits() {
        List<Edit> edits = new ArrayList<>();
        for (Map.Entry<Node, List<Node>> move : moves.entrySet()) {
          Optional<List<Edit>> moved = StatementEdits.move(move.getValue(), move.getKey());
          if (moved.isEmpty()) {
            return Optional.empty();
          }
          edits.addAll(moved.get());
        }
        return Optional.of(edits);
      }
    }

    /** It cannot; the reason names what is missing. */
    record Impossible(String reason) implements Plan {}
  }

  /** What must move so that the expressions can be evaluated at a statement before them. */
  public Plan plan(List<Node> expressions, Node place) {
    Search search = new Search(place.statement());
    for (Node expression : expressions) {
      search.require(expression, expression, expression);
    }
    return search.result();
  }

  /** What must move, with a statement itself, so that it is executed before another one. */
  public Plan planMove(Node statement, Node place) {
    Search search = new Search(place.statement());
    search.move(statement, statement, statement.child(0).text());
    return search.result();
  }

  /** Whether nothing that the code reads is bound or changed between two offsets. */
  public boolean isStable(Node code, int start, int end) {
    return reads(code).stream()
        .map(names::symbolOf)
        .flatMap(Optional::stream)
        .allMatch(
            symbol ->
                symbol.bindings().stream()
                        .map(Binding::name)
                        .noneMatch(name -> name.start() >= start && name.start() < end)
                    && !isChanged(symbol, start, end));
  }

  /** Whether all that the code reads are variables of the module, bound once and seen there. */
  public boolean isConstant(Node code, Node place) {
    return reads(code).stream()
        .map(names::symbolOf)
        .flatMap(Optional::stream)
        .allMatch(
            symbol ->
                symbol.scope().node().is(Kind.MODULE)
                    && symbol.bindings().size() == 1
                    && isVisible(symbol, place));
  }

  private boolean isVisible(Symbol symbol, Node place) {
    Optional<Scope> scope = Optional.of(names.scopeOf(place));
    boolean first = true;
    while (scope.isPresent()) {
      Symbol found = scope.get().symbols().get(symbol.name());
      boolean counts = first || !scope.get().node().is(Kind.CLASS_DEF);
      if (counts && found != null && !found.bindings().isEmpty()) {
        return found.equals(symbol);
      }
      first = false;
      scope = scope.get().parent();
    }
    return false;
  }

  /** The NAME nodes that code reads and does not bind itself, bodies of functions included. */
  public List<Node> reads(Node code) {
    return code.all(Kind.NAME).stream()
        .filter(
            name ->
                names
                    .symbolOf(name)
                    .filter(symbol -> !isInside(symbol.scope(), code) && isRead(symbol, name))
                    .isPresent())
        .toList();
  }

  private static boolean isRead(Symbol symbol, Node name) {
    return symbol.bindings().stream()
        .noneMatch(
            binding -> binding.name().equals(name) && binding.kind() != Binding.Kind.AUGMENTED);
  }

  private static boolean isInside(Scope scope, Node code) {
    Node node = scope.node();
    return !node.is(Kind.MODULE) && code.contains(node);
  }

  /** Whether a value that a name has is changed in place, as far as can be seen. */
  private static boolean isChanged(Symbol symbol, int start, int end) {
    return symbol.uses().stream()
        .filter(use -> use.start() >= start && use.start() < end)
        .anyMatch(Hoisting::isChange);
  }

  private static boolean isChange(Node use) {
    Node path = use;
    Optional<Node> around = path.parent();
    while (around.isPresent()
        && (around.get().is(Kind.ATTRIBUTE) || around.get().is(Kind.SUBSCRIPT))
        && around.get().child(0).equals(path)) {
      path = around.get();
      around = path.parent();
    }
    if (path.equals(use) || around.isEmpty()) {
      return false;
    }
    Node parent = around.get();
    return switch (parent.kind()) {
      case ASSIGN, TUPLE, LIST -> !parent.lastChild().equals(path) && isTarget(parent);
      case AUGMENTED_ASSIGN, ANNOTATED_ASSIGN -> parent.child(0).equals(path);
      case DELETE -> true;
      case CALL ->
          parent.child(0).equals(path)
              && parent.parent().filter(p -> p.is(Kind.EXPRESSION_STATEMENT)).isPresent();
      default -> false;
    };
  }

  private static boolean isTarget(Node node) {
    return node.is(Kind.ASSIGN)
        || node.parent().filter(p -> p.is(Kind.ASSIGN) && !p.lastChild().equals(node)).isPresent();
  }

  /**
   * The earliest statement, in the body of a scope around a place, that may lead to the execution
   * of the place: the place itself in its own scope, the first use of its function further out.
   */
  public Node runsAt(Node place, Scope scope) {
    return runsAt(place, scope, new HashSet<>());
  }

  private Node runsAt(Node place, Scope scope, Set<Node> visited) {
    Scope inner = names.scopeOf(place);
    if (inner.equals(scope)) {
      return place.statement();
    }
    while (inner.parent().isPresent() && !inner.parent().get().equals(scope)) {
      inner = inner.parent().get();
    }
    Node definition = inner.node();
    if (!visited.add(definition)) {
      return definition.statement();
    }
    Optional<Node> name = definition.first(Kind.NAME);
    boolean named = definition.is(Kind.FUNCTION_DEF) || definition.is(Kind.CLASS_DEF);
    if (!named || name.isEmpty()) {
      return definition.statement();
    }
    return names.symbolOf(name.get()).map(Symbol::uses).orElse(List.of()).stream()
        .filter(use -> !definition.contains(use))
        .map(use -> runsAt(use, scope, visited))
        .min(Comparator.comparingInt(Node::start))
        .orElse(definition.statement());
  }

  /** One search for what has to move above one place. */
  private final class Search {
    private final Node place;
    private final Purity purity = new Purity(names);
    private final Set<Symbol> seen = new HashSet<>();
    private final Set<Node> moving = new LinkedHashSet<>();
    private final Map<Node, Node> destinations = new LinkedHashMap<>();
    private String obstacle;

    Search(Node place) {
      this.place = place;
    }

    Plan result() {
      if (obstacle != null) {
        return new Plan.Impossible(obstacle);
      }
      Map<Node, List<Node>> moves = new TreeMap<>(Comparator.comparingInt(Node::start));
      moving.stream()
          .sorted(Comparator.comparingInt(Node::start))
          .forEach(
              statement ->
                  moves
                      .computeIfAbsent(destinations.get(statement), key -> new ArrayList<>())
                      .add(statement));
      return new Plan.Possible(moves);
    }

    /**
     * Requires what code reads.
     *
     * @param from where the code is evaluated now
     * @param calledFrom where the functions in it may first be called
     */
    void require(Node code, Node from, Node calledFrom) {
      List<Node> inBodies = new ArrayList<>();
      for (Node name : reads(code)) {
        if (isInBody(name, code)) {
          inBodies.add(name);
        } else {
          require(name, names.symbolOf(name).orElseThrow(), from);
        }
      }
      for (Node name : inBodies) {
        Symbol symbol = names.symbolOf(name).orElseThrow();
        if (bodiesRunAtOnce) {
          require(name, symbol, calledFrom);
        } else {
          requireIfPossible(name, symbol, calledFrom);
        }
      }
    }

    private void requireIfPossible(Node name, Symbol symbol, Node from) {
      if (obstacle == null) {
        Set<Symbol> seenBefore = Set.copyOf(seen);
        Set<Node> movingBefore = Set.copyOf(moving);
        require(name, symbol, from);
        if (obstacle != null) {
          obstacle = null;
          seen.retainAll(seenBefore);
          moving.retainAll(movingBefore);
        }
      }
    }

    private boolean isInBody(Node name, Node code) {
      Optional<Node> at = Optional.of(name);
      while (at.isPresent() && !at.get().equals(code)) {
        Optional<Node> parent = at.get().parent();
        if (parent.isPresent()
            && (parent.get().is(Kind.LAMBDA) || parent.get().is(Kind.FUNCTION_DEF))
            && parent.get().lastChild().equals(at.get())) {
          return true;
        }
        at = parent;
      }
      return false;
    }

    private void require(Node name, Symbol symbol, Node from) {
      if (!names.scopeOf(place).equals(symbol.scope()) && InstanceAttributes.isSelf(symbol)) {
        if (!InstanceAttributes.isSameAt(name, symbol, place)) {
          refuse(name, "is not known to hold that there");
        }
        return;
      }
      if (!seen.add(symbol) || symbol.bindings().isEmpty()) {
        return;
      }
      if (!isVisible(symbol, place)) {
        refuse(name, "is not known there");
        return;
      }
      Node at = runsAt(place, symbol.scope());
      List<Binding> late = new ArrayList<>();
      boolean early = false;
      for (Binding binding : symbol.bindings()) {
        int start = binding.name().start();
        if (!names.scopeOf(binding.name()).equals(symbol.scope())) {
          refuse(name, "is bound in a function, too");
          return;
        } else if (start < at.start()) {
          early = true;
        } else if (start < from.start() || !sameScope(from, symbol) || inSameLoop(binding, from)) {
          late.add(binding);
        }
      }
      if (late.isEmpty()) {
        if (sameScope(from, symbol) && isChanged(symbol, at.start(), from.start())) {
          refuse(name, "is changed in between");
        } else if (bodiesRunAtOnce) {
          purity.definition(name).ifPresent(definition -> require(definition, from, from));
        }
      } else if (early || late.size() > 1) {
        refuse(name, "gets another value in between");
      } else if (sameScope(from, symbol)
          && isChanged(symbol, late.getFirst().name().statement().end(), from.start())) {
        refuse(name, "is changed in between");
      } else {
        move(late.getFirst().name().statement(), from, name.text());
      }
    }

    /** Moves a statement above the place, with what it needs. */
    void move(Node statement, Node from, String what) {
      if (moving.contains(statement)) {
        return;
      }
      Node at = runsAt(place, names.scopeOf(statement));
      Node block = statement.parent().orElseThrow();
      Optional<Node> destination = childAround(block, at);
      if (destination.isEmpty()) {
        refuse(what, "is bound in a block of its own");
        return;
      }
      if (!purity.ofStatement(statement)) {
        refuse(what, "is made by code that may not be moved");
        return;
      }
      moving.add(statement);
      destinations.put(statement, destination.get());
      require(statement, statement, from);
      called(statement).forEach(definition -> requireCalled(definition, statement));
      if (obstacle != null) {
        moving.remove(statement);
      }
    }

    /** What the body of a function needs that is called at once. */
    private void requireCalled(Node definition, Node from) {
      for (Node name : reads(definition)) {
        require(name, names.symbolOf(name).orElseThrow(), from);
      }
    }

    private List<Node> called(Node statement) {
      return statement.is(Kind.ASSIGN) || statement.is(Kind.ANNOTATED_ASSIGN)
          ? statement.all(Kind.CALL).stream()
              .map(call -> purity.definition(new Call(call).callee()))
              .flatMap(Optional::stream)
              .toList()
          : List.of();
    }

    private Optional<Node> childAround(Node block, Node at) {
      return block.children().stream().filter(child -> child.contains(at)).findFirst();
    }

    private boolean sameScope(Node from, Symbol symbol) {
      return names.scopeOf(from).equals(symbol.scope());
    }

    private boolean inSameLoop(Binding binding, Node from) {
      for (Kind kind : List.of(Kind.FOR, Kind.WHILE)) {
        Optional<Node> loop = from.enclosing(kind);
        while (loop.isPresent()) {
          if (loop.get().contains(binding.name()) && !loop.get().contains(place)) {
            return true;
          }
          loop = loop.get().enclosing(kind);
        }
      }
      return false;
    }

    private void refuse(Node name, String why) {
      refuse(name.text(), why);
    }

    private void refuse(String what, String why) {
      if (obstacle == null) {
        obstacle = "`" + what + "` " + why;
      }
    }
  }
}
