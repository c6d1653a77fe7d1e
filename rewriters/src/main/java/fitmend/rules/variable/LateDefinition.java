package fitmend.rules.variable;

import fitmend.edit.Hoisting;
import fitmend.inference.Target;
import fitmend.python.name.Scope;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Optional;
import java.util.Set;

/**
 * A variable that is made in a block of statements behind the first of them that needs it.
 *
 * @param creation what makes it
 * @param statement where
 * @param needed the statement that fails
 * @param place the statement before which it has to be made
 */
record LateDefinition(Creation creation, Node statement, Node needed, Node place) {
  /** Names that mean something before they are bound. */
  private static final Set<String> BUILTINS =
      Set.of(
          "sum", "max", "min", "abs", "round", "input", "iter", "id", "len", "range", "type",
          "filter", "map", "next", "vars", "pow", "all", "any", "bin", "hash", "slice");

  /** The variable that this call makes, if it is made too late. */
  static Optional<LateDefinition> of(Creation creation, Definitions definitions, Target target) {
    Optional<Node> statement = creation.assignment().filter(s -> s.child(0).is(Kind.NAME));
    if (statement.isEmpty() || !creation.making().isPlainVariable()) {
      return Optional.empty();
    }
    Optional<Symbol> symbol = definitions.names().symbolOf(statement.get().child(0));
    Scope scope = definitions.names().scopeOf(statement.get());
    boolean isPlain =
        symbol.filter(s -> s.bindings().size() == 1 && s.scope().equals(scope)).isPresent()
            && !BUILTINS.contains(symbol.get().name())
            && isBody(statement.get().parent().orElseThrow())
            && !importsStar(statement.get());
    return isPlain
        ? new Search(creation, statement.get(), symbol.get(), definitions, target).first()
        : Optional.empty();
  }

  private static boolean isBody(Node block) {
    return block.is(Kind.MODULE)
        || block.parent().filter(parent -> parent.is(Kind.FUNCTION_DEF)).isPresent();
  }

  private static boolean importsStar(Node statement) {
    return statement.file().root().children().stream()
        .anyMatch(other -> other.is(Kind.IMPORT_FROM) && other.text().strip().endsWith("*"));
  }

  /** Looks for the first statement that fails. */
  private record Search(
      Creation creation, Node statement, Symbol symbol, Definitions definitions, Target target) {

    Optional<LateDefinition> first() {
      Node block = statement.parent().orElseThrow();
      for (Node earlier : block.children()) {
        if (earlier.start() >= statement.start()) {
          break;
        }
        Optional<Node> place = place(earlier, block);
        if (place.isPresent()) {
          return Optional.of(new LateDefinition(creation, statement, earlier, place.get()));
        }
      }
      return Optional.empty();
    }

    /** Before which statement the variable must be made for that one to run. */
    private Optional<Node> place(Node earlier, Node block) {
      boolean reads =
          symbol.uses().stream().anyMatch(use -> earlier.contains(use) && runsWith(use, earlier));
      if (reads) {
        return Optional.of(earlier);
      }
      return earlier.all(Kind.CALL).stream()
          .filter(call -> runsWith(call, earlier))
          .map(Call::new)
          .flatMap(call -> tracing(call, block).stream())
          .findFirst();
    }

    private static boolean runsWith(Node node, Node statement) {
      return Execution.isCertain(node, statement)
          && Execution.function(node).equals(Execution.function(statement));
    }

    /** The statement of {@code compile} if that call traces a formula that reads the variable. */
    private Optional<Node> tracing(Call call, Node block) {
      Optional<Node> model = call.receiver();
      boolean fits = call.name().filter(KerasClasses.FITTING::contains).isPresent();
      boolean compiles = call.name().filter("compile"::equals).isPresent();
      if (model.isEmpty() || !fits && !(compiles && target.isGraphMode())) {
        return Optional.empty();
      }
      return block.all(Kind.CALL).stream()
          .map(Call::new)
          .filter(other -> other.node().start() <= call.node().start())
          .flatMap(other -> Compilation.of(other, definitions).stream())
          .filter(compilation -> compilation.model().sameText(model.get()))
          .filter(compilation -> Execution.isCertain(compilation.call().node(), block))
          .filter(compilation -> compilation.formulas().stream().anyMatch(this::isRead))
          .map(compilation -> compilation.call().node().statement())
          .findFirst();
    }

    private boolean isRead(Node formula) {
      return definitions.callables(formula).stream()
          .filter(function -> !function.is(Kind.CLASS_DEF))
          .anyMatch(
              function ->
                  symbol.uses().stream()
                      .anyMatch(
                          use -> function.contains(use) && Execution.isCertain(use, function)));
    }
  }

  /** The move, with what the value is made of. */
  Cure cure(Definitions definitions) {
    return switch (new Hoisting(definitions.names(), false).planMove(statement, place)) {
      case Hoisting.Plan.Possible plan ->
          plan.edits()
              .<Cure>map(edits -> new Cure.Repair("Make it before it is needed", true, edits))
              .orElse(new Cure.Refusal("not moved, since it shares its line with other code"));
      case Hoisting.Plan.Impossible(String reason) ->
          new Cure.Refusal("not moved up to where it is needed: " + reason);
    };
  }
}
