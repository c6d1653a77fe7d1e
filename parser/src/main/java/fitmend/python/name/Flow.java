package fitmend.python.name;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows one unit of code from its first statement to its last and notes, at each use of a name,
 * which bindings may have given it its value. One pass: at the head of a loop everything the loop
 * binds may have happened, at an exception handler everything the {@code try} binds.
 */
final class Flow {
  private static final Set<String> CONSUMERS =
      Set.of("all", "any", "dict", "join", "list", "max", "min", "set", "sorted", "sum", "tuple");
  private static final Set<String> SUPPRESSORS = Set.of("suppress", "raises", "assertRaises");
  private static final Set<String> EXITS = Set.of("exit", "quit", "sys.exit", "os._exit");

  private final Unit unit;
  private final Symbol[] symbols;
  private final Binding[] bindings;
  private final Reach[] reaches;
  private final Map<Node, Unit> laterUnits;

  private Environment now = new Environment();

  /** Where the outermost loop around starts, -1 outside of loops. */
  private int loopStart = -1;

  Flow(
      Unit unit,
      Symbol[] symbols,
      Binding[] bindings,
      Reach[] reaches,
      Map<Node, Unit> laterUnits) {
    this.unit = unit;
    this.symbols = symbols;
    this.bindings = bindings;
    this.reaches = reaches;
    this.laterUnits = laterUnits;
  }

  /** Whether the element of a generator is computed after the expression has been left. */
  static boolean runsLater(Node comprehension) {
    if (!comprehension.is(Kind.GENERATOR)) {
      return false;
    }
    Optional<Node> around = comprehension.parent();
    while (around.isPresent() && around.get().is(Kind.PARENTHESIZED)) {
      around = around.get().parent();
    }
    if (around.isEmpty() || !around.get().is(Kind.CALL)) {
      return true;
    }
    Node callee = around.get().child(0).unparenthesized();
    String name = callee.is(Kind.ATTRIBUTE) ? callee.child(1).text() : callee.text();
    return !CONSUMERS.contains(name);
  }

  /** Fills in what reaches each name of the unit. */
  void follow() {
    Node node = unit.node;
    switch (node.kind()) {
      case FUNCTION_DEF, LAMBDA -> {
        Node parameters = node.first(Kind.PARAMETERS).orElseThrow();
        for (Node parameter : parameters.children()) {
          parameter.first(Kind.NAME).ifPresent(this::bind);
        }
        visit(node.lastChild());
      }
      case GENERATOR -> comprehend(node, false);
      default -> visitChildren(node, 0);
    }
  }

