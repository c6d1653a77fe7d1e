package fitmend.edit;

import fitmend.python.name.Binding;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Assign;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Parameter;
import java.util.List;
import java.util.Optional;

/** What methods of one class can be sure to find in {@code self}. */
final class InstanceAttributes {
  private InstanceAttributes() {}

  /** Whether a variable is the {@code self} of a method. */
  static boolean isSelf(Symbol symbol) {
    return symbol.bindings().size() == 1
        && symbol.bindings().getFirst().kind() == Binding.Kind.PARAMETER
        && function(symbol.scope().node())
            .flatMap(InstanceAttributes::self)
            .equals(Optional.of(symbol.name()))
        && classAround(symbol.scope().node()).isPresent();
  }

  /**
   * Whether a use of {@code self} gives the same at a place in another method of its class: it
   * names a method, or an attribute that is set once, first of all, by {@code __init__}.
   */
  static boolean isSameAt(Node self, Symbol symbol, Node place) {
    Optional<ClassDef> owner = classAround(symbol.scope().node());
    Optional<Node> method = functionAround(place);
    boolean isSibling =
        method.isPresent()
            && owner.equals(classAround(method.get()))
            && self(new FunctionDef(method.get())).equals(Optional.of(self.text()));
    Optional<Node> attribute =
        self.parent().filter(node -> node.is(Kind.ATTRIBUTE) && node.child(0).equals(self));
    if (!isSibling || attribute.isEmpty()) {
      return false;
    }
    String name = attribute.get().child(1).text();
    if (owner.get().method(name).isPresent()) {
      return true;
    }
    Optional<FunctionDef> init = owner.get().method("__init__");
    List<Node> bindings =
        owner.get().node().all(Kind.ASSIGN, Kind.ANNOTATED_ASSIGN, Kind.AUGMENTED_ASSIGN).stream()
            .filter(statement -> sets(statement, name))
            .toList();
    if (init.isEmpty() || bindings.size() != 1) {
      return false;
    }
    Node binding = bindings.getFirst();
    String own = self(init.get()).orElse("");
    return init.get().body().equals(binding.parent().orElse(null))
        && init.get().body().all(Kind.CALL).stream()
            .filter(call -> call.start() < binding.start())
            .noneMatch(call -> call.child(0).text().startsWith(own + "."))
        && (!init.get().node().equals(method.get()) || binding.end() <= place.start());
  }

  private static boolean sets(Node statement, String name) {
    List<Node> targets =
        statement.is(Kind.ASSIGN) ? new Assign(statement).targets() : List.of(statement.child(0));
    return targets.stream().anyMatch(t -> t.is(Kind.ATTRIBUTE) && t.child(1).text().equals(name));
  }

  private static Optional<FunctionDef> function(Node node) {
    return node.is(Kind.FUNCTION_DEF) ? Optional.of(new FunctionDef(node)) : Optional.empty();
  }

  private static Optional<Node> functionAround(Node place) {
    return place.enclosing(Kind.FUNCTION_DEF);
  }

  private static Optional<ClassDef> classAround(Node function) {
    return function
        .statement()
        .parent()
        .flatMap(Node::parent)
        .filter(node -> node.is(Kind.CLASS_DEF))
        .map(ClassDef::new);
  }

  private static Optional<String> self(FunctionDef method) {
    return method.parameters().stream().findFirst().flatMap(Parameter::name);
  }
}
