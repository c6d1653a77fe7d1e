package fitmend.rules.variable;

import fitmend.python.name.Binding;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the value of a variable is made from. */
final class Dependence {
  private static final Set<String> NUMBER_MAKERS =
      Set.of("float", "int", "len", "list", "range", "sum", "min", "max", "abs", "round");

  private final Definitions definitions;
  private final Traced traced;

  Dependence(Definitions definitions, Traced traced) {
    this.definitions = definitions;
    this.traced = traced;
  }

  /** Why a call cannot be made outside of the function; empty if it can. */
  Optional<String> onTheInside(Call call, boolean mayUseSelf) {
    return call.arguments().stream()
        .flatMap(argument -> onTheInside(argument.value(), mayUseSelf).stream())
        .findFirst();
  }

  private Optional<String> onTheInside(Node expression, boolean mayUseSelf) {
    return expression.all(Kind.NAME).stream()
        .flatMap(name -> onTheInsideByName(name, expression, mayUseSelf).stream())
        .findFirst();
  }

  private Optional<String> onTheInsideByName(Node name, Node expression, boolean mayUseSelf) {
    Optional<Symbol> symbol = definitions.names().symbolOf(name);
    if (symbol.isEmpty() || !isInside(symbol.get())) {
      return Optional.empty();
    }
    boolean isArgument =
        symbol.get().bindings().stream().anyMatch(b -> b.kind() == Binding.Kind.PARAMETER);
    if (isArgument && mayUseSelf && isAttributeSetAtOnce(name)) {
      return Optional.empty();
    }
    if (expression.contains(symbol.get().scope().node()) || literal(name).isPresent()) {
      return Optional.empty();
    }
    boolean hasBuild =
        isArgument
            && traced.role() == Traced.Role.CALL
            && name.parent()
                .filter(p -> p.is(Kind.ATTRIBUTE) && p.text().endsWith(".shape"))
                .isPresent();
    return Optional.of(
        "it needs `"
            + name.text()
            + (isArgument ? "`, an argument of " : "`, which is computed by ")
            + traced.name()
            + (hasBuild
                ? "; make it in `build(self, input_shape)`, where the shape is known"
                : "; make it outside from a value that is known there"));
  }

  /** The names in a call that the function binds to a literal, with that literal. */
  Map<Node, String> literals(Node call) {
    Map<Node, String> literals = new LinkedHashMap<>();
    for (Node name : call.all(Kind.NAME)) {
      literal(name).ifPresent(text -> literals.put(name, text));
    }
    return literals;
  }

  private Optional<String> literal(Node name) {
    return definitions
        .binding(name)
        .filter(binding -> isInside(binding.symbol()) && binding.symbol().bindings().size() == 1)
        .flatMap(Binding::value)
        .filter(
            value ->
                switch (value.kind()) {
                  case NUMBER, STRING, TRUE, FALSE, NONE -> true;
                  default -> false;
                })
        .map(Node::text);
  }

  private boolean isInside(Symbol symbol) {
    return traced.function().contains(symbol.scope().node())
        && !symbol.scope().node().is(Kind.MODULE);
  }

  /** Whether this is {@code self.name} and the constructor of the class sets it. */
  private boolean isAttributeSetAtOnce(Node self) {
    Node attribute = self.parent().orElseThrow();
    Optional<ClassDef> owner = Definitions.classOf(traced.function());
    if (!attribute.is(Kind.ATTRIBUTE) || owner.isEmpty() || !definitions.isSelf(self, self)) {
      return false;
    }
    String text = attribute.text();
    return owner.get().method("__init__").stream()
        .flatMap(constructor -> constructor.body().children().stream())
        .filter(statement -> statement.is(Kind.ASSIGN))
        .anyMatch(statement -> statement.child(0).text().equals(text));
  }

  /** Whether the expression certainly is made of Python numbers or NumPy arrays. */
  boolean isNumeric(Node expression) {
    return isNumeric(expression, 8);
  }

  private boolean isNumeric(Node expression, int depth) {
    Node value = expression.unparenthesized();
    if (depth == 0) {
      return false;
    }
    return switch (value.kind()) {
      case NUMBER, TRUE, FALSE -> true;
      case UNARY, BINARY, LIST, TUPLE ->
          value.children().stream().allMatch(child -> isNumeric(child, depth - 1));
      case NAME -> isNumericName(value, depth);
      case ATTRIBUTE ->
          definitions.isSelf(value.child(0), value)
              || definitions.library(value).filter(path -> path.startsWith("numpy.")).isPresent();
      case CALL -> isNumericCall(new Call(value), depth);
      default -> false;
    };
  }

  private boolean isNumericName(Node name, int depth) {
    Optional<Binding> binding = definitions.binding(name);
    if (binding.isEmpty()) {
      return false;
    }
    // What is given to a factory is a number or an array: a variable would not be wrapped again.
    boolean isGivenToFactory =
        binding.get().kind() == Binding.Kind.PARAMETER && !isInside(binding.get().symbol());
    return isGivenToFactory
        || binding.get().value().filter(value -> isNumeric(value, depth - 1)).isPresent();
  }

  private boolean isNumericCall(Call call, int depth) {
    boolean isNumpy =
        definitions.library(call.callee()).filter(path -> path.startsWith("numpy.")).isPresent();
    boolean isBuiltin =
        call.callee().is(Kind.NAME)
            && NUMBER_MAKERS.contains(call.callee().text())
            && definitions.names().symbolOf(call.callee()).isEmpty();
    return (isNumpy || isBuiltin)
        && call.arguments().stream()
            .allMatch(a -> isNumeric(a.value(), depth - 1) || a.name().isPresent() && isNumpy);
  }
}
