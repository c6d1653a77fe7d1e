package fitmend.rules.variable;

import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.edit.Extraction;
import fitmend.edit.Hoisting;
import fitmend.inference.Target;
import fitmend.python.name.Scope;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rules.variable.Creation.Making;
import fitmend.rules.variable.Traced.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a variable once, outside of the traced function that makes it each time. */
final class Hoist {
  private static final Set<String> WITHOUT_SELF = Set.of("staticmethod", "classmethod");

  private final Definitions definitions;
  private final Traced traced;
  private final Creation creation;
  private final Dependence dependence;
  private final Target target;
  private final Set<String> taken;

  /**
   * Creates one for a variable that a traced function makes.
   *
   * @param taken names that other repairs of the file have taken, by place and name
   */
  Hoist(
      Definitions definitions,
      Traced traced,
      Creation creation,
      Dependence dependence,
      Target target,
      Set<String> taken) {
    this.definitions = definitions;
    this.traced = traced;
    this.creation = creation;
    this.dependence = dependence;
    this.target = target;
    this.taken = taken;
  }

  /** The move, or why it cannot be made. */
  Cure cure() {
    Optional<ClassDef> owner = Definitions.classOf(traced.function());
    Optional<String> obstacle =
        builtTooLate()
            .or(() -> dependence.onTheInside(creation.call(), owner.isPresent()))
            .or(this::isShared)
            .or(this::isBoundAgain);
    if (obstacle.isPresent()) {
      return new Cure.Refusal("not repaired: " + obstacle.get());
    }
    return owner.isPresent() ? intoConstructor(owner.get()) : beforeFunction();
  }

  /** Where Keras trains nothing that is made, or builds a layer in a graph that goes away. */
  private Optional<String> builtTooLate() {
    boolean isOutsideOfModels = traced.role() == Role.FORMULA || traced.role() == Role.DATASET;
    return creation.making() == Making.LAYER && isOutsideOfModels
        ? Optional.of(
            "a layer that is made there belongs to no model, so that nothing trains it; call it in"
                + " the model")
        : Optional.empty();
  }

  /** A helper that is called at several places may be meant to make one for each of them. */
  private Optional<String> isShared() {
    Node function = traced.function();
    if (function.is(Kind.LAMBDA) || !new FunctionDef(function).decorators().isEmpty()) {
      return Optional.empty();
    }
    String name = new FunctionDef(function).name();
    Optional<ClassDef> owner = Definitions.classOf(function);
    Stream<Node> callees =
        owner.isPresent()
            ? owner.get().node().all(Kind.ATTRIBUTE).stream()
                .filter(node -> node.child(1).text().equals(name))
            : definitions.names().symbolOf(function.first(Kind.NAME).orElseThrow()).stream()
                .flatMap(symbol -> symbol.uses().stream());
    long calls =
        callees
            .filter(node -> node.parent().filter(p -> p.is(Kind.CALL)).isPresent())
            .filter(node -> node.parent().orElseThrow().child(0).equals(node))
            .filter(node -> !node.child(0).text().startsWith("super("))
            .count();
    return calls > 1
        ? Optional.of(
            traced.name() + " is called at several places, and each may need one of its own")
        : Optional.empty();
  }

  /** Only a name or attribute that has no second meaning in the function can move. */
  private Optional<String> isBoundAgain() {
    Optional<Node> variable = creation.target();
    if (variable.isEmpty() || !variable.get().is(Kind.ATTRIBUTE)) {
      return variable
          .filter(name -> name.is(Kind.NAME))
          .flatMap(this::symbol)
          .filter(symbol -> !isLocal(symbol) || !isHolder() && symbol.bindings().size() > 1)
          .map(
              symbol ->
                  isLocal(symbol)
                      ? "`" + symbol.name() + "` gets other values in " + traced.name() + ", too"
                      : "`" + symbol.name() + "` is global, and every call would replace it");
    }
    Node attribute = variable.get();
    if (!definitions.isSelf(attribute.child(0), attribute)) {
      return Optional.of("`" + attribute.text() + "` is an attribute of something inside");
    }
    long bindings =
        traced.function().all(Kind.ASSIGN, Kind.AUGMENTED_ASSIGN).stream()
            .filter(other -> other.child(0).sameText(attribute))
            .count();
    return bindings == 1
        ? Optional.empty()
        : Optional.of("`" + attribute.text() + "` is bound more than once in " + traced.name());
  }

