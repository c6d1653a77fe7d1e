package fitmend.rules.training;

import fitmend.edit.ArgumentEdits;
import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.edit.Hoisting;
import fitmend.edit.StatementEdits;
import fitmend.python.name.Names;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rule.RuleContext;
import fitmend.rule.Safety;
import fitmend.rule.model.ModelCalls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the way to give {@code compile} what was given to {@code fit}. The ways are tried in this
 * order: into the compilation, what it needs moving above it; the compilation down to {@code fit};
 * another compilation before {@code fit}.
 */
final class CompileRepair {
  private static final Optional<List<Edit>> NONE = Optional.empty();

  private final Names names;
  private final ModelCalls calls;
  private final CompileArguments parameters;
  private final Hoisting hoisting;

  /** What can be done about one call of {@code fit}. */
  sealed interface Proposal {
    record Repair(String title, Safety safety, List<Edit> edits) implements Proposal {}

    record Refusal(String reason) implements Proposal {}
  }

  CompileRepair(RuleContext context, ModelCalls calls, CompileArguments parameters) {
    this.names = context.names();
    this.calls = calls;
    this.parameters = parameters;
    // Before TensorFlow 2, compile calls the loss of a built model.
    this.hoisting = new Hoisting(names, context.target().isGraphMode());
  }

  /** The repair for one call of {@code fit}, or why there is none. */
  Proposal propose(Call fit, List<Argument> moved) {
    if (fit.arguments().stream().anyMatch(Argument::isDoubleStarred)) {
      return new Proposal.Refusal("`**` may hand more to `fit` than can be seen");
    }
    if (moved.stream()
        .anyMatch(a -> !a.node().all(Kind.NAMED_EXPRESSION, Kind.AWAIT, Kind.YIELD).isEmpty())) {
      return new Proposal.Refusal("the value assigns or waits for something as well");
    }
    List<Call> compiles = calls.compilesReaching(fit);
    if (compiles.isEmpty()) {
      return inserted(fit, moved);
    }
    if (compiles.stream().anyMatch(Call::hasUnpacking)) {
      return new Proposal.Refusal("`compile` gets arguments through `*` or `**`");
    }
    List<Call> others = atOdds(fit, moved, compiles);
    if (others.isEmpty()) {
      return moved(fit, moved, compiles);
    }
    return others.stream().anyMatch(other -> isInOneLoop(other, fit, compiles))
        ? new Proposal.Refusal("a loop trains the model with other arguments in turns")
        : compiledAgain(
            fit, moved, compiles, "an earlier `fit` of the model asks for something else");
  }

  /** The arguments of {@code compile} that another value from {@code fit} takes the place of. */
  List<Argument> replaced(Call fit, List<Argument> moved) {
    return calls.compilesReaching(fit).stream()
        .flatMap(compile -> moved.stream().flatMap(a -> given(compile, a).stream()))
        .toList();
  }

  /** What {@code compile} has in place of an argument of {@code fit}, if it says something else. */
  private Optional<Argument> given(Call compile, Argument argument) {
    return parameters
        .given(compile, argument.name().orElseThrow())
        .filter(given -> !given.value().sameText(argument.value()));
  }

  /** The earlier trainings of the same compilation that have or get other arguments. */
  private List<Call> atOdds(Call fit, List<Argument> moved, List<Call> compiles) {
    return calls.fits().stream()
        .filter(other -> other.node().start() < fit.node().start())
        .filter(other -> calls.compilesReaching(other).stream().anyMatch(compiles::contains))
        .filter(other -> moved.stream().anyMatch(a -> isAtOdds(other, a, compiles)))
        .toList();
  }

  private static boolean isInOneLoop(Call other, Call fit, List<Call> compiles) {
    return Stream.of(Kind.FOR, Kind.WHILE)
        .flatMap(kind -> fit.node().enclosing(kind).stream())
        .anyMatch(
            loop ->
                loop.contains(other.node())
                    && compiles.stream().noneMatch(compile -> loop.contains(compile.node())));
  }

