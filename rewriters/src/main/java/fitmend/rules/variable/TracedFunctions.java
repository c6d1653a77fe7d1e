package fitmend.rules.variable;

import fitmend.inference.Target;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rules.variable.KerasClasses.Family;
import fitmend.rules.variable.Traced.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the functions of a script that TensorFlow certainly traces, and those they call. */
final class TracedFunctions {
  private static final Set<String> FUNCTIONS_OF_LAYERS =
      Set.of(
          "activation",
          "recurrent_activation",
          "kernel_regularizer",
          "bias_regularizer",
          "activity_regularizer");
  private static final Set<String> MAPPINGS = Set.of("map", "filter", "flat_map", "interleave");

  private final Definitions definitions;
  private final Target target;
  private final KerasClasses classes;
  private final List<Call> calls;
  private final List<Compilation> compilations;
  private final EagerMode eager;
  private final boolean isFitted;
  private final Map<Node, Traced> found = new LinkedHashMap<>();
  private final Set<Node> tracedClasses = new HashSet<>();

  private TracedFunctions(Node root, Definitions definitions, Target target) {
    this.definitions = definitions;
    this.target = target;
    this.classes = new KerasClasses(root, definitions);
    this.calls = root.all(Kind.CALL).stream().map(Call::new).toList();
    this.compilations =
        calls.stream().flatMap(call -> Compilation.of(call, definitions).stream()).toList();
    this.eager = new EagerMode(root, definitions);
    this.isFitted = !compilations.isEmpty() && calls.stream().anyMatch(this::fits);
    if (!eager.usesGraphs()) {
      collect(root);
    }
  }

  /** All of them, in no order that matters. */
  static Collection<Traced> of(Node root, Definitions definitions, Target target) {
    return new TracedFunctions(root, definitions, target).found.values();
  }

  private void collect(Node root) {
    compilations.stream()
        .filter(compilation -> isFitted(compilation) && !eager.isEager(compilation))
        .forEach(this::formulas);
    if (target.isGraphMode()) {
      return;
    }
    root.all(Kind.FUNCTION_DEF).stream()
        .filter(node -> new FunctionDef(node).decorators().stream().anyMatch(this::isFunction))
        .forEach(this::addFunction);
    calls.forEach(this::wrapped);
    if (isFitted) {
      models();
    }
    if (isFitted && compilations.stream().noneMatch(eager::isEager)) {
      calls.forEach(this::functionsOfLayers);
      schedules();
      layers();
    }
  }

  // Losses, metrics and other formulas.

  private void formulas(Compilation compilation) {
    compilation.formulas().stream()
        .flatMap(formula -> definitions.callables(formula).stream())
        .forEach(this::formula);
  }

  private void formula(Node callable) {
    if (!callable.is(Kind.CLASS_DEF)) {
      add(callable, Role.FORMULA);
      return;
    }
    ClassDef type = new ClassDef(callable);
    classes
        .family(type)
        .filter(family -> !family.isLayer())
        .ifPresent(family -> methods(type, family.methods, Role.FORMULA));
  }

  private void functionsOfLayers(Call call) {
    Optional<String> layer =
        definitions.library(call.callee()).filter(path -> path.startsWith("keras.layers."));
    if (layer.isEmpty()) {
      return;
    }
    List<Node> given = new ArrayList<>(Definitions.keywords(call, FUNCTIONS_OF_LAYERS));
    if (layer.get().equals("keras.layers.Lambda")) {
      call.argument("function", 0).ifPresent(argument -> given.add(argument.value()));
    }
    given.stream().flatMap(value -> definitions.callables(value).stream()).forEach(this::formula);
  }

  private void schedules() {
    for (ClassDef type : classes.all()) {
      boolean isCallable = classes.family(type).filter(Family.CALLABLE::equals).isPresent();
      if (isCallable && !classes.objects(type).isEmpty()) {
        methods(type, Family.CALLABLE.methods, Role.FORMULA);
      }
    }
  }

  // Functions that are traced by name.

  private boolean isFunction(Node decorator) {
    Node callee = Call.of(decorator).map(Call::callee).orElse(decorator);
    return definitions.library(callee).filter("tensorflow.function"::equals).isPresent();
  }

  private void wrapped(Call call) {
    Optional<Node> first = call.positional(0).map(argument -> argument.value());
    if (first.isEmpty()) {
      return;
    }
    if (isFunction(call.callee())) {
      definitions.definition(first.get()).ifPresent(this::addFunction);
    } else if (call.name().filter(MAPPINGS::contains).isPresent()
        && call.receiver().filter(receiver -> isDataset(receiver, 12)).isPresent()) {
      addCalled(first.get(), Role.DATASET);
    }
  }