  private boolean isHolder() {
    return creation.making().isHolder();
  }

  private boolean isLocal(Symbol symbol) {
    return symbol.scope().node().equals(traced.function());
  }

  private Optional<Symbol> symbol(Node name) {
    return definitions.names().symbolOf(name);
  }

  /** The statement's only name, if nothing else is ever bound to it: it can go with its value. */
  private Optional<Node> ownName() {
    return creation
        .target()
        .filter(name -> name.is(Kind.NAME))
        .filter(name -> symbol(name).filter(s -> s.bindings().size() == 1).isPresent());
  }

  private String wantedName() {
    return creation
        .call()
        .node()
        .parent()
        .filter(parent -> parent.is(Kind.ASSIGN) || parent.is(Kind.ANNOTATED_ASSIGN))
        .map(parent -> parent.child(0))
        .filter(name -> name.is(Kind.NAME))
        .map(Node::text)
        .orElseGet(creation::plainName);
  }

  /** The first of the names that is free, which then is no more. */
  private String free(Stream<String> names, Node place, Predicate<String> isUsed) {
    String name =
        names
            .filter(n -> !isUsed.test(n) && !taken.contains(place.start() + n))
            .findFirst()
            .orElseThrow();
    taken.add(place.start() + name);
    return name;
  }

  private static Stream<String> numbered(String name) {
    return Stream.concat(
        Stream.of(name), IntStream.iterate(1, i -> i + 1).mapToObj(i -> name + "_" + i));
  }

  // Before a function.

  private Cure beforeFunction() {
    Node definition = traced.function().statement();
    Scope scope = definitions.names().scopeOf(definition);
    Hoisting.Plan plan =
        new Hoisting(definitions.names(), false).plan(List.of(creation.call().node()), definition);
    if (plan instanceof Hoisting.Plan.Impossible(String reason)) {
      return new Cure.Refusal("not repaired: before " + traced.name() + ", " + reason);
    }
    if (!((Hoisting.Plan.Possible) plan).isEmpty()) {
      return new Cure.Refusal(
          "not repaired: what its value needs is defined only after "
              + traced.name()
              + "; define that above it");
    }
    String wanted = wantedName();
    boolean keepsName = ownName().isPresent();
    Set<String> inside =
        keepsName
            ? Set.of()
            : definitions.names().scopeOf(creation.call().node()).symbols().keySet();
    String prefix =
        traced.function().is(Kind.LAMBDA) ? "" : new FunctionDef(traced.function()).name() + "_";
    String name =
        free(
            Stream.concat(Stream.of(wanted), numbered(prefix + wanted)),
            scope.node(),
            n -> scope.symbols().containsKey(n) || inside.contains(n));
    String callee = creation.call().callee().text();
    return repair(
        "Make it once, before " + traced.name(), true, name, callee, e -> e.before(definition));
  }

  // Into a constructor.

  private Cure intoConstructor(ClassDef owner) {
    FunctionDef method = new FunctionDef(traced.function());
    Optional<String> self = Definitions.self(method.node());
    boolean isBound =
        method.decorators().stream().noneMatch(node -> WITHOUT_SELF.contains(node.text()));
    if (self.isEmpty() || !isBound) {
      return new Cure.Refusal(
          "not repaired: " + traced.name() + " has no object that could keep it");
    }
    Optional<FunctionDef> constructor = owner.method("__init__");
    Optional<String> obstacle = constructor.flatMap(init -> obstacleIn(init, owner, self.get()));
    if (obstacle.isPresent()) {
      return new Cure.Refusal("not repaired: " + obstacle.get());
    }
    Node attribute = creation.target().filter(node -> node.is(Kind.ATTRIBUTE)).orElse(null);
    String name =
        attribute != null ? attribute.text() : self.get() + "." + attributeName(owner, self.get());
    boolean isOverlooked = isOverlooked(owner);
    Optional<String> tracked = isOverlooked ? trackedCallee() : Optional.empty();
    return repair(
        "Make it once, in `__init__`",
        !isOverlooked || tracked.isPresent(),
        name,
        tracked.orElse(creation.call().callee().text()),
        extraction ->
            constructor.isPresent()
                ? extraction.after(constructor.get().body().lastChild())
                : new NewConstructor(owner, definitions)
                    .with(extraction.text(), self.get())
                    .map(extraction::with));
  }

