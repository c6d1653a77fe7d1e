package fitmend.rules.variable;

import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The classes of a script that derive from those of Keras, and what is done with their objects. */
final class KerasClasses {
  /** Methods that train or test, and so record what the model does. */
  static final Set<String> FITTING =
      Set.of(
          "fit",
          "fit_generator",
          "evaluate",
          "evaluate_generator",
          "train_on_batch",
          "test_on_batch");

  private final Node root;
  private final Definitions definitions;

  /** What a class is for Keras. */
  enum Family {
    LAYER(List.of("call"), List.of()),
    MODEL(List.of("call"), List.of("train_step", "test_step", "compute_loss")),
    LOSS(List.of("call"), List.of()),
    METRIC(List.of("update_state", "result"), List.of()),
    CALLABLE(List.of("__call__"), List.of());

    final List<String> methods;
    final List<String> steps;

    Family(List<String> methods, List<String> steps) {
      this.methods = methods;
      this.steps = steps;
    }

    boolean isLayer() {
      return this == LAYER || this == MODEL;
    }
  }

  KerasClasses(Node root, Definitions definitions) {
    this.root = root;
    this.definitions = definitions;
  }

  /** All classes of the script. */
  List<ClassDef> all() {
    return root.all(Kind.CLASS_DEF).stream().map(ClassDef::new).toList();
  }

  /** What a class derives from. */
  Optional<Family> family(ClassDef type) {
    return family(type, 6);
  }

  private Optional<Family> family(ClassDef type, int depth) {
    for (Node base : depth == 0 ? List.<Node>of() : type.bases()) {
      Optional<Family> family =
          definitions
              .library(base)
              .map(KerasClasses::family)
              .orElseGet(
                  () ->
                      definitions
                          .definition(base)
                          .filter(node -> node.is(Kind.CLASS_DEF))
                          .flatMap(node -> family(new ClassDef(node), depth - 1)));
      if (family.isPresent()) {
        return family;
      }
    }
    return Optional.empty();
  }

  private static Optional<Family> family(String path) {
    if (!path.startsWith("keras.")) {
      return Optional.empty();
    }
    String module = path.substring(0, path.lastIndexOf('.'));
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (Set.of("Model", "Sequential").contains(name)) {
      return Optional.of(Family.MODEL);
    }
    return switch (module) {
      case "keras.layers" -> Optional.of(Family.LAYER);
      case "keras.losses" -> Optional.of(Family.LOSS);
      case "keras.metrics" -> Optional.of(Family.METRIC);
      case "keras.optimizers.schedules", "keras.regularizers" -> Optional.of(Family.CALLABLE);
      default ->
          switch (name) {
            case "Layer" -> Optional.of(Family.LAYER);
            case "Loss" -> Optional.of(Family.LOSS);
            case "Metric" -> Optional.of(Family.METRIC);
            default -> Optional.empty();
          };
    };
  }

  /** The calls that make objects of a class of the script. */
  List<Call> objects(ClassDef type) {
    return root.all(Kind.CALL).stream()
        .map(Call::new)
        .filter(call -> call.callee().is(Kind.NAME) && call.callee().text().equals(type.name()))
        .filter(call -> definitions.definition(call.callee()).equals(Optional.of(type.node())))
        .toList();
  }

  /** Whether an object becomes part of a model: in a list of layers, or called on a symbol. */
  boolean isInModel(Node object, Set<Node> tracedClasses) {
    Optional<Symbol> symbol = definitions.assignedTo(object);
    if (symbol.isPresent()) {
      return symbol.get().uses().stream().anyMatch(use -> isPlacedInModel(use, tracedClasses));
    }
    return isPlacedInModel(object, tracedClasses);
  }

  private boolean isPlacedInModel(Node object, Set<Node> tracedClasses) {
    Node parent = object.parent().orElseThrow();
    if (parent.is(Kind.CALL) && parent.child(0).equals(object)) {
      return new Call(parent).positional(0).filter(a -> isSymbolic(a.value(), 12)).isPresent();
    }
    if (parent.is(Kind.CALL) && new Call(parent).name().filter("add"::equals).isPresent()) {
      return true;
    }
    if (parent.is(Kind.LIST)) {
      return parent
          .parent()
          .flatMap(
              around -> around.is(Kind.KEYWORD_ARGUMENT) ? around.parent() : Optional.of(around))
          .flatMap(Call::of)
          .flatMap(call -> definitions.library(call.callee()))
          .filter(path -> path.endsWith(".Sequential"))
          .isPresent();
    }
    return parent.is(Kind.ASSIGN)
        && parent.child(0).is(Kind.ATTRIBUTE)
        && definitions.owner(parent).filter(o -> tracedClasses.contains(o.node())).isPresent();
  }

  /** Whether an expression is a tensor that descends from {@code Input()}. */
  private boolean isSymbolic(Node expression, int depth) {
    Node value = definitions.value(expression);
    if (depth == 0) {
      return false;
    }
    if (value.is(Kind.LIST) || value.is(Kind.TUPLE) || value.is(Kind.BINARY)) {
      return value.children().stream().anyMatch(child -> isSymbolic(child, depth - 1));
    }
    if (value.is(Kind.SUBSCRIPT)) {
      return isSymbolic(value.child(0), depth - 1);
    }
    return Call.of(value)
        .filter(
            call ->
                definitions.library(call.callee()).filter(KerasClasses::isInput).isPresent()
                    || call.arguments().stream()
                        .anyMatch(argument -> isSymbolic(argument.value(), depth - 1)))
        .isPresent();
  }

  private static boolean isInput(String path) {
    return path.equals("keras.Input") || path.equals("keras.layers.Input");
  }
}
