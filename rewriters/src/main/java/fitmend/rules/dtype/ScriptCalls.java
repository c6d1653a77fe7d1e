package fitmend.rules.dtype;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which functions of the script its calls go to, and the other way round. */
final class ScriptCalls {
  private final Names names;
  private final Map<Node, List<Call>> calls = new HashMap<>();
  private final Map<Node, List<Call>> mappings = new HashMap<>();
  private final Map<Node, Map<String, List<Node>>> attributes = new HashMap<>();

  /**
   * A function that is called.
   *
   * @param function a FUNCTION_DEF or a LAMBDA
   * @param bound how many parameters are filled already: one for {@code self}
   * @param compiled whether {@code tf.function} makes tensors of the arguments
   */
  record Target(Node function, int bound, boolean compiled) {

    List<Parameter> parameters() {
      return function.first(Kind.PARAMETERS).orElseThrow().children().stream()
          .map(Parameter::new)
          .toList();
    }

    /** The NAME of the parameter that gets the argument at that position, or of that name. */
    Optional<Node> parameter(int position, Optional<String> keyword) {
      List<Parameter> all = parameters();
      if (keyword.isPresent()) {
        return all.stream()
            .filter(p -> p.marker().isEmpty() && p.name().equals(keyword))
            .findFirst()
            .flatMap(p -> p.node().first(Kind.NAME));
      }
      int at = position + bound;
      boolean plain = all.stream().limit(at + 1L).allMatch(p -> p.marker().isEmpty());
      return plain && at < all.size() ? all.get(at).node().first(Kind.NAME) : Optional.empty();
    }
  }

  ScriptCalls(Node root, Names names) {
    this.names = names;
    for (Node node : root.all(Kind.CALL)) {
      Call call = new Call(node);
      target(call).ifPresent(t -> add(calls, t.function(), call));
      if (call.name().filter("map"::equals).isPresent() && call.receiver().isPresent()) {
        call.argument("map_func", 0)
            .flatMap(argument -> function(argument.value()))
            .ifPresent(t -> add(mappings, t.function(), call));
      }
    }
  }

  private static void add(Map<Node, List<Call>> all, Node function, Call call) {
    all.computeIfAbsent(function, key -> new ArrayList<>()).add(call);
  }

  /** The calls of {@code dataset.map} that are given that function. */
  List<Call> mappingsOf(Node function) {
    return mappings.getOrDefault(function, List.of());
  }

  /** The calls that certainly go to that function. */
  List<Call> callsOf(Node function) {
    return calls.getOrDefault(function, List.of());
  }

  /** The function of the script that a call goes to. */
  Optional<Target> target(Call call) {
    Node callee = call.callee().unparenthesized();
    if (callee.is(Kind.ATTRIBUTE)) {
      Optional<Target> method =
          classOf(callee.child(0)).flatMap(type -> method(type, callee.child(1).text()));
      return method.isPresent() ? method : calledObject(callee);
    }
    Optional<Target> function = function(callee);
    if (function.isPresent()) {
      return function;
    }
    Optional<ClassDef> made = classNamed(callee);
    return made.isPresent() ? method(made.get(), "__init__") : calledObject(callee);
  }

  private Optional<Target> calledObject(Node callee) {
    return classOf(callee).flatMap(type -> method(type, "__call__"));
  }

  /** The function that an expression is: a name of one, a lambda, {@code tf.function(f)}. */
  Optional<Target> function(Node expression) {
    Node plain = expression.unparenthesized();
    if (plain.is(Kind.LAMBDA)) {
      return Optional.of(new Target(plain, 0, false));
    }
    if (plain.is(Kind.CALL)) {
      Call call = new Call(plain);
      return isCompiler(call.callee())
          ? call.positional(0)
              .flatMap(argument -> function(argument.value()))
              .map(target -> new Target(target.function(), target.bound(), true))
          : returnedBy(call);
    }
    Optional<Binding> binding = names.onlyBinding(plain);
    if (binding.filter(b -> b.kind() == Binding.Kind.FUNCTION).isPresent()) {
      Node definition = binding.get().name().parent().orElseThrow();
      return Optional.of(new Target(definition, 0, isCompiled(definition)));
    }
    return binding.flatMap(Binding::value).flatMap(this::function);
  }

