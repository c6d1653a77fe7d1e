package fitmend.rule.model;

import fitmend.inference.facts.Fact;
import fitmend.inference.facts.Facts;
import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Resolution;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Assign;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Follows an expression back to the calls that made the Keras models it may be: through variables,
 * attributes of {@code self}, functions that return a model and parameters that get one.
 */
public final class ModelOrigins {
  private static final Set<String> CLASSES = Set.of("Sequential", "Model", "Functional");
  private static final Set<String> LOADERS =
      Set.of("load_model", "clone_model", "model_from_json", "model_from_config");
  private static final Set<String> TRAINING =
      Set.of("fit", "fit_generator", "compile", "train_step");

  private final Node root;
  private final Names names;
  private final Facts facts;
  private final Map<Node, Set<Origin>> known = new HashMap<>();
  private final Set<Node> open = new HashSet<>();

  /**
   * One way a model comes to be.
   *
   * @param creation the call that makes it
   * @param path the calls of functions of the script that hand it on, the innermost first
   */
  public record Origin(Node creation, List<Node> path) {

    /** Whether both may be the same model: one is the other, further inside or further out. */
    public boolean isSame(Origin other) {
      int common = Math.min(path.size(), other.path.size());
      return creation.equals(other.creation)
          && path.subList(0, common).equals(other.path.subList(0, common));
    }

    private Origin through(Node call) {
      List<Node> longer = new ArrayList<>(path);
      longer.add(call);
      return new Origin(creation, List.copyOf(longer));
    }
  }

  public ModelOrigins(Node root, Names names, Facts facts) {
    this.root = root;
    this.names = names;
    this.facts = facts;
  }

  /**
   * The ways the model may have come to be, every one certainly a Keras model that trains as Keras
   * does; empty as soon as it may be something else.
   */
  public Set<Origin> of(Node expression) {
    Node plain = expression.unparenthesized();
    Set<Origin> found = known.get(plain);
    if (found == null) {
      if (!open.add(plain)) {
        return Set.of();
      }
      found = trace(plain);
      open.remove(plain);
      known.put(plain, found);
    }
    return found;
  }

  /** Whether the model came from a file, so that it may be compiled already. */
  public boolean isLoaded(Origin origin) {
    return isKeras(new Call(origin.creation()).callee(), LOADERS::contains);
  }

  private Set<Origin> trace(Node expression) {
    Set<Origin> origins =
        switch (expression.kind()) {
          case NAME -> traceName(expression);
          case ATTRIBUTE -> traceAttribute(expression);
          case CALL -> traceCall(new Call(expression));
          case CONDITIONAL -> all(List.of(expression.child(0), expression.child(2)));
          default -> Set.of();
        };
    return origins.isEmpty() ? fromFacts(expression) : origins;
  }

  private Set<Origin> fromFacts(Node expression) {
    return facts
        .modelOf(expression)
        .filter(model -> model.className().contains("."))
        .map(Fact.Model::madeAt)
        .filter(madeAt -> madeAt.is(Kind.CALL))
        .map(madeAt -> Set.of(new Origin(madeAt, List.of())))
        .orElse(Set.of());
  }

  /** The origins of all expressions; empty if one has none. A {@code None} does not count. */
  private Set<Origin> all(List<Node> expressions) {
    Set<Origin> origins = new LinkedHashSet<>();
    for (Node expression : expressions) {
      if (expression.is(Kind.NONE)) {
        continue;
      }
      Set<Origin> some = of(expression);
      if (some.isEmpty()) {
        return Set.of();
      }
      origins.addAll(some);
    }
    return origins;
  }

  private Set<Origin> traceName(Node name) {
    Optional<Binding> reaching = names.reachingBinding(name);
    List<Binding> bindings =
        reaching
            .map(List::of)
            .orElseGet(() -> names.symbolOf(name).map(Symbol::bindings).orElse(List.of()));
    List<Node> values = new ArrayList<>();
    for (Binding binding : bindings) {
      if (binding.kind() == Binding.Kind.PARAMETER) {
        values.addAll(argumentsFor(binding));
      } else if (binding.kind() == Binding.Kind.ASSIGNMENT && binding.value().isPresent()) {
        values.add(binding.value().get());
      } else {
        return Set.of();
      }
    }
    return all(values);
  }

  /** What the calls of a function give to a parameter; a name without origin if that is unclear. */
  private List<Node> argumentsFor(Binding parameter) {
    List<Node> unclear = List.of(parameter.name().parent().orElseThrow());
    Optional<Node> holder = parameter.name().enclosing(Kind.FUNCTION_DEF);
    if (holder.isEmpty()) {
      return unclear;
    }
    FunctionDef function = new FunctionDef(holder.get());
    List<String> parameters =
        function.parameters().stream().map(Parameter::name).flatMap(Optional::stream).toList();
    int position = parameters.indexOf(parameter.name().text());
    Optional<ClassDef> owner = classOf(function);
    List<Node> uses = new ArrayList<>();
    if (owner.isPresent()) {
      if (root.all(Kind.FUNCTION_DEF).stream()
              .filter(other -> new FunctionDef(other).name().equals(function.name()))
              .count()
          > 1) {
        return unclear;
      }
      position--;
      uses.addAll(
          root.all(Kind.CALL).stream()
              .map(call -> new Call(call).callee())
              .filter(
                  callee ->
                      callee.is(Kind.ATTRIBUTE)
                          ? callee.child(1).text().equals(function.name())
                          : function.name().equals("__init__")
                              && callee.text().equals(owner.get().name()))
              .toList());
    } else {
      uses.addAll(names.symbolOf(holder.get().child(0)).map(Symbol::uses).orElse(List.of()));
    }
    List<Node> values = new ArrayList<>();
    for (Node use : uses) {
      Optional<Call> call = use.parent().flatMap(Call::of).filter(c -> c.callee().equals(use));
      Optional<Argument> argument =
          call.isEmpty()
              ? Optional.empty()
              : call.get().argument(parameter.name().text(), position);
      if (argument.isEmpty()) {
        return unclear;
      }
      values.add(argument.get().value());
    }
    return values.isEmpty() ? unclear : values;
  }

