package fitmend.rules.variable;

import fitmend.edit.Hoisting;
import fitmend.python.name.Binding;
import fitmend.python.name.Scope;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a script runs eagerly, so that functions may make variables each time. */
final class EagerMode {
  private static final Set<String> SWITCHES =
      Set.of("run_functions_eagerly", "experimental_run_functions_eagerly");

  /** Functions that bring back the graphs of TensorFlow 1, where other rules hold. */
  private static final Set<String> GRAPHS =
      Set.of("disable_eager_execution", "disable_v2_behavior");

  private final Node root;
  private final Definitions definitions;
  private final boolean usesGraphs;
  private final Optional<Node> switched;
  private final List<Node> assigned;

  EagerMode(Node root, Definitions definitions) {
    this.root = root;
    this.definitions = definitions;
    this.usesGraphs = root.all(Kind.NAME).stream().anyMatch(name -> GRAPHS.contains(name.text()));
    this.switched =
        root.all(Kind.CALL).stream()
            .filter(call -> new Call(call).name().filter(SWITCHES::contains).isPresent())
            .filter(call -> !isFalse(new Call(call).argument("run_eagerly", 0)))
            .findFirst();
    this.assigned =
        root.all(Kind.ASSIGN).stream()
            .map(statement -> statement.child(0))
            .filter(target -> target.is(Kind.ATTRIBUTE))
            .filter(target -> target.child(1).text().equals("run_eagerly"))
            .filter(target -> !target.parent().orElseThrow().lastChild().is(Kind.FALSE))
            .map(target -> target.child(0))
            .toList();
  }

  private static boolean isFalse(Optional<Argument> argument) {
    return argument.filter(given -> given.value().is(Kind.FALSE)).isPresent();
  }

  /** Whether the script asks for the graphs of TensorFlow 1. */
  boolean usesGraphs() {
    return usesGraphs;
  }

  /** Whether a function or a fitting may run eagerly, since the script switched to that before. */
  boolean isSwitchedOnBefore(Node use) {
    if (switched.isEmpty()) {
      return false;
    }
    Scope module = definitions.names().scopeOf(root);
    Hoisting hoisting = new Hoisting(definitions.names(), false);
    return hoisting.runsAt(switched.get(), module).start() <= hoisting.runsAt(use, module).start();
  }

  /** Whether a model may run eagerly that is compiled like this. */
  boolean isEager(Compilation compilation) {
    Optional<Argument> given = compilation.call().keyword("run_eagerly");
    return compilation.call().hasUnpacking()
        || given.isPresent() && !isFalse(given)
        || assigned.stream().anyMatch(model -> model.sameText(compilation.model()));
  }

  /** Whether a model of that name may run eagerly, given how the script compiles models. */
  boolean isEager(Symbol model, List<Compilation> compilations) {
    return compilations.stream()
        .filter(this::isEager)
        .map(Compilation::model)
        .anyMatch(
            node ->
                definitions
                    .names()
                    .symbolOf(node)
                    .map(symbol -> symbol.equals(model) || isParameter(symbol))
                    .orElse(true));
  }

  private static boolean isParameter(Symbol symbol) {
    return symbol.bindings().stream().anyMatch(b -> b.kind() == Binding.Kind.PARAMETER);
  }
}