  /** The function inside a function that a call of the outer one gives. */
  private Optional<Target> returnedBy(Call call) {
    return names
        .onlyBinding(call.callee().unparenthesized())
        .filter(binding -> binding.kind() == Binding.Kind.FUNCTION)
        .map(binding -> binding.name().parent().orElseThrow().lastChild().lastChild())
        .filter(last -> last.is(Kind.RETURN) && last.childCount() == 1)
        .map(last -> last.child(0).unparenthesized())
        .filter(value -> value.is(Kind.NAME) || value.is(Kind.LAMBDA))
        .flatMap(this::function);
  }

  /** The class of the script that an expression is an instance of. */
  Optional<ClassDef> classOf(Node expression) {
    Node plain = expression.unparenthesized();
    if (plain.is(Kind.CALL)) {
      return classNamed(new Call(plain).callee());
    }
    if (plain.is(Kind.NAME) && plain.text().equals("self")) {
      return plain.enclosing(Kind.CLASS_DEF).map(ClassDef::new);
    }
    Optional<Node> value =
        plain.is(Kind.ATTRIBUTE)
            ? attributeValue(plain)
            : names.onlyBinding(plain).flatMap(Binding::value);
    return value.filter(v -> !v.equals(plain)).flatMap(this::classOf);
  }

  /** The library function whose result an expression is. */
  Optional<String> madeBy(Node expression) {
    Node plain = expression.unparenthesized();
    if (plain.is(Kind.CALL)) {
      return names.qualifiedName(new Call(plain).callee());
    }
    return names
        .onlyBinding(plain)
        .flatMap(Binding::value)
        .filter(value -> value.is(Kind.CALL))
        .flatMap(this::madeBy);
  }

  /** Whether a class of the script is of Keras: a layer, a model, a loss. */
  boolean isKeras(ClassDef type) {
    return derives(type, TensorFlowCalls::isKeras);
  }

  /** Whether a class of the script is a loss or metric of Keras. */
  boolean isKerasFunction(ClassDef type) {
    return derives(type, TensorFlowCalls::isLossOrMetric);
  }

  private boolean derives(ClassDef type, Predicate<String> base) {
    return type.bases().stream()
        .anyMatch(
            node ->
                names.qualifiedName(node).filter(base).isPresent()
                    || classNamed(node)
                        .filter(other -> !other.equals(type) && derives(other, base))
                        .isPresent());
  }

  /** The only value that ever is assigned to an attribute such as {@code self.scale}. */
  Optional<Node> attributeValue(Node attribute) {
    List<Node> written = attributesLike(attribute).stream().filter(ScriptCalls::isWritten).toList();
    return written.size() == 1
        ? written.getFirst().parent().filter(p -> p.is(Kind.ASSIGN)).map(Node::lastChild)
        : Optional.empty();
  }

  /** The attributes of the class around that are written alike; that one among them. */
  List<Node> attributesLike(Node attribute) {
    return attribute
        .enclosing(Kind.CLASS_DEF)
        .map(
            type ->
                attributes
                    .computeIfAbsent(
                        type,
                        key ->
                            key.all(Kind.ATTRIBUTE).stream()
                                .collect(Collectors.groupingBy(Node::text)))
                    .getOrDefault(attribute.text(), List.of()))
        .orElse(List.of());
  }

  static boolean isWritten(Node target) {
    Node parent = target.parent().orElseThrow();
    return switch (parent.kind()) {
      case ASSIGN -> !parent.lastChild().equals(target);
      case ANNOTATED_ASSIGN, AUGMENTED_ASSIGN, FOR -> parent.child(0).equals(target);
      case DELETE -> true;
      default -> false;
    };
  }

  private Optional<ClassDef> classNamed(Node name) {
    return names
        .onlyBinding(name)
        .filter(binding -> binding.kind() == Binding.Kind.CLASS)
        .map(binding -> new ClassDef(binding.name().parent().orElseThrow()));
  }

  private Optional<Target> method(ClassDef type, String name) {
    return type.method(name)
        .map(
            function -> {
              boolean isStatic =
                  function.decorators().stream().anyMatch(d -> d.text().equals("staticmethod"));
              return new Target(function.node(), isStatic ? 0 : 1, isCompiled(function.node()));
            });
  }

  private boolean isCompiled(Node definition) {
    return new FunctionDef(definition)
        .decorators().stream()
            .map(decorator -> Call.of(decorator).map(Call::callee).orElse(decorator))
            .anyMatch(this::isCompiler);
  }

  private boolean isCompiler(Node callee) {
    return names.qualifiedName(callee).filter("tensorflow.function"::equals).isPresent();
  }
}
