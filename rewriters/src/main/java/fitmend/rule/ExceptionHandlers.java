package fitmend.rule;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a script goes on after an exception: in {@code except}, or behind {@code with suppress(…)},
 * here or in a function that may lead here.
 */
final class ExceptionHandlers {
  private static final Set<String> BASES = Set.of("OpError", "Exception", "BaseException");
  private static final Set<String> SUPPRESSORS =
      Set.of("suppress", "raises", "assertRaises", "assertRaisesRegex");
  private static final Set<String> EXITS = Set.of("exit", "quit", "sys.exit", "os._exit");

  private static final Set<String> REPORTS =
      Set.of("print", "print_exc", "exception", "critical", "error", "warning", "info", "debug");

  private static final Set<Kind> INERT =
      Set.of(
          Kind.IMPORT,
          Kind.IMPORT_FROM,
          Kind.FUNCTION_DEF,
          Kind.DECORATED,
          Kind.CLASS_DEF,
          Kind.ASSIGN,
          Kind.ANNOTATED_ASSIGN);

  /** Methods of Keras that call what the script defines: losses, layers, steps. */
  private static final Set<String> TRAINING =
      Set.of("fit", "fit_generator", "evaluate", "predict", "train_on_batch", "test_on_batch");

  private final Node root;
  private final Names names;

  ExceptionHandlers(Node root, Names names) {
    this.root = root;
    this.names = names;
  }

  /** Whether an exception of one of these classes, raised there, may be caught. */
  boolean mayCatch(Node at, Set<String> exceptions) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(at));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (isGuarded(node, exceptions)) {
        return true;
      }
      node.enclosing(Kind.FUNCTION_DEF).filter(seen::add).ifPresent(f -> open.addAll(callsOf(f)));
    }
    return false;
  }

  private boolean isGuarded(Node at, Set<String> exceptions) {
    for (Optional<Node> around = at.parent(); around.isPresent(); around = around.get().parent()) {
      Node statement = around.get();
      boolean isCaught =
          switch (statement.kind()) {
            case TRY ->
                statement.child(0).contains(at)
                    && statement.children().stream()
                        .anyMatch(part -> part.is(Kind.EXCEPT) && goesOn(part, exceptions));
            case WITH ->
                statement.lastChild().contains(at)
                    && statement.children().stream()
                        .anyMatch(part -> part.is(Kind.WITH_ITEM) && suppresses(part, exceptions));
            default -> false;
          };
      if (isCaught) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a handler takes the exception, and neither raises one in turn nor ends the script, be
   * it that nothing comes after it but the end.
   */
  private boolean goesOn(Node handler, Set<String> exceptions) {
    Node last = handler.lastChild().lastChild();
    boolean isEnd =
        last.is(Kind.RAISE)
            || last.is(Kind.EXPRESSION_STATEMENT)
                && Call.of(last.child(0))
                    .filter(c -> EXITS.contains(c.callee().text()))
                    .isPresent();
    return !isEnd
        && !(onlyReports(handler) && isWholeRun(handler.parent().orElseThrow()))
        && (handler.childCount() == 1 || includes(handler.child(0), exceptions));
  }

  private static boolean onlyReports(Node handler) {
    return handler.lastChild().children().stream()
        .allMatch(
            statement ->
                statement.is(Kind.EXPRESSION_STATEMENT)
                    && Call.of(statement.child(0))
                        .flatMap(Call::name)
                        .filter(REPORTS::contains)
                        .isPresent());
  }

  /** Whether the script does nothing beside the statement: all else of it only gives names. */
  private static boolean isWholeRun(Node statement) {
    Node block = statement.parent().orElseThrow();
    boolean isAlone =
        block.children().stream().allMatch(other -> other.equals(statement) || isInert(other));
    return isAlone
        && (block.is(Kind.MODULE)
            || block
                .parent()
                .filter(around -> around.is(Kind.IF) && isWholeRun(around))
                .isPresent());
  }

  private static boolean isInert(Node statement) {
    return INERT.contains(statement.kind())
        || statement.is(Kind.EXPRESSION_STATEMENT) && Call.of(statement.child(0)).isEmpty();
  }

  private boolean suppresses(Node item, Set<String> exceptions) {
    return Call.of(item.child(0).unparenthesized())
        .filter(call -> call.name().filter(SUPPRESSORS::contains).isPresent())
        .filter(
            call ->
                call.arguments().stream()
                    .filter(Argument::isPositional)
                    .map(Argument::value)
                    .anyMatch(type -> includes(type, exceptions)))
        .isPresent();
  }

  /** Whether one of the classes is meant, or may be. */
  private boolean includes(Node type, Set<String> exceptions) {
    Node plain = type.unparenthesized();
    if (plain.is(Kind.TUPLE)) {
      return plain.children().stream().anyMatch(part -> includes(part, exceptions));
    }
    boolean isBuiltin = plain.is(Kind.NAME) && names.symbolOf(plain).isEmpty();
    Optional<String> path = isBuiltin ? Optional.of(plain.text()) : names.qualifiedName(plain);
    if (path.isPresent()) {
      String name = path.get().substring(path.get().lastIndexOf('.') + 1);
      return exceptions.contains(name) || BASES.contains(name);
    }
    return names.onlyBinding(plain).filter(b -> b.kind() == Binding.Kind.CLASS).isEmpty();
  }

  // Ways to a function.

  /** The calls that may execute the function, whatever leads there: a name, an object, Keras. */
  private List<Node> callsOf(Node function) {
    String name = function.first(Kind.NAME).orElseThrow().text();
    boolean isImplicit = isCalledByOthers(function, name);
    return root.all(Kind.CALL).stream()
        .filter(
            node -> {
              Call call = new Call(node);
              return call.name().filter(name::equals).isPresent()
                  || isImplicit && mayCallObjects(call);
            })
        .toList();
  }

  private boolean isCalledByOthers(Node function, String name) {
    boolean isMethod = function.enclosing(Kind.CLASS_DEF).isPresent();
    boolean isHook =
        isMethod && (name.startsWith("__") || name.equals("call") || name.endsWith("_step"));
    Stream<Node> uses =
        names.symbolOf(function.first(Kind.NAME).orElseThrow()).stream()
            .flatMap(symbol -> symbol.uses().stream());
    return isHook
        || uses.anyMatch(
            use ->
                Call.of(use.parent().orElseThrow()).filter(c -> c.callee().equals(use)).isEmpty());
  }

  /** Whether an object of the script may be what is called: a model, a layer, a class. */
  private boolean mayCallObjects(Call call) {
    Node callee = call.callee().unparenthesized();
    if (callee.is(Kind.NAME)) {
      return names.symbolOf(callee).isPresent()
          && names.qualifiedName(callee).isEmpty()
          && names
              .onlyBinding(callee)
              .filter(binding -> binding.kind() == Binding.Kind.FUNCTION)
              .isEmpty();
    }
    return call.name().filter(TRAINING::contains).isPresent()
        || call.receiver().filter(receiver -> receiver.text().equals("self")).isPresent()
        || callee.is(Kind.CALL);
  }
}