  private Set<Origin> traceAttribute(Node attribute) {
    Optional<ClassDef> owner = instanceClass(attribute.child(0));
    if (owner.isEmpty()) {
      return Set.of();
    }
    String wanted = attribute.child(1).text();
    List<Node> values = new ArrayList<>();
    for (FunctionDef method : owner.get().methods()) {
      String self = self(method).orElse("");
      for (Node node : method.node().all(Kind.ASSIGN)) {
        for (Node target : new Assign(node).targets()) {
          if (target.is(Kind.ATTRIBUTE)
              && target.child(0).text().equals(self)
              && target.child(1).text().equals(wanted)) {
            values.add(new Assign(node).value());
          }
        }
      }
    }
    return all(values);
  }

  /** The class of the script that an expression certainly is an instance of. */
  private Optional<ClassDef> instanceClass(Node expression) {
    Optional<Binding> binding = names.onlyBinding(expression);
    if (binding.isEmpty()) {
      return Optional.empty();
    }
    if (binding.get().kind() == Binding.Kind.PARAMETER) {
      return binding
          .get()
          .name()
          .enclosing(Kind.FUNCTION_DEF)
          .map(FunctionDef::new)
          .filter(method -> self(method).filter(expression.text()::equals).isPresent())
          .flatMap(ModelOrigins::classOf);
    }
    return binding
        .get()
        .value()
        .flatMap(Call::of)
        .flatMap(call -> definition(call.callee()))
        .filter(node -> node.is(Kind.CLASS_DEF))
        .map(ClassDef::new);
  }

  private static Optional<String> self(FunctionDef method) {
    return method.parameters().stream().findFirst().flatMap(Parameter::name);
  }

  private static Optional<ClassDef> classOf(FunctionDef function) {
    Optional<Node> around = function.node().statement().parent().flatMap(Node::parent);
    return around.filter(node -> node.is(Kind.CLASS_DEF)).map(ClassDef::new);
  }

  private Set<Origin> traceCall(Call call) {
    if (isModelClass(call.callee(), 0) || isKeras(call.callee(), LOADERS::contains)) {
      return Set.of(new Origin(call.node(), List.of()));
    }
    Optional<Node> function =
        definition(call.callee())
            .filter(node -> node.is(Kind.FUNCTION_DEF))
            .or(() -> method(call).map(FunctionDef::node));
    return function.map(this::traceReturns).orElse(Set.of()).stream()
        .map(origin -> origin.through(call.node()))
        .collect(Collectors.toSet());
  }

  private Optional<FunctionDef> method(Call call) {
    return call.receiver()
        .flatMap(this::instanceClass)
        .flatMap(owner -> owner.method(call.name().orElse("")));
  }

  private Set<Origin> traceReturns(Node function) {
    List<Node> values =
        function.all(Kind.RETURN).stream()
            .filter(node -> node.enclosing(Kind.FUNCTION_DEF).filter(function::equals).isPresent())
            .map(node -> node.childCount() > 0 ? node.child(0) : node)
            .toList();
    return all(values);
  }

  /** Whether a class is Keras' own model or a class of the script that trains as that does. */
  private boolean isModelClass(Node callee, int depth) {
    if (isKeras(callee, CLASSES::contains) || isApplication(callee)) {
      return true;
    }
    Optional<ClassDef> definition =
        definition(callee).filter(node -> node.is(Kind.CLASS_DEF)).map(ClassDef::new);
    return depth < 10
        && definition.isPresent()
        && definition.get().methods().stream().noneMatch(m -> TRAINING.contains(m.name()))
        && definition.get().bases().size() == 1
        && isModelClass(definition.get().bases().getFirst(), depth + 1);
  }

  private boolean isApplication(Node callee) {
    return isEvery(
        callee,
        path ->
            path.contains("keras.applications.")
                && Character.isUpperCase(path.charAt(path.lastIndexOf('.') + 1)));
  }

  private boolean isKeras(Node callee, Predicate<String> lastName) {
    return isEvery(
        callee,
        path ->
            (path.startsWith("keras.")
                    || path.startsWith("tf_keras.")
                    || path.startsWith("tensorflow.") && path.contains(".keras."))
                && lastName.test(path.substring(path.lastIndexOf('.') + 1)));
  }

  private boolean isEvery(Node callee, Predicate<String> condition) {
    return switch (names.resolve(callee)) {
      case Resolution.Known one -> condition.test(one.qualifiedName());
      case Resolution.OneOf several -> several.qualifiedNames().stream().allMatch(condition);
      case Resolution.Unknown unknown -> false;
    };
  }

  /** The function or class of the script that a name stands for where it is used. */
  private Optional<Node> definition(Node callee) {
    return names
        .onlyBinding(callee)
        .filter(b -> b.kind() == Binding.Kind.FUNCTION || b.kind() == Binding.Kind.CLASS)
        .flatMap(b -> b.name().parent());
  }
}
