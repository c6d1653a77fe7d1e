package fitmend.rules.variable;

import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.edit.StatementEdits;
import fitmend.inference.Target;
import fitmend.python.name.Binding;
import fitmend.python.name.Scope;
import fitmend.python.name.Symbol;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rules.variable.Creation.Making;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves the statement that makes a variable to where it runs once. */
final class Hoist {
  private static final Set<String> WITHOUT_SELF = Set.of("staticmethod", "classmethod");

  private final Definitions definitions;
  private final Traced traced;
  private final Creation creation;
  private final Dependence dependence;

  /** Creates one for a variable that a traced function makes. */
  Hoist(Definitions definitions, Traced traced, Creation creation, Dependence dependence) {
    this.definitions = definitions;
    this.traced = traced;
    this.creation = creation;
    this.dependence = dependence;
  }

  /** The move, or why it cannot be made. */
  Cure cure(Target target, Optional<KerasClasses.Family> family) {
    Optional<Node> statement = creation.assignment();
    if (statement.isEmpty()) {
      return new Cure.Refusal("it has no name by which it could be made outside");
    }
    Optional<ClassDef> owner = Definitions.classOf(traced.function());
    Optional<String> inside = dependence.onTheInside(creation.call(), owner.isPresent());
    if (inside.isPresent()) {
      return new Cure.Refusal(inside.get());
    }
    Optional<Cure.Refusal> rebound = bindsAgain(statement.get());
    if (rebound.isPresent()) {
      return rebound.get();
    }
    return owner.isPresent()
        ? intoConstructor(statement.get(), owner.get(), target, family)
        : beforeFunction(statement.get());
  }

  private Optional<Cure.Refusal> bindsAgain(Node statement) {
    Node target = statement.child(0);
    boolean once =
        target.is(Kind.NAME)
            ? symbol(target).filter(s -> s.bindings().size() == 1 && isLocal(s)).isPresent()
            : target.is(Kind.ATTRIBUTE)
                && traced.function().all(Kind.ASSIGN, Kind.AUGMENTED_ASSIGN).stream()
                        .filter(other -> other.child(0).sameText(target))
                        .count()
                    == 1;
    return once
        ? Optional.empty()
        : Optional.of(
            new Cure.Refusal(
                "`" + target.text() + "` is bound more than once in " + traced.name()));
  }

  private boolean isLocal(Symbol symbol) {
    return symbol.scope().node().equals(traced.function());
  }

  private Optional<Symbol> symbol(Node name) {
    return definitions.names().symbolOf(name);
  }

  // Before a function.

  private Cure beforeFunction(Node statement) {
    Node target = statement.child(0);
    Node definition = traced.function().statement();
    Scope scope = definitions.names().scopeOf(definition);
    if (!target.is(Kind.NAME)) {
      return new Cure.Refusal("`" + target.text() + "` is an attribute of something inside");
    }
    Optional<String> later = boundLater(creation.call().node(), scope, definition);
    if (later.isPresent()) {
      return new Cure.Refusal("`" + later.get() + "` gets its value only behind " + traced.name());
    }
    String name = target.text();
    if (scope.symbols().containsKey(name)) {
      name = new FunctionDef(traced.function()).name() + "_" + name;
    }
    if (!name.equals(target.text()) && scope.symbols().containsKey(name)) {
      return new Cure.Refusal("`" + target.text() + "` means something else outside");
    }
    Map<String, String> changes =
        name.equals(target.text()) ? Map.of() : Map.of(target.text() + " ", name + " ");
    return repair(
        "Make it once, before " + traced.name(),
        true,
        StatementEdits.move(List.of(statement), definition),
        changes,
        statement,
        name);
  }

  /** A name of the scope in which the value would be made that has no value yet there. */
  private Optional<String> boundLater(Node value, Scope scope, Node place) {
    return value.all(Kind.NAME).stream()
        .flatMap(name -> symbol(name).stream())
        .filter(symbol -> symbol.scope().equals(scope))
        .filter(
            symbol ->
                symbol.bindings().size() != 1
                        && symbol.bindings().stream().anyMatch(b -> b.kind() != Binding.Kind.IMPORT)
                    || symbol.bindings().stream().noneMatch(b -> b.name().start() < place.start()))
        .map(Symbol::name)
        .findFirst();
  }

  // Into a constructor.

