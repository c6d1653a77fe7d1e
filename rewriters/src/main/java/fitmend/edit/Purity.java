package fitmend.edit;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Assign;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what may be evaluated at another time with the same result and without being noticed:
 * definitions, imports, constants, arithmetic, constructors of TensorFlow, Keras and NumPy, and
 * what the script makes of nothing else.
 */
final class Purity {
  private static final Set<String> LIBRARIES =
      Set.of("tensorflow", "keras", "tf_keras", "numpy", "math", "functools");
  private static final Set<String> BUILTINS =
      Set.of(
          "abs",
          "bool",
          "dict",
          "enumerate",
          "float",
          "int",
          "len",
          "list",
          "max",
          "min",
          "range",
          "round",
          "set",
          "sorted",
          "str",
          "sum",
          "super",
          "tuple",
          "zip");
  private static final Set<String> METHODS =
      Set.of(
          "astype", "copy", "get", "items", "keys", "max", "mean", "min", "numpy", "reshape", "std",
          "sum", "tolist", "values");
  private static final Set<String> NOTICEABLE =
      Set.of("random", "datasets", "data", "io", "load", "save", "fromfile", "loadtxt", "utils");

  private final Names names;
  private final Set<Node> called = new HashSet<>();

  Purity(Names names) {
    this.names = names;
  }

  /** Whether a statement may be executed at another time. */
  boolean ofStatement(Node statement) {
    return switch (statement.kind()) {
      case IMPORT, IMPORT_FROM -> true;
      case FUNCTION_DEF -> ofDefinition(new FunctionDef(statement));
      case CLASS_DEF -> true;
      case DECORATED ->
          statement.children().stream()
              .allMatch(
                  child ->
                      child.is(Kind.DECORATOR) ? ofExpression(child.child(0)) : ofStatement(child));
      case ASSIGN -> {
        Assign assign = new Assign(statement);
        yield assign.targets().stream().allMatch(target -> target.is(Kind.NAME))
            && ofExpression(assign.value());
      }
      case ANNOTATED_ASSIGN ->
          statement.childCount() == 3
              && statement.child(0).is(Kind.NAME)
              && ofExpression(statement.child(2));
      default -> false;
    };
  }

  private boolean ofDefinition(FunctionDef function) {
    return function.parameters().stream()
        .allMatch(p -> p.defaultValue().map(this::ofExpression).orElse(true));
  }

  /** Whether an expression may be evaluated at another time. */
  boolean ofExpression(Node expression) {
    return switch (expression.kind()) {
      case AWAIT, YIELD, YIELD_FROM, NAMED_EXPRESSION -> false;
      case LAMBDA -> true;
      case CALL -> ofCall(new Call(expression));
      default -> expression.children().stream().allMatch(this::ofExpression);
    };
  }

  private boolean ofCall(Call call) {
    return call.arguments().stream().allMatch(a -> ofExpression(a.value()))
        && (isLibrary(call.callee()) || isMethod(call) || isOfScript(call.callee()));
  }

  private boolean isLibrary(Node callee) {
    Optional<String> name = names.qualifiedName(callee);
    if (name.isEmpty()) {
      return callee.is(Kind.NAME)
          && names.symbolOf(callee).isEmpty()
          && BUILTINS.contains(callee.text());
    }
    List<String> path = List.of(name.get().split("\\."));
    return LIBRARIES.contains(path.getFirst()) && path.stream().noneMatch(NOTICEABLE::contains);
  }

  private boolean isMethod(Call call) {
    return call.receiver().isPresent()
        && call.name().filter(this::isHarmlessMethod).isPresent()
        && ofExpression(call.receiver().get());
  }

  private boolean isHarmlessMethod(String name) {
    return METHODS.contains(name) || name.equals("__init__");
  }

  /** A function or class of the script that only makes things. */
  private boolean isOfScript(Node callee) {
    Optional<Node> definition = definition(callee);
    if (definition.isEmpty()) {
      return false;
    }
    Node node = definition.get();
    if (!called.add(node)) {
      return true;
    }
    if (node.is(Kind.FUNCTION_DEF)) {
      FunctionDef function = new FunctionDef(node);
      return function.decorators().isEmpty() && onlyMakes(function.body());
    }
    return new ClassDef(node).method("__init__").map(m -> onlyMakes(m.body())).orElse(true);
  }

  private boolean onlyMakes(Node body) {
    return body.children().stream()
        .allMatch(
            statement ->
                switch (statement.kind()) {
                  case RETURN, EXPRESSION_STATEMENT, PASS ->
                      statement.children().stream().allMatch(this::ofExpression);
                  case ASSIGN -> ofExpression(new Assign(statement).value());
                  default -> ofStatement(statement);
                });
  }

  /** The only definition, a function or a class of the script, that a name stands for. */
  Optional<Node> definition(Node callee) {
    if (!callee.is(Kind.NAME)) {
      return Optional.empty();
    }
    List<Binding> bindings = names.symbolOf(callee).map(Symbol::bindings).orElse(List.of());
    if (bindings.size() != 1) {
      return Optional.empty();
    }
    return switch (bindings.getFirst().kind()) {
      case FUNCTION, CLASS -> bindings.getFirst().name().parent();
      default -> Optional.empty();
    };
  }
}
