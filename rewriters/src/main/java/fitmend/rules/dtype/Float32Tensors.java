package fitmend.rules.dtype;

import fitmend.inference.Target;
import fitmend.inference.facts.Fact;
import fitmend.inference.facts.Facts;
import fitmend.inference.value.DataType;
import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which expressions are float32 tensors, also where an operation fails today for the float64
 * in it: {@code tf.matmul(x, weights)} is float32 as soon as {@code x} is.
 */
final class Float32Tensors {
  private static final int DEEPEST = 16;

  private final Facts facts;
  private final Names names;
  private final Target target;
  private final ScriptCalls scriptCalls;
  private final boolean kerasIsDouble;
  private final Set<Node> losses;

  /**
   * @param kerasIsDouble whether the script asks Keras for float64 somewhere, so that nothing is
   *     certain about what its layers get and give
   */
  Float32Tensors(
      Node root,
      Facts facts,
      Names names,
      Target target,
      ScriptCalls scriptCalls,
      boolean kerasIsDouble) {
    this.kerasIsDouble = kerasIsDouble;
    this.facts = facts;
    this.names = names;
    this.target = target;
    this.scriptCalls = scriptCalls;
    this.losses =
        root.all(Kind.CALL).stream()
            .map(Call::new)
            .filter(call -> call.name().filter("compile"::equals).isPresent())
            .flatMap(call -> call.argument("loss", 1).stream())
            .flatMap(argument -> scriptCalls.function(argument.value()).stream())
            .map(ScriptCalls.Target::function)
            .collect(Collectors.toSet());
  }

  boolean contains(Node expression) {
    return contains(expression, 0);
  }

  private boolean contains(Node expression, int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    Node node = expression.unparenthesized();
    if (facts.of(node) instanceof Fact.Array array && array.type() != DataType.UNKNOWN) {
      boolean held =
          switch (array.holder()) {
            case TENSORFLOW -> true;
            case KERAS ->
                !kerasIsDouble
                    && (!target.hasKeras3() || node.enclosing(Kind.FUNCTION_DEF).isPresent());
            default -> false;
          };
      return held && array.type() == DataType.FLOAT32;
    }
    return switch (node.kind()) {
      case BINARY -> contains(node.child(0), depth + 1) || contains(node.child(1), depth + 1);
      case UNARY -> contains(node.child(0), depth + 1);
      case CONDITIONAL -> contains(node.child(0), depth + 1);
      case SUBSCRIPT -> contains(node.child(0), depth + 1);
      case ATTRIBUTE ->
          scriptCalls.attributeValue(node).filter(value -> contains(value, depth + 1)).isPresent();
      case NAME -> isFloat32Name(node, depth);
      case CALL -> isFloat32Call(new Call(node), depth);
      default -> false;
    };
  }

  private boolean isFloat32Name(Node name, int depth) {
    Optional<Binding> binding = names.onlyBinding(name);
    if (binding.filter(b -> b.kind() == Binding.Kind.PARAMETER).isPresent()) {
      return isFloat32Parameter(binding.get().name(), depth);
    }
    return binding.flatMap(Binding::value).filter(v -> contains(v, depth + 1)).isPresent();
  }

  /** What a layer gets is float32, what a loss predicts, and what all callers say is. */
  private boolean isFloat32Parameter(Node name, int depth) {
    Node function = name.parent().flatMap(Node::parent).flatMap(Node::parent).orElseThrow();
    List<Node> parameters =
        function.first(Kind.PARAMETERS).orElseThrow().children().stream()
            .flatMap(parameter -> parameter.first(Kind.NAME).stream())
            .toList();
    int index = parameters.indexOf(name);
    if (losses.contains(function)) {
      return index == 1 && !kerasIsDouble;
    }
    Optional<ClassDef> keras = classWhoseCallIs(function);
    if (keras.isPresent()) {
      boolean isLoss = scriptCalls.isKerasFunction(keras.get());
      boolean isCast = isLoss ? index == 2 || index == 1 && target.hasKeras3() : index == 1;
      return isCast && !kerasIsDouble;
    }
    List<Call> calls = scriptCalls.callsOf(function);
    return !calls.isEmpty()
        && calls.stream()
            .allMatch(
                call -> {
                  int bound = scriptCalls.target(call).orElseThrow().bound();
                  return call.argument(name.text(), index - bound)
                      .filter(argument -> contains(argument.value(), depth + 1))
                      .isPresent();
                });
  }

  /** The Keras class of the script whose {@code call} that function is. */
  private Optional<ClassDef> classWhoseCallIs(Node function) {
    boolean isCall =
        function.is(Kind.FUNCTION_DEF)
            && function.first(Kind.NAME).orElseThrow().text().equals("call");
    return isCall
        ? function.enclosing(Kind.CLASS_DEF).map(ClassDef::new).filter(scriptCalls::isKeras)
        : Optional.empty();
  }

  private boolean isFloat32Call(Call call, int depth) {
    Optional<String> name = names.qualifiedName(call.callee());
    if (name.filter(TensorFlowCalls::keepsTypeInKeras).isPresent()) {
      return call.positional(0).filter(a -> contains(a.value(), depth + 1)).isPresent();
    }
    if (name.filter(TensorFlowCalls::castsLabels).isPresent()) {
      return call.argument("logits", 1).filter(a -> contains(a.value(), depth + 1)).isPresent();
    }
    if (name.filter(TensorFlowCalls::isTensorFlow).isPresent()) {
      return TensorFlowCalls.givesTypeOfOperand(TensorFlowCalls.operation(name.get()))
          && call.arguments().stream().anyMatch(a -> contains(a.value(), depth + 1));
    }
    if (isModel(call.callee())) {
      return !kerasIsDouble;
    }
    return scriptCalls.target(call).map(ScriptCalls.Target::function).stream()
        .flatMap(function -> results(function).stream())
        .anyMatch(result -> contains(result, depth + 1));
  }

  /**
   * Whether an expression is a float64 array or tensor whenever it is evaluated; the numbers of
   * Python take the type of what they meet.
   */
  boolean isFloat64(Node expression) {
    return facts.arrayOf(expression).filter(array -> array.type() == DataType.FLOAT64).isPresent();
  }

  /** Whether Keras casts to float32 whatever floats it is given. */
  boolean areMadeByKeras() {
    return !kerasIsDouble;
  }

  /** Whether an expression is a Keras layer or model. */
  boolean isModel(Node expression) {
    return switch (facts.of(expression)) {
      case Fact.Model _, Fact.Layer _ -> true;
      default ->
          scriptCalls.classOf(expression).filter(scriptCalls::isKeras).isPresent()
              || scriptCalls
                  .madeBy(expression)
                  .filter(TensorFlowCalls::isKeras)
                  .filter(name -> name.matches(".*\\.(load_model|clone_model|model_from_\\w+)"))
                  .isPresent();
    };
  }

  private static List<Node> results(Node function) {
    if (function.is(Kind.LAMBDA)) {
      return List.of(function.lastChild());
    }
    return function.lastChild().all(Kind.RETURN).stream()
        .filter(statement -> statement.childCount() > 0)
        .map(statement -> statement.child(0))
        .toList();
  }
}
