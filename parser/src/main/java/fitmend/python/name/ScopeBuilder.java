package fitmend.python.name;

import fitmend.python.source.TokenType;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the scopes of a file and which names each binds and uses, as Python's compiler does. Whose
 * variable a name is can be told only when the whole file is read, so this happens in two steps.
 */
final class ScopeBuilder {
  private final Scope[] scopes;
  private final Symbol[] symbols;
  private final Binding[] bindings;
  private final Map<Node, Unit> units = new HashMap<>();
  private final List<Node> starImports = new ArrayList<>();
  private final List<Node> attributeTargets = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /** A name seen: bound when there is a kind, read when it is a use. */
  private record Event(
      Node name, Scope scope, Binding.Kind kind, Optional<Node> value, boolean isUse) {}

  ScopeBuilder(PythonFile file) {
    Node root = file.root();
    int count = root.id() + 1;
    scopes = new Scope[count];
    symbols = new Symbol[count];
    bindings = new Binding[count];
    Unit module = new Unit(root, Optional.empty());
    units.put(root, module);
    visit(root, new Scope(root, Optional.empty(), module));
    settle();
  }

  /** By node: the scope it is evaluated in; null in parts that are not evaluated. */
  Scope[] scopes() {
    return scopes;
  }

  /** By NAME node: the variable it is; null for built-ins and what is no variable. */
  Symbol[] symbols() {
    return symbols;
  }

  /** By NAME node: the binding it makes. */
  Binding[] bindings() {
    return bindings;
  }

  /** By the node that holds it: the code that runs in one go. */
  Map<Node, Unit> units() {
    return units;
  }

  /** The {@code from … import *} statements. */
  List<Node> starImports() {
    return starImports;
  }

  /** The attributes that are assigned to or deleted. */
  List<Node> attributeTargets() {
    return attributeTargets;
  }