  private void visit(Node node) {
    switch (node.kind()) {
      case NAME -> use(node);
      case FUNCTION_DEF, LAMBDA -> define(node);
      case CLASS_DEF -> {
        for (int i = 1; i < node.childCount(); i++) {
          visit(node.child(i));
        }
        bind(node.child(0));
      }
      case TYPE_PARAMETER -> {
        bind(node.child(0));
        visitChildren(node, 1);
      }
      case TYPE_ALIAS -> {
        visitChildren(node, 1);
        bind(node.child(0));
      }
      case IF -> branch(node);
      case WHILE -> repeat(node);
      case FOR -> iterate(node);
      case TRY -> attempt(node);
      case WITH -> manage(node);
      case MATCH -> match(node);
      case RETURN, RAISE, BREAK, CONTINUE -> {
        visitChildren(node, 0);
        now.die();
      }
      case EXPRESSION_STATEMENT -> {
        visitChildren(node, 0);
        if (exits(node.child(0).unparenthesized())) {
          now.die();
        }
      }
      case ASSIGN -> {
        visit(node.lastChild());
        for (int i = 0; i < node.childCount() - 1; i++) {
          assign(node.child(i));
        }
      }
      case AUGMENTED_ASSIGN -> {
        visit(node.child(0));
        visit(node.child(1));
        assign(node.child(0));
      }
      case ANNOTATED_ASSIGN -> {
        visitChildren(node, 1);
        if (node.childCount() > 2 || !node.child(0).is(Kind.NAME)) {
          assign(node.child(0));
        }
      }
      case DELETE -> {
        for (Node target : node.children()) {
          assign(target);
        }
      }
      case NAMED_EXPRESSION -> {
        visit(node.child(1));
        bind(node.child(0));
      }
      case IMPORT, IMPORT_FROM -> bindNamesIn(node);
      case LIST_COMPREHENSION, SET_COMPREHENSION, DICT_COMPREHENSION -> comprehend(node, true);
      case GENERATOR -> {
        Unit later = laterUnits.get(node);
        if (later == null) {
          comprehend(node, true);
        } else {
          visit(node.child(1).child(1));
          enter(later, node);
        }
      }
      case CONDITIONAL -> {
        visit(node.child(1));
        Environment yes = inFork(node.child(0));
        Environment no = inFork(node.child(2));
        now.join(List.of(yes, no));
      }
      case BOOLEAN -> {
        visit(node.child(0));
        perhaps(node.child(1));
      }
      case COMPARISON -> {
        visit(node.child(0));
        if (node.child(0).is(Kind.COMPARISON)) {
          perhaps(node.child(1));
        } else {
          visit(node.child(1));
        }
      }
      case ASSERT -> {
        visit(node.child(0));
        if (node.childCount() > 1) {
          inFork(node.child(1));
        }
      }
      case GLOBAL, NONLOCAL, CONVERSION, MODULE_NAME -> {}
      case ATTRIBUTE -> visit(node.child(0));
      case KEYWORD_ARGUMENT -> visit(node.child(1));
      default -> visitChildren(node, 0);
    }
  }

  private void visitChildren(Node node, int from) {
    for (int i = from, count = node.childCount(); i < count; i++) {
      visit(node.child(i));
    }
  }

  private void use(Node name) {
    Symbol symbol = symbols[name.id()];
    if (symbol != null) {
      reaches[name.id()] = reach(symbol);
    }
  }

  private Reach reach(Symbol symbol) {
    if (symbol.boundElsewhere) {
      return Reach.ofAll(symbol.bindings(), 0);
    }
    if (symbol.scope().unit != unit) {
      return unit.outer.getOrDefault(symbol, Reach.UNBOUND);
    }
    Reach reach = now.get(symbol);
    if (reach.mayBeUnbound() && symbol.scope().isClass()) {
      // A class body falls back to the module for what it has not bound yet.
      Symbol global = symbol.scope().module().symbols().get(symbol.name());
      if (global == null) {
        return reach;
      }
      Reach outside =
          global.scope().unit == unit && !global.boundElsewhere
              ? now.get(global)
              : Reach.ofAll(global.bindings(), 0);
      return new Reach(reach.bindings(), false, false).or(outside);
    }
    return reach;
  }

  private void bind(Node name) {
    Binding binding = bindings[name.id()];
    if (binding != null) {
      now.put(binding.symbol(), Reach.of(binding));
    }
  }

  private void assign(Node target) {
    switch (target.kind()) {
      case NAME -> bind(target);
      case PARENTHESIZED, STARRED -> assign(target.child(0));
      case TUPLE, LIST -> {
        for (Node element : target.children()) {
          assign(element);
        }
      }
      default -> visit(target);
    }
  }

  private void bindNamesIn(Node node) {
    for (Node name : node.all(Kind.NAME)) {
      bind(name);
    }
  }

  /** Everything bound between two offsets may have happened. */
  private void mayHaveRun(int start, int end) {
    List<Binding> all = unit.bindings;
    for (int i = unit.firstBindingFrom(start); i < all.size(); i++) {
      Binding binding = all.get(i);
      if (binding.name().start() >= end) {
        break;
      }
      now.add(binding.symbol(), Reach.of(binding));
    }
  }

  private Environment inFork(Node node) {
    return inFork(() -> visit(node));
  }

  private Environment inFork(Runnable part) {
    Environment before = now;
    Environment fork = before.fork();
    now = fork;
    part.run();
    now = before;
    return fork;
  }