  private void addFunction(Node function) {
    if (!function.is(Kind.CLASS_DEF) && !eager.isSwitchedOnBefore(function.lastChild())) {
      add(function, Role.FUNCTION);
    }
  }

  private void addCalled(Node expression, Role role) {
    definitions
        .definition(expression)
        .filter(node -> !node.is(Kind.CLASS_DEF))
        .ifPresent(node -> add(node, role));
  }

  private boolean isDataset(Node expression, int depth) {
    Node value = definitions.value(expression);
    Optional<Call> call = Call.of(value);
    if (depth == 0 || call.isEmpty()) {
      return false;
    }
    return definitions
            .library(call.get().callee())
            .filter(path -> path.startsWith("tensorflow.data.Dataset."))
            .isPresent()
        || call.get().receiver().filter(receiver -> isDataset(receiver, depth - 1)).isPresent();
  }

  // Models and layers.

  private void models() {
    for (ClassDef type : classes.all()) {
      boolean isModel = classes.family(type).filter(Family.MODEL::equals).isPresent();
      if (isModel && classes.objects(type).stream().anyMatch(this::isFitted)) {
        tracedClasses.add(type.node());
        methods(type, Family.MODEL.methods, Role.CALL);
        methods(type, Family.MODEL.steps, Role.STEP);
      }
    }
  }

  private void layers() {
    boolean more = true;
    while (more) {
      more = false;
      for (ClassDef type : classes.all()) {
        if (!tracedClasses.contains(type.node())
            && classes.family(type).filter(Family::isLayer).isPresent()
            && classes.objects(type).stream()
                .anyMatch(object -> classes.isInModel(object.node(), tracedClasses))) {
          more = tracedClasses.add(type.node());
          methods(type, Family.LAYER.methods, Role.CALL);
        }
      }
    }
  }

  /** Whether the model that a class gives is trained. */
  private boolean isFitted(Call object) {
    Optional<Symbol> symbol =
        definitions.assignedTo(object.node()).or(() -> takenInLoop(object.node()));
    return symbol.isPresent()
        ? isFitted(symbol.get()) && !eager.isEager(symbol.get(), compilations)
        : object.node().parent().filter(parent -> parent.is(Kind.RETURN)).isPresent()
            && compilations.stream().noneMatch(eager::isEager);
  }

  /** The counter of {@code for net in (Small(), Large()):}. */
  private Optional<Symbol> takenInLoop(Node object) {
    return object
        .parent()
        .filter(list -> list.is(Kind.TUPLE) || list.is(Kind.LIST))
        .flatMap(
            list ->
                list.parent()
                    .filter(loop -> loop.is(Kind.FOR) && loop.child(1).equals(list))
                    .filter(loop -> loop.child(0).is(Kind.NAME)))
        .flatMap(loop -> definitions.names().symbolOf(loop.child(0)));
  }

  private boolean isFitted(Compilation compilation) {
    Node model = compilation.model();
    return isFitted && definitions.names().symbolOf(model).map(this::isFitted).orElse(true);
  }

  /** Whether a fitting method is called on the name, or the model goes where others may do so. */
  private boolean isFitted(Symbol model) {
    return model.uses().stream()
        .anyMatch(
            use -> {
              Node parent = use.parent().orElseThrow();
              return parent.is(Kind.ATTRIBUTE)
                  ? KerasClasses.FITTING.contains(parent.child(1).text())
                  : !parent.is(Kind.CALL) || !parent.child(0).equals(use);
            });
  }

  private boolean fits(Call call) {
    return call.receiver().isPresent()
        && call.name().filter(KerasClasses.FITTING::contains).isPresent()
        && !eager.isSwitchedOnBefore(call.node());
  }

  private void methods(ClassDef type, List<String> names, Role role) {
    for (String name : names) {
      type.method(name).ifPresent(method -> add(method.node(), role));
    }
  }

  // What they call.

  private void add(Node function, Role role) {
    if (found.containsKey(function) || !isLeftAsItIs(function)) {
      return;
    }
    found.put(function, new Traced(function, role));
    for (Node node : function.all(Kind.CALL)) {
      Node callee = new Call(node).callee();
      if (Execution.isCertain(node, function)) {
        addCalled(callee, role);
      }
    }
  }

  /** Whether no decorator of unknown effect stands above the function. */
  private boolean isLeftAsItIs(Node function) {
    return function.is(Kind.LAMBDA)
        || new FunctionDef(function)
            .decorators().stream()
                .map(decorator -> Call.of(decorator).map(Call::callee).orElse(decorator))
                .allMatch(callee -> definitions.library(callee).isPresent());
  }
}