  /** The name as Python compares it. */
  static String nameOf(Node name) {
    String text = name.text();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
      }
    }
    return text;
  }

  private void visit(Node node, Scope scope) {
    scopes[node.id()] = scope;
    switch (node.kind()) {
      case NAME -> events.add(new Event(node, scope, null, Optional.empty(), true));
      case FUNCTION_DEF -> visitFunction(node, scope);
      case LAMBDA -> {
        Scope inner = open(node, scope, true);
        visitParameters(node.child(0), scope, scope, inner);
        visit(node.child(1), inner);
      }
      case CLASS_DEF -> visitClass(node, scope);
      case LIST_COMPREHENSION, SET_COMPREHENSION, DICT_COMPREHENSION, GENERATOR ->
          visitComprehension(node, scope);
      case TYPE_ALIAS -> {
        bind(node.child(0), scope, Binding.Kind.TYPE);
        Scope inner = visitTypeParameters(node, scope);
        visit(node.lastChild(), inner);
      }
      case ASSIGN -> {
        Node value = node.lastChild();
        for (int i = 0; i < node.childCount() - 1; i++) {
          bindTarget(node.child(i), scope, Binding.Kind.ASSIGNMENT, Optional.of(value));
        }
        visit(value, scope);
      }
      case AUGMENTED_ASSIGN -> {
        Node target = node.child(0).unparenthesized();
        if (target.is(Kind.NAME)) {
          scopes[target.id()] = scope;
          events.add(new Event(target, scope, Binding.Kind.AUGMENTED, Optional.empty(), true));
        } else {
          bindTarget(target, scope, Binding.Kind.AUGMENTED, Optional.empty());
        }
        visit(node.child(1), scope);
      }
      case ANNOTATED_ASSIGN -> visitAnnotated(node, scope);
      case NAMED_EXPRESSION -> {
        Scope holder = scope;
        while (holder.isComprehension()) {
          holder = holder.parent().orElseThrow();
        }
        Node name = node.child(0);
        scopes[name.id()] = scope;
        record(name, holder, Binding.Kind.ASSIGNMENT, Optional.of(node.child(1)));
        visit(node.child(1), scope);
      }
      case DELETE -> {
        for (Node target : node.children()) {
          bindTarget(target, scope, Binding.Kind.DELETION, Optional.empty());
        }
      }
      case GLOBAL, NONLOCAL -> {
        for (Node name : node.children()) {
          declare(node.kind(), name, scope);
        }
      }
      case FOR, COMPREHENSION -> {
        bindTarget(node.child(0), scope, Binding.Kind.LOOP, Optional.empty());
        visitChildren(node, 1, scope);
      }
      case WITH_ITEM -> {
        visit(node.child(0), scope);
        if (node.childCount() > 1) {
          bindTarget(node.child(1), scope, Binding.Kind.WITH, Optional.empty());
        }
      }
      case EXCEPT -> {
        for (Node child : node.children()) {
          if (isExceptVariable(child)) {
            bind(child, scope, Binding.Kind.EXCEPT);
          } else {
            visit(child, scope);
          }
        }
      }
      case IMPORT, IMPORT_FROM -> visitImport(node, scope);
      case PATTERN_CAPTURE, PATTERN_STAR, PATTERN_REST -> {
        for (Node name : node.children()) {
          bindPattern(name, scope);
        }
      }
      case PATTERN_AS -> {
        visit(node.child(0), scope);
        bindPattern(node.child(1), scope);
      }
      case ATTRIBUTE -> visit(node.child(0), scope);
      case KEYWORD_ARGUMENT, PATTERN_KEYWORD -> visit(node.child(1), scope);
      case CONVERSION -> {}
      default -> visitChildren(node, 0, scope);
    }
  }

  private void visitChildren(Node node, int from, Scope scope) {
    for (int i = from, count = node.childCount(); i < count; i++) {
      visit(node.child(i), scope);
    }
  }

  private Scope open(Node node, Scope around, boolean runsLater) {
    Unit unit = around.unit;
    if (runsLater) {
      unit = new Unit(node, Optional.of(around.unit));
      units.put(node, unit);
    }
    return new Scope(node, Optional.of(around), unit);
  }

  private void visitFunction(Node node, Scope scope) {
    bind(node.child(0), scope, Binding.Kind.FUNCTION);
    Scope signature = visitTypeParameters(node, scope);
    Scope inner = open(node, signature, true);
    visitParameters(node.first(Kind.PARAMETERS).orElseThrow(), scope, signature, inner);
    node.first(Kind.RETURNS).ifPresent(returns -> visit(returns, signature));
    visit(node.lastChild(), inner);
  }

  private void visitParameters(Node parameters, Scope outer, Scope signature, Scope inner) {
    scopes[parameters.id()] = outer;
    for (Node parameter : parameters.children()) {
      scopes[parameter.id()] = outer;
      for (Node part : parameter.children()) {
        switch (part.kind()) {
          case NAME -> bind(part, inner, Binding.Kind.PARAMETER);
          case ANNOTATION -> visit(part, signature);
          default -> visit(part, outer);
        }
      }
    }
  }

  /** The scope in which the rest of a definition is read: a new one if it is generic. */
  private Scope visitTypeParameters(Node definition, Scope scope) {
    Optional<Node> parameters = definition.first(Kind.TYPE_PARAMETERS);
    if (parameters.isEmpty()) {
      return scope;
    }
    Scope inner = open(parameters.get(), scope, false);
    scopes[parameters.get().id()] = scope;
    for (Node parameter : parameters.get().children()) {
      scopes[parameter.id()] = inner;
      bind(parameter.child(0), inner, Binding.Kind.TYPE);
      visitChildren(parameter, 1, inner);
    }
    return inner;
  }

  private void visitClass(Node node, Scope scope) {
    bind(node.child(0), scope, Binding.Kind.CLASS);
    Scope head = visitTypeParameters(node, scope);
    for (int i = 1; i < node.childCount() - 1; i++) {
      if (!node.child(i).is(Kind.TYPE_PARAMETERS)) {
        visit(node.child(i), head);
      }
    }
    visit(node.lastChild(), open(node, head, false));
  }

  private void visitComprehension(Node node, Scope scope) {
    Scope inner = open(node, scope, Flow.runsLater(node));
    visit(node.child(0), inner);
    Node first = node.child(1);
    scopes[first.id()] = inner;
    bindTarget(first.child(0), inner, Binding.Kind.LOOP, Optional.empty());
    visit(first.child(1), scope);
    visitChildren(first, 2, inner);
    visitChildren(node, 2, inner);
  }

  private void visitAnnotated(Node node, Scope scope) {
    Node target = node.child(0);
    Optional<Node> value =
        node.childCount() > 2 ? Optional.of(node.child(2)) : Optional.<Node>empty();
    if (value.isPresent() || !target.unparenthesized().is(Kind.NAME)) {
      bindTarget(target, scope, Binding.Kind.ASSIGNMENT, value);
    } else if (target.is(Kind.PARENTHESIZED)) {
      visit(target, scope);
    } else {
      // A declaration without a value binds nothing, but makes the name a local one.
      scopes[target.id()] = scope;
      scope.bound.add(nameOf(target));
      events.add(new Event(target, scope, null, Optional.empty(), false));
    }
    visitChildren(node, 1, scope);
  }

  private void declare(Kind kind, Node name, Scope scope) {
    scopes[name.id()] = scope;
    if (kind == Kind.NONLOCAL) {
      scope.nonlocals.add(nameOf(name));
    } else if (!scope.isModule()) {
      scope.globals.add(nameOf(name));
    }
    events.add(new Event(name, scope, null, Optional.empty(), false));
  }

  private void visitImport(Node node, Scope scope) {
    boolean any = false;
    for (Node alias : node.children()) {
      if (!alias.is(Kind.IMPORT_ALIAS)) {
        continue;
      }
      any = true;
      scopes[alias.id()] = scope;
      Node imported = alias.child(0);
      Node name =
          alias.childCount() > 1
              ? alias.child(1).child(0)
              : imported.is(Kind.MODULE_NAME) ? imported.child(0) : imported;
      bind(name, scope, Binding.Kind.IMPORT);
    }
    if (!any && node.is(Kind.IMPORT_FROM)) {
      starImports.add(node);
    }
  }

  private void bindPattern(Node name, Scope scope) {
    if (!name.text().equals("_")) {
      bind(name, scope, Binding.Kind.PATTERN);
    }
  }

  static boolean isExceptVariable(Node child) {
    return child.is(Kind.NAME)
        && child.file().tokens().type(child.firstToken() - 1) == TokenType.AS;
  }

  private void bindTarget(Node target, Scope scope, Binding.Kind kind, Optional<Node> value) {
    scopes[target.id()] = scope;
    switch (target.kind()) {
      case NAME -> record(target, scope, kind, value);
      case PARENTHESIZED -> bindTarget(target.child(0), scope, kind, value);
      case STARRED -> bindTarget(target.child(0), scope, unpacking(kind), Optional.empty());
      case TUPLE, LIST -> {
        Optional<Node> values = value.map(Node::unparenthesized);
        boolean paired = values.isPresent() && pairsWith(target, values.get());
        for (int i = 0, count = target.childCount(); i < count; i++) {
          Optional<Node> element =
              paired ? Optional.of(values.get().child(i)) : Optional.<Node>empty();
          bindTarget(target.child(i), scope, unpacking(kind), element);
        }
      }
      case ATTRIBUTE -> {
        attributeTargets.add(target);
        visit(target, scope);
      }
      default -> visit(target, scope);
    }
  }

  private static Binding.Kind unpacking(Binding.Kind kind) {
    return kind == Binding.Kind.ASSIGNMENT ? Binding.Kind.UNPACKING : kind;
  }

  private static boolean pairsWith(Node target, Node value) {
    return (value.is(Kind.TUPLE) || value.is(Kind.LIST))
        && value.childCount() == target.childCount()
        && value.first(Kind.STARRED).isEmpty()
        && target.first(Kind.STARRED).isEmpty();
  }

  private void bind(Node name, Scope scope, Binding.Kind kind) {
    scopes[name.id()] = scope;
    record(name, scope, kind, Optional.empty());
  }

  private void record(Node name, Scope scope, Binding.Kind kind, Optional<Node> value) {
    scope.bound.add(nameOf(name));
    events.add(new Event(name, scope, kind, value, false));
  }

  private void settle() {
    for (Event event : events) {
      String name = event.kind == null ? "" : nameOf(event.name);
      if (event.scope.globals.contains(name)) {
        event.scope.module().bound.add(name);
      }
    }
    for (Event event : events) {
      Optional<Scope> owner = event.scope.ownerOf(nameOf(event.name));
      if (owner.isEmpty()) {
        continue;
      }
      Symbol symbol = owner.get().symbol(nameOf(event.name));
      symbols[event.name.id()] = symbol;
      if (event.isUse) {
        symbol.uses().add(event.name);
        passThrough(symbol, event.scope.unit);
      }
      if (event.kind != null) {
        Binding binding = new Binding(symbol, event.name, event.kind, event.value);
        bindings[event.name.id()] = binding;
        symbol.bindings().add(binding);
        event.scope.unit.bindings.add(binding);
        // A walrus in a lazy generator runs when the generator is read.
        Scope written = scopes[event.name.id()];
        symbol.boundElsewhere |=
            event.scope.unit != symbol.scope().unit || written.unit != symbol.scope().unit;
      }
    }
  }

  /** Notes the variable in all code between the use and the scope that owns it. */
  private static void passThrough(Symbol symbol, Unit user) {
    Unit owner = symbol.scope().unit;
    for (Unit at = user; at != owner && at != null; at = at.parent.orElse(null)) {
      if (at.outer.putIfAbsent(symbol, Reach.UNBOUND) != null) {
        return;
      }
    }
  }
}
