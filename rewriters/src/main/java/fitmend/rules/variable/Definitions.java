package fitmend.rules.variable;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the expressions of a script stand for: paths of libraries, functions and classes. */
final class Definitions {
  private static final Pattern HOUSE =
      Pattern.compile("^(?:tensorflow\\.(?:compat\\.v[12]\\.|python\\.)?|tf_)(?=keras\\.)");
  private static final int DEPTH = 8;

  private final Names names;

  Definitions(Names names) {
    this.names = names;
  }

  Names names() {
    return names;
  }

  /** The path of a library, with Keras as {@code keras} whatever house it comes from. */
  Optional<String> library(Node expression) {
    return names.qualifiedName(expression).map(path -> HOUSE.matcher(path).replaceFirst(""));
  }

  /** The only binding that the use of a name can mean. */
  Optional<Binding> binding(Node name) {
    return names.onlyBinding(name);
  }

  /** The expression that a name stands for, followed from name to name; others stay. */
  Node value(Node expression) {
    Node at = expression.unparenthesized();
    for (int i = 0; i < DEPTH; i++) {
      Optional<Node> next = binding(at).flatMap(Binding::value);
      if (next.isEmpty()) {
        break;
      }
      at = next.get().unparenthesized();
    }
    return at;
  }

  /** The FUNCTION_DEF, LAMBDA or CLASS_DEF of the script that an expression stands for. */
  Optional<Node> definition(Node expression) {
    Node value = value(expression);
    return switch (value.kind()) {
      case LAMBDA -> Optional.of(value);
      case NAME -> binding(value).flatMap(Definitions::definition);
      case ATTRIBUTE -> method(value);
      default -> Optional.empty();
    };
  }

  private static Optional<Node> definition(Binding binding) {
    return switch (binding.kind()) {
      case FUNCTION, CLASS -> binding.name().parent();
      default -> Optional.empty();
    };
  }

  /** The method that {@code self.name} means. */
  private Optional<Node> method(Node attribute) {
    return owner(attribute)
        .filter(owner -> isSelf(attribute.child(0), attribute))
        .flatMap(owner -> owner.method(attribute.child(1).text()))
        .map(FunctionDef::node);
  }

  /** The class in one of whose methods the node stands. */
  Optional<ClassDef> owner(Node node) {
    return outermostFunction(node).flatMap(Definitions::classOf);
  }

  /** The class of a method; empty for other functions. */
  static Optional<ClassDef> classOf(Node function) {
    Node statement = function.statement();
    return statement
        .parent()
        .filter(block -> block.is(Kind.BLOCK))
        .flatMap(Node::parent)
        .filter(around -> function.is(Kind.FUNCTION_DEF) && around.is(Kind.CLASS_DEF))
        .map(ClassDef::new);
  }

  /** Whether a name is the first parameter of the method around the place. */
  boolean isSelf(Node name, Node place) {
    return name.is(Kind.NAME)
        && outermostFunction(place)
            .flatMap(Definitions::self)
            .filter(name.text()::equals)
            .isPresent();
  }

  /** What a method calls its object. */
  static Optional<String> self(Node method) {
    return new FunctionDef(method).parameters().stream().findFirst().flatMap(p -> p.name());
  }

  private static Optional<Node> outermostFunction(Node node) {
    Node at = node;
    Node found = node.is(Kind.FUNCTION_DEF) ? node : null;
    while (at.parent().isPresent()) {
      at = at.parent().get();
      if (at.is(Kind.CLASS_DEF) && found != null) {
        break;
      }
      if (at.is(Kind.FUNCTION_DEF)) {
        found = at;
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * The functions and classes that may be called where this expression is given: names, lambdas,
   * what lists and dictionaries hold, what factories return, objects of classes.
   */
  List<Node> callables(Node expression) {
    List<Node> found = new ArrayList<>();
    callables(expression, found, DEPTH);
    return found;
  }

  private void callables(Node expression, List<Node> found, int depth) {
    Node value = value(expression);
    if (depth == 0) {
      return;
    }
    switch (value.kind()) {
      case LIST, TUPLE -> value.children().forEach(child -> callables(child, found, depth - 1));
      case DICT ->
          value.children().stream()
              .filter(item -> item.is(Kind.DICT_ITEM))
              .forEach(item -> callables(item.child(1), found, depth - 1));
      case CALL -> made(new Call(value), found, depth - 1);
      default -> definition(value).ifPresent(found::add);
    }
  }

  private void made(Call call, List<Node> found, int depth) {
    Optional<Node> callee = definition(call.callee());
    if (callee.filter(node -> node.is(Kind.CLASS_DEF)).isPresent()) {
      found.add(callee.get());
    } else if (callee.isPresent()) {
      returned(callee.get()).forEach(result -> callables(result, found, depth));
    } else if (names
        .qualifiedName(call.callee())
        .filter(Set.of("functools.partial")::contains)
        .isPresent()) {
      call.positional(0).ifPresent(first -> callables(first.value(), found, depth));
    }
  }

  /** The results of a function; nothing when it has more than one way out. */
  private static List<Node> returned(Node function) {
    if (function.is(Kind.LAMBDA)) {
      return List.of(function.lastChild());
    }
    List<Node> results =
        function.all(Kind.RETURN).stream()
            .filter(exit -> Execution.function(exit).equals(function) && exit.childCount() == 1)
            .map(exit -> exit.child(0))
            .toList();
    return results.size() == 1 ? results : List.of();
  }

  /** The symbol of the name to which the value of this expression is assigned and nothing else. */
  Optional<Symbol> assignedTo(Node expression) {
    Node at = expression;
    while (at.parent().filter(parent -> parent.is(Kind.PARENTHESIZED)).isPresent()) {
      at = at.parent().get();
    }
    Node value = at;
    return value
        .parent()
        .filter(parent -> parent.is(Kind.ASSIGN) && parent.childCount() == 2)
        .filter(assign -> assign.child(0).is(Kind.NAME) && assign.child(1).equals(value))
        .flatMap(assign -> names.symbolOf(assign.child(0)));
  }

  /** The values of the arguments given as one of these names. */
  static List<Node> keywords(Call call, Set<String> wanted) {
    return call.arguments().stream()
        .filter(argument -> argument.name().filter(wanted::contains).isPresent())
        .map(Argument::value)
        .toList();
  }
}