  private void perhaps(Node node) {
    Environment ran = inFork(node);
    now.join(List.of(ran, now.fork()));
  }

  private void define(Node node) {
    for (Node child : node.children()) {
      switch (child.kind()) {
        case PARAMETERS -> {
          for (Node part : child.all(Kind.ANNOTATION, Kind.DEFAULT)) {
            // Parts of lambdas in the defaults are visited with their lambda.
            if (part.parent().flatMap(Node::parent).filter(child::equals).isPresent()) {
              visit(part);
            }
          }
        }
        case TYPE_PARAMETERS, RETURNS -> visit(child);
        default -> {}
      }
    }
    enter(laterUnits.get(node), node);
    if (node.is(Kind.FUNCTION_DEF)) {
      bind(node.child(0));
    }
  }

  /**
   * The code of an inner function runs at any time from now on: it sees what its outer variables
   * hold now, and what is bound to them later.
   */
  private void enter(Unit inner, Node definition) {
    int from = loopStart >= 0 ? loopStart : definition.start();
    for (Map.Entry<Symbol, Reach> entry : inner.outer.entrySet()) {
      Symbol symbol = entry.getKey();
      Reach reach = reach(symbol);
      if (!symbol.boundElsewhere && symbol.scope().unit == unit) {
        List<Binding> all = symbol.bindings();
        reach = reach.or(Reach.ofAll(all, Unit.firstFrom(all, from)));
      }
      entry.setValue(reach.bound());
    }
  }

  private void branch(Node node) {
    visit(node.child(0));
    Environment before = now;
    List<Environment> ends = new ArrayList<>();
    ends.add(inFork(node.child(1)));
    boolean hasElse = false;
    for (int i = 2; i < node.childCount(); i++) {
      Node part = node.child(i);
      if (part.is(Kind.ELIF)) {
        Environment tested = inFork(part.child(0));
        if (!tested.changed().isEmpty()) {
          now = tested;
        }
        ends.add(inFork(part.child(1)));
      } else {
        ends.add(inFork(part));
        hasElse = true;
      }
    }
    if (!hasElse) {
      ends.add(now.fork());
    }
    now = before;
    now.join(ends);
  }

  private void repeat(Node node) {
    Node body = node.child(1);
    inLoop(
        node,
        () -> {
          mayHaveRun(node.start(), body.end());
          visit(node.child(0));
          inFork(body);
        });
    finishLoop(node, body);
  }

  private void iterate(Node node) {
    visit(node.child(1));
    Node body = node.child(2);
    inLoop(
        node,
        () -> {
          mayHaveRun(node.start(), body.end());
          inFork(
              () -> {
                assign(node.child(0));
                visit(body);
              });
        });
    finishLoop(node, body);
  }

  private void inLoop(Node loop, Runnable part) {
    int before = loopStart;
    loopStart = before >= 0 ? before : loop.start();
    part.run();
    loopStart = before;
  }

  private void finishLoop(Node loop, Node body) {
    Optional<Node> otherwise = loop.first(Kind.ELSE);
    if (!holdsBreak(body)) {
      otherwise.ifPresent(this::visit);
      return;
    }
    Environment broken = inFork(() -> mayHaveRun(loop.start(), body.end()));
    Environment exhausted = inFork(() -> otherwise.ifPresent(this::visit));
    now.join(List.of(broken, exhausted));
  }