  private boolean isAtOdds(Call other, Argument argument, List<Call> compiles) {
    return other
        .keyword(argument.name().orElseThrow())
        .map(own -> !own.value().sameText(argument.value()))
        .orElseGet(() -> compiles.stream().anyMatch(c -> given(c, argument).isPresent()));
  }

  // Into the compilation.

  private Proposal moved(Call fit, List<Argument> moved, List<Call> compiles) {
    List<Edit> edits = new ArrayList<>();
    boolean isMoved = compiles.size() == 1 && missingIn(compiles.getFirst(), moved).equals(moved);
    String obstacle = null;
    for (Call compile : compiles) {
      switch (hoisting.plan(changes(compile, moved), compile.node())) {
        case Hoisting.Plan.Impossible impossible -> obstacle = impossible.reason();
        case Hoisting.Plan.Possible plan -> {
          Optional<List<Edit>> hoisted = plan.edits();
          if (hoisted.isEmpty() || compiles.size() > 1 && !plan.isEmpty()) {
            obstacle = "what the value needs comes after `compile`";
          } else {
            edits.addAll(hoisted.get());
            edits.addAll(replacements(compile, moved));
            edits.addAll(
                isMoved
                    ? ArgumentEdits.move(fit, moved, compile)
                    : ArgumentEdits.copy(fit, missingIn(compile, moved), compile));
          }
        }
      }
    }
    if (obstacle != null) {
      return movedDown(fit, moved, compiles, obstacle);
    }
    if (!isMoved) {
      edits.addAll(ArgumentEdits.remove(fit, moved));
    }
    String title = "Move " + listed(moved) + " to `compile`" + insteadOf(fit, moved);
    return new Proposal.Repair(title, safety(fit, moved), edits);
  }

  private String insteadOf(Call fit, List<Argument> moved) {
    List<String> losers =
        replaced(fit, moved).stream().map(a -> "`" + a.value().text() + "`").distinct().toList();
    return losers.isEmpty() ? "" : ", in place of " + String.join(" and ", losers);
  }

  private Safety safety(Call fit, List<Argument> moved) {
    return replaced(fit, moved).isEmpty() ? Safety.SAFE : Safety.UNSAFE;
  }

  /** The values that a compilation does not have yet. */
  private List<Node> changes(Call compile, List<Argument> moved) {
    return moved.stream()
        .filter(
            a ->
                parameters.given(compile, a.name().orElseThrow()).isEmpty()
                    || given(compile, a).isPresent())
        .map(Argument::value)
        .toList();
  }

  private List<Argument> missingIn(Call compile, List<Argument> moved) {
    return moved.stream()
        .filter(a -> parameters.given(compile, a.name().orElseThrow()).isEmpty())
        .toList();
  }

  private static String oneLine(Node node) {
    return ExpressionEdits.onOneLine(node, "");
  }

  private List<Edit> replacements(Call compile, List<Argument> moved) {
    return moved.stream()
        .flatMap(
            a ->
                given(compile, a).stream()
                    .map(old -> ArgumentEdits.replaceValue(old, oneLine(a.value()))))
        .toList();
  }

  // The compilation down to the training.

  private Proposal movedDown(Call fit, List<Argument> moved, List<Call> compiles, String obstacle) {
    Call compile = compiles.getFirst();
    Node statement = compile.node().statement();
    Optional<Node> destination =
        statement.parent().orElseThrow().children().stream()
            .filter(child -> child.contains(fit.node()))
            .findFirst();
    if (compiles.size() == 1
        && calls.isSameScope(compile, fit)
        && destination.isPresent()
        && statement.is(Kind.EXPRESSION_STATEMENT)
        && hoisting.plan(changes(compile, moved), destination.get())
            instanceof Hoisting.Plan.Possible plan
        && plan.isEmpty()
        && isIdle(compile, statement.end(), destination.get().start())) {
      Optional<List<Edit>> move = StatementEdits.move(List.of(statement), destination.get());
      if (move.isPresent()) {
        List<Edit> changes = new ArrayList<>(replacements(compile, moved));
        changes.addAll(ArgumentEdits.copy(fit, missingIn(compile, moved), compile));
        String text = with(compile.node(), changes);
        List<Edit> edits = new ArrayList<>(ArgumentEdits.remove(fit, moved));
        for (Edit edit : move.get()) {
          edits.add(
              new Edit(edit.start(), edit.end(), edit.text().replace(compile.node().text(), text)));
        }
        String title = "Move `compile` down to `fit` and " + listed(moved) + " into it";
        return new Proposal.Repair(title, safety(fit, moved), edits);
      }
    }
    return compiledAgain(fit, moved, compiles, obstacle);
  }