  /** Why the end of a constructor is no place for the variable. */
  private Optional<String> obstacleIn(FunctionDef constructor, ClassDef owner, String self) {
    Node body = constructor.body();
    boolean needsSuper =
        owner.bases().stream().anyMatch(base -> !base.text().equals("object"))
            && body.all(Kind.NAME).stream().noneMatch(name -> name.text().equals("super"));
    Map<String, Symbol> locals = definitions.names().scopeOf(body.child(0)).symbols();
    boolean isShadowed =
        creation.call().node().all(Kind.NAME).stream()
            .flatMap(name -> symbol(name).stream())
            .map(Symbol::name)
            .anyMatch(name -> !name.equals(self) && locals.containsKey(name));
    boolean leaves =
        constructor.node().all(Kind.RETURN).stream()
            .anyMatch(exit -> Execution.function(exit).equals(constructor.node()));
    String method = new FunctionDef(traced.function()).name();
    boolean callsItself =
        body.all(Kind.CALL).stream()
            .map(node -> new Call(node).callee().text())
            .anyMatch(callee -> callee.equals(self) || callee.equals(self + "." + method));
    if (needsSuper) {
      return Optional.of("`__init__` does not call `super().__init__()`, which has to come first");
    }
    if (leaves) {
      return Optional.of("`__init__` may return before its end, where the variable would be made");
    }
    if (callsItself) {
      return Optional.of("`__init__` already calls " + traced.name());
    }
    return isShadowed || !Definitions.self(constructor.node()).filter(self::equals).isPresent()
        ? Optional.of("names that it uses mean something else in `__init__`")
        : Optional.empty();
  }

  private String attributeName(ClassDef owner, String self) {
    String wanted = wantedName();
    Stream<String> names =
        isHolder()
            ? numbered(wanted)
            : Stream.concat(Stream.of(wanted), numbered(wanted + "_variable"));
    return free(names, owner.node(), name -> isAttribute(name, owner, self));
  }

  private static boolean isAttribute(String name, ClassDef owner, String self) {
    String attribute = self + "." + name;
    return ReservedAttributes.contains(name)
        || owner.method(name).isPresent()
        || owner.node().all(Kind.ATTRIBUTE).stream().anyMatch(n -> n.text().equals(attribute));
  }

  /**
   * Whether the variable is a weight that Keras 3 would overlook if it were kept as it is made: it
   * trains no {@code tf.Variable}.
   */
  private boolean isOverlooked(ClassDef owner) {
    return target.hasKeras3()
        && creation.making() == Making.TENSORFLOW
        && new KerasClasses(owner.node().file().root(), definitions)
            .family(owner)
            .filter(KerasClasses.Family::isLayer)
            .isPresent()
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

  private interface Placement {
    Optional<List<Edit>> of(Extraction extraction);
  }

  /** Completes a move: uses of the old name speak of the new one. */
  private Cure repair(
      String title, boolean keepsTraining, String name, String callee, Placement placement) {
    boolean isAttribute = creation.target().filter(node -> node.is(Kind.ATTRIBUTE)).isPresent();
    Optional<Node> ownName = ownName();
    Extraction extraction =
        Extraction.of(
            creation.call().node(),
            callee,
            name,
            isAttribute || ownName.isPresent(),
            dependence.literals(creation.call().node()));
    Optional<List<Edit>> move = placement.of(extraction);
    if (move.isEmpty()) {
      return new Cure.Refusal("not repaired: other code stands on the line where it would be made");
    }
    List<Edit> edits = new ArrayList<>(move.get());
    ownName
        .filter(old -> !old.text().equals(name))
        .flatMap(this::symbol)
        .ifPresent(
            symbol -> symbol.uses().forEach(use -> edits.add(ExpressionEdits.replace(use, name))));
    return new Cure.Repair(title, keepsTraining && !isHolder(), edits);
  }
}