  private Cure intoConstructor(
      Node statement, ClassDef owner, Target target, Optional<KerasClasses.Family> family) {
    FunctionDef method = new FunctionDef(traced.function());
    Optional<String> self = Definitions.self(method.node());
    boolean isBound =
        method.decorators().stream().noneMatch(node -> WITHOUT_SELF.contains(node.text()));
    if (self.isEmpty() || !isBound) {
      return new Cure.Refusal(traced.name() + " has no object that could keep it");
    }
    Node variable = statement.child(0);
    String attribute =
        variable.is(Kind.NAME)
            ? self.get() + "." + attributeName(variable.text(), owner, self.get())
            : variable.text();
    String opening = variable.text() + " ";
    String written = creation.call().callee().text();
    boolean isOverlooked = isOverlooked(target, family);
    Optional<String> tracked = isOverlooked ? trackedCallee() : Optional.empty();
    Map<String, String> changes =
        tracked.isPresent()
            ? Map.of(opening, attribute + " ", written + "(", tracked.get() + "(")
            : Map.of(opening, attribute + " ");
    Optional<FunctionDef> constructor = owner.method("__init__");
    Optional<List<Edit>> move =
        constructor.isPresent()
            ? intoBody(statement, constructor.get(), self.get())
            : new NewConstructor(owner, definitions).with(statement, method, self.get());
    boolean keepsTraining = !isOverlooked || tracked.isPresent();
    return repair(
        "Make it once, in `__init__`", keepsTraining, move, changes, statement, attribute);
  }

  private Optional<List<Edit>> intoBody(Node statement, FunctionDef constructor, String self) {
    Node last = constructor.body().lastChild();
    boolean callsSuper =
        constructor.body().all(Kind.NAME).stream().anyMatch(name -> name.text().equals("super"));
    Map<String, Symbol> locals = definitions.names().scopeOf(constructor.body().child(0)).symbols();
    boolean isShadowed =
        creation.call().node().all(Kind.NAME).stream()
            .flatMap(name -> symbol(name).stream())
            .map(Symbol::name)
            .anyMatch(name -> !name.equals(self) && locals.containsKey(name));
    return callsSuper
            && !isShadowed
            && !leaves(constructor.node())
            && Definitions.self(constructor.node()).filter(self::equals).isPresent()
        ? StatementEdits.moveAfter(List.of(statement), last)
        : Optional.empty();
  }

  private static boolean leaves(Node constructor) {
    return constructor.all(Kind.RETURN).stream()
        .anyMatch(exit -> Execution.function(exit).equals(constructor));
  }

  private static String attributeName(String name, ClassDef owner, String self) {
    String attribute = self + "." + name;
    boolean taken =
        ReservedAttributes.contains(name)
            || owner.method(name).isPresent()
            || owner.node().all(Kind.ATTRIBUTE).stream()
                .anyMatch(node -> node.text().equals(attribute));
    return taken ? name + "_variable" : name;
  }

  /**
   * Whether the variable is a weight that Keras 3 would overlook if it were kept as it is made: it
   * trains no {@code tf.Variable}.
   */
  private boolean isOverlooked(Target target, Optional<KerasClasses.Family> family) {
    return target.hasKeras3()
        && creation.making() == Making.TENSORFLOW
        && family.filter(KerasClasses.Family::isLayer).isPresent()
        && creation
            .call()
            .keyword("trainable")
            .filter(given -> given.value().is(Kind.FALSE))
            .isEmpty()
        && new Constant(definitions, creation).isUsedAsNumber();
  }

  /** What makes a variable that Keras 3 trains and takes the same arguments. */
  private Optional<String> trackedCallee() {
    Node callee = creation.call().callee();
    boolean isModule =
        callee.is(Kind.ATTRIBUTE)
            && definitions.library(callee.child(0)).filter("tensorflow"::equals).isPresent();
    return isModule
            && creation.call().keyword("initial_value").isEmpty()
            && new Constant(definitions, creation).hasPlainArguments()
        ? Optional.of(callee.child(0).text() + ".keras.Variable")
        : Optional.empty();
  }

  // Both.

  /** Completes a move: the moved text is changed, and the uses speak of the new name. */
  private Cure repair(
      String title,
      boolean keepsTraining,
      Optional<List<Edit>> move,
      Map<String, String> changes,
      Node statement,
      String name) {
    if (move.isEmpty()) {
      return new Cure.Refusal("the statement cannot be moved as it stands");
    }
    List<Edit> edits = new ArrayList<>();
    String head = statement.text();
    String changed = head;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      changed =
          changed.replaceFirst(
              Pattern.quote(change.getKey()), Matcher.quoteReplacement(change.getValue()));
    }
    for (Edit edit : move.get()) {
      boolean isInsertion = edit.start() == edit.end();
      edits.add(isInsertion ? Edit.insert(edit.start(), edit.text().replace(head, changed)) : edit);
    }
    Node target = statement.child(0);
    if (target.is(Kind.NAME) && !target.text().equals(name)) {
      symbol(target)
          .orElseThrow()
          .uses()
          .forEach(use -> edits.add(ExpressionEdits.replace(use, name)));
    }
    boolean isSafe = keepsTraining && creation.making() != Making.HOLDER;
    return new Cure.Repair(title, isSafe, edits);
  }
}