  /** Whether the compilation would do the same at any place between two offsets. */
  private boolean isIdle(Call compile, int start, int end) {
    Node receiver = compile.receiver().orElseThrow();
    return compile.arguments().stream().allMatch(a -> hoisting.isStable(a.node(), start, end))
        && between(start, end, Kind.NAME, Kind.ATTRIBUTE, receiver)
            .noneMatch(node -> node.sameText(receiver) && !isSummary(node))
        && between(start, end, Kind.CALL, Kind.CALL, receiver)
            .noneMatch(call -> reaches(new Call(call), receiver));
  }

  private static Stream<Node> between(int start, int end, Kind one, Kind other, Node in) {
    return in.file().root().all(one, other).stream()
        .filter(node -> node.start() >= start && node.end() <= end);
  }

  private static boolean isSummary(Node receiver) {
    return receiver
        .parent()
        .filter(node -> node.is(Kind.ATTRIBUTE) && node.child(1).text().equals("summary"))
        .isPresent();
  }

  /** Whether a call may lead to the model by another way than its arguments. */
  private boolean reaches(Call call, Node receiver) {
    if (receiver.is(Kind.ATTRIBUTE)) {
      return call.receiver().filter(r -> r.sameText(receiver.child(0))).isPresent();
    }
    return names.symbolOf(call.callee()).stream()
        .flatMap(symbol -> symbol.bindings().stream())
        .map(binding -> binding.name().statement())
        .filter(statement -> !statement.contains(call.node()))
        .anyMatch(
            statement ->
                hoisting.reads(statement).stream()
                    .anyMatch(n -> names.symbolOf(n).equals(names.symbolOf(receiver))));
  }