  private static boolean holdsBreak(Node block) {
    for (Node child : block.children()) {
      boolean found =
          switch (child.kind()) {
            case BREAK -> true;
            case FOR, WHILE -> child.first(Kind.ELSE).filter(Flow::holdsBreak).isPresent();
            case IF, ELIF, ELSE, TRY, EXCEPT, FINALLY, WITH, MATCH, CASE, BLOCK ->
                holdsBreak(child);
            default -> false;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  private void attempt(Node node) {
    Node body = node.child(0);
    Environment tried = inFork(body);
    List<Environment> ends = new ArrayList<>();
    for (Node part : node.children()) {
      if (part.is(Kind.EXCEPT)) {
        ends.add(
            inFork(
                () -> {
                  mayHaveRun(body.start(), body.end());
                  handle(part);
                }));
      } else if (part.is(Kind.ELSE)) {
        Environment before = now;
        now = tried;
        visit(part);
        now = before;
      }
    }
    ends.add(tried);
    Optional<Node> last = node.first(Kind.FINALLY);
    if (last.isEmpty()) {
      now.join(ends);
      return;
    }
    Environment before = now;
    now = before.fork();
    mayHaveRun(node.start(), last.get().start());
    Environment cleaned = inFork(last.get());
    now = before;
    now.join(ends);
    for (Symbol symbol : cleaned.changed()) {
      now.put(symbol, cleaned.get(symbol));
    }
    if (cleaned.isDead()) {
      now.die();
    }
  }

  private void handle(Node except) {
    Node variable = null;
    for (Node child : except.children()) {
      if (ScopeBuilder.isExceptVariable(child)) {
        variable = child;
        bind(child);
      } else {
        visit(child);
      }
    }
    Binding binding = variable == null ? null : bindings[variable.id()];
    if (binding != null) {
      now.put(binding.symbol(), Reach.UNBOUND);
    }
  }

  private void manage(Node node) {
    boolean suppresses = false;
    for (int i = 0; i < node.childCount() - 1; i++) {
      Node item = node.child(i);
      visit(item.child(0));
      if (item.childCount() > 1) {
        assign(item.child(1));
      }
      suppresses |= suppresses(item.child(0).unparenthesized());
    }
    Node body = node.lastChild();
    if (suppresses) {
      Environment cut = inFork(() -> mayHaveRun(body.start(), body.end()));
      Environment whole = inFork(body);
      now.join(List.of(cut, whole));
    } else {
      visit(body);
    }
  }

  private void match(Node node) {
    visit(node.child(0));
    Environment before = now;
    List<Environment> ends = new ArrayList<>();
    boolean open = true;
    for (int i = 1; i < node.childCount(); i++) {
      Node matchCase = node.child(i);
      Node pattern = matchCase.child(0);
      Node body = matchCase.lastChild();
      ends.add(
          inFork(
              () -> {
                visit(pattern);
                bindPatterns(pattern);
                matchCase.first(Kind.GUARD).ifPresent(this::visit);
                visit(body);
              }));
      if (pattern.is(Kind.PATTERN_CAPTURE) && matchCase.first(Kind.GUARD).isEmpty()) {
        open = false;
        break;
      }
      // A pattern that fails may already have bound some of its names.
      Environment failed = inFork(() -> mayHaveRun(pattern.start(), body.start()));
      if (!failed.changed().isEmpty()) {
        now = failed;
      }
    }
    if (open) {
      ends.add(now.fork());
    }
    now = before;
    now.join(ends);
  }

  private void bindPatterns(Node pattern) {
    for (Node name : pattern.all(Kind.NAME)) {
      bind(name);
    }
  }

  private void comprehend(Node node, boolean withFirstIterable) {
    Node first = node.child(1);
    if (withFirstIterable) {
      visit(first.child(1));
    }
    inLoop(
        node,
        () -> {
          mayHaveRun(node.start(), node.end());
          inFork(
              () -> {
                assign(first.child(0));
                visitChildren(first, 2);
                for (int i = 2; i < node.childCount(); i++) {
                  Node next = node.child(i);
                  visit(next.child(1));
                  assign(next.child(0));
                  visitChildren(next, 2);
                }
                visit(node.child(0));
              });
        });
  }

  private static boolean exits(Node call) {
    return call.is(Kind.CALL) && EXITS.contains(call.child(0).text());
  }

  private static boolean suppresses(Node manager) {
    if (!manager.is(Kind.CALL)) {
      return false;
    }
    Node callee = manager.child(0).unparenthesized();
    String name = callee.is(Kind.ATTRIBUTE) ? callee.child(1).text() : callee.text();
    return SUPPRESSORS.contains(name);
  }
}