  private static String with(Node node, List<Edit> edits) {
    StringBuilder text = new StringBuilder();
    int at = node.start();
    List<Edit> sorted =
        edits.stream()
            .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end))
            .toList();
    for (Edit edit : sorted) {
      text.append(node.file().text(at, edit.start())).append(edit.text());
      at = edit.end();
    }
    return text.append(node.file().text(at, node.end())).toString();
  }

  // Another compilation.

  private Proposal compiledAgain(
      Call fit, List<Argument> moved, List<Call> compiles, String obstacle) {
    Call compile = compiles.getFirst();
    int start = compile.node().end();
    boolean isPossible =
        compiles.size() == 1
            && compile.arguments().stream()
                .allMatch(
                    a ->
                        calls.isSameScope(compile, fit)
                            ? hoisting.isStable(a.node(), start, fit.node().start())
                            : hoisting.isConstant(a.node(), fit.node()));
    List<String> arguments = new ArrayList<>();
    for (Argument argument : compile.arguments()) {
      Optional<Argument> other =
          moved.stream()
              .filter(a -> given(compile, a).filter(argument::equals).isPresent())
              .findFirst();
      arguments.add(
          argument.name().map(name -> name + "=").orElse("")
              + oneLine(other.orElse(argument).value()));
    }
    missingIn(compile, moved).forEach(a -> arguments.add(oneLine(a.node())));
    return (isPossible ? compiled(fit, moved, fit.node().statement(), arguments) : NONE)
        .<Proposal>map(
            edits ->
                new Proposal.Repair(
                    "Compile the model again, with " + listed(moved) + ", before `fit`",
                    Safety.UNSAFE,
                    edits))
        .orElse(new Proposal.Refusal(obstacle));
  }

  private Proposal inserted(Call fit, List<Argument> moved) {
    boolean hasOptimizer = fit.keyword("optimizer").isPresent();
    if (fit.keyword("loss").isEmpty()) {
      return new Proposal.Refusal("the model is not compiled, and its loss is not known");
    }
    if (calls.isLoaded(fit) && !hasOptimizer) {
      return new Proposal.Refusal("the loaded model may have an optimizer with a state");
    }
    Optional<Call> twin = firstWithSame(fit, moved);
    List<Argument> first = twin.map(parameters::misplacedIn).orElse(moved);
    List<String> arguments = new ArrayList<>(first.stream().map(a -> oneLine(a.node())).toList());
    String title = "Compile the model with " + listed(moved) + " before `fit`";
    if (!hasOptimizer) {
      arguments.addFirst("optimizer=" + quoted("rmsprop", fit));
      title += ", and with Keras' default optimizer, rmsprop";
    }
    Call place = twin.orElse(fit);
    Optional<List<Edit>> edits = compiled(place, first, placeFor(place, first), arguments);
    if (edits.isEmpty()) {
      return new Proposal.Refusal("the model has no name by which to compile it before `fit`");
    }
    List<Edit> all = new ArrayList<>(edits.get());
    if (twin.isPresent()) {
      all.addAll(ArgumentEdits.remove(fit, moved));
    }
    return new Proposal.Repair(title, Safety.UNSAFE, all);
  }

  /** The first training before this one, in the same function, that asks for the same. */
  private Optional<Call> firstWithSame(Call fit, List<Argument> moved) {
    List<String> wanted = moved.stream().map(a -> a.node().text()).toList();
    return calls.fits().stream()
        .filter(other -> other.node().start() < fit.node().start())
        .filter(other -> calls.isSameModel(other, fit) && calls.isSameScope(other, fit))
        .filter(
            other ->
                parameters.misplacedIn(other).stream()
                    .map(a -> a.node().text())
                    .toList()
                    .equals(wanted))
        .findFirst();
  }

  /** Outside the loops in which the model only is trained, so that it goes on learning. */
  private Node placeFor(Call fit, List<Argument> moved) {
    List<Node> needed = new ArrayList<>(moved.stream().map(Argument::value).toList());
    needed.add(fit.receiver().orElseThrow());
    Node place = fit.node().statement();
    for (Node at = place; at.parent().isPresent() && !at.is(Kind.FUNCTION_DEF); ) {
      if ((at.is(Kind.FOR) || at.is(Kind.WHILE))
          && hoisting.plan(needed, at) instanceof Hoisting.Plan.Possible plan
          && plan.isEmpty()) {
        place = at;
      }
      at = at.parent().get();
    }
    return place;
  }

  /** A compilation put before a statement, and the arguments taken from {@code fit}. */
  private Optional<List<Edit>> compiled(
      Call fit, List<Argument> moved, Node place, List<String> arguments) {
    Node receiver = fit.receiver().orElseThrow();
    boolean isNamed =
        receiver.all(Kind.NAME, Kind.ATTRIBUTE).size() == receiver.all(Kind.values()).size();
    boolean isVisible = names.scopeOf(fit.node()).equals(names.scopeOf(fit.node().statement()));
    if (!isNamed || !isVisible) {
      return NONE;
    }
    String text = receiver.text() + ".compile(" + String.join(", ", arguments) + ")";
    String lineSeparator = receiver.file().source().lineSeparator();
    return StatementEdits.insertBefore(place, text.replace(lineSeparator, "\n"))
        .map(
            insertion ->
                Stream.concat(Stream.of(insertion), ArgumentEdits.remove(fit, moved).stream())
                    .toList());
  }

  private static String quoted(String word, Call fit) {
    return fit.node().file().root().all(Kind.STRING).stream()
            .anyMatch(string -> string.text().startsWith("'"))
        ? "'" + word + "'"
        : '"' + word + '"';
  }

  static String listed(List<Argument> arguments) {
    List<String> names =
        arguments.stream().map(argument -> "`" + argument.name().orElseThrow() + "`").toList();
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
