package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Statements that raise exceptions, catch them, or do something when one passes. */
final class Attempts {
  private static final Set<String> SUPPRESSING =
      Set.of("suppress", "raises", "assertRaises", "assertRaisesRegex");

  private final Interpreter run;
  private final Statements statements;

  /** The exceptions whose handlers run, the innermost first. */
  private final Deque<PythonError> handled = new ArrayDeque<>();

  Attempts(Interpreter run, Statements statements) {
    this.run = run;
    this.statements = statements;
  }

  void raise(Node node, Frame frame) {
    if (node.childCount() == 0) {
      if (handled.isEmpty()) {
        throw run.error("RuntimeError", "No active exception to reraise");
      }
      throw handled.peek();
    }
    Value value = run.expressions().evaluate(node.child(0), frame);
    run.step(node);
    throw switch (value) {
      case Reference(String path) when path.equals("builtins.SystemExit") -> new Interpreter.Exit();
      case Reference(String path)
          when path.startsWith("builtins.") && ExceptionTypes.isName(path) ->
          run.error(path.substring("builtins.".length()), "");
      case ExceptionValue exception -> run.error(exception.type(), exception.message());
      case ScriptClass type -> own(run.call(type, Arguments.NONE));
      case Instance instance -> own(instance);
      case Constant constant -> isNoException();
      case Scalar scalar -> isNoException();
      case ListValue list -> isNoException();
      case Tuple tuple -> isNoException();
      default -> run.error(null, null);
    };
  }

  private PythonError isNoException() {
    return run.error("TypeError", "exceptions must derive from BaseException");
  }

  private PythonError own(Value exception) {
    if (!(exception instanceof Instance instance)) {
      return run.error(null, null);
    }
    if (instance.base() == null && !instance.type().isOpen()) {
      return isNoException();
    }
    String message = Representation.str(instance, run).orElse(null);
    return new PythonError(instance.typeName(), message, exception, run.error(null, null).stack());
  }

  void check(Node node, Frame frame) {
    Optional<Boolean> truth = run.truth(run.expressions().evaluate(node.child(0), frame));
    if (truth.isPresent() && !truth.get()) {
      Value message =
          node.childCount() > 1
              ? run.expressions().evaluate(node.child(1), frame)
              : Constant.of("");
      throw run.error("AssertionError", Representation.str(message, run).orElse(null));
    }
    if (truth.isEmpty()) {
      run.branching().mayRaise();
    }
  }

  Jump attempt(Node node, Frame frame) {
    Jump jump;
    try {
      jump = attemptBody(node, frame);
    } catch (PythonError error) {
      Optional<Jump> end =
          node.first(Kind.FINALLY).map(part -> statements.run(part.child(0), frame));
      if (end.isPresent() && end.get().kind() != Jump.Kind.NEXT) {
        return end.get();
      }
      throw error;
    }
    Optional<Node> last = node.first(Kind.FINALLY);
    if (last.isPresent()) {
      Jump end = statements.run(last.get().child(0), frame);
      return end.kind() == Jump.Kind.NEXT ? jump : end;
    }
    return jump;
  }

  private Jump attemptBody(Node node, Frame frame) {
    List<Node> handlers = node.children().stream().filter(c -> c.is(Kind.EXCEPT)).toList();
    Branching.Region region = run.branching().enterAttempt();
    boolean isOpen = true;
    try {
      Jump jump = statements.run(node.child(0), frame);
      run.branching().leaveAttempt();
      isOpen = false;
      if (jump.kind() == Jump.Kind.NEXT && node.first(Kind.ELSE).isPresent()) {
        jump = statements.run(node.first(Kind.ELSE).get().child(0), frame);
      }
      return mayBeHandled(jump, handlers, region, frame);
    } catch (PythonError error) {
      if (isOpen) {
        run.branching().leaveAttempt();
        isOpen = false;
      }
      for (Node handler : handlers) {
        Optional<Boolean> catches = catches(handler, error, frame);
        if (catches.isEmpty()) {
          return statements.fork(() -> handle(handler, error, frame), () -> Jump.NEXT);
        }
        if (catches.get()) {
          return handle(handler, error, frame);
        }
      }
      throw error;
    } finally {
      if (isOpen) {
        run.branching().leaveAttempt();
      }
    }
  }

  /** Ways of the body that raised, or might have, may have gone on in a handler. */
  private Jump mayBeHandled(Jump jump, List<Node> handlers, Branching.Region region, Frame frame) {
    if (!region.mayHaveLeft() && region.raised().isEmpty()) {
      return jump;
    }
    List<Supplier<Jump>> ways = new ArrayList<>();
    ways.add(() -> jump);
    PythonError any = run.error(null, null);
    for (Node handler : handlers) {
      boolean mayCatch =
          region.mayHaveLeft()
              || region.raised().stream()
                  .anyMatch(error -> catches(handler, error, frame).orElse(true));
      if (mayCatch) {
        ways.add(statements.mayExit(() -> handle(handler, any, frame)));
      }
    }
    return run.branching().fork(ways);
  }

  private Optional<Boolean> catches(Node handler, PythonError error, Frame frame) {
    Optional<Node> type = handlerType(handler);
    return type.isEmpty()
        ? Optional.of(true)
        : ExceptionTypes.catches(run.expressions().evaluate(type.get(), frame), error);
  }

  private static Optional<Node> handlerType(Node handler) {
    return handler.childCount() > 1 ? Optional.of(handler.child(0)) : Optional.empty();
  }

  private Jump handle(Node handler, PythonError error, Frame frame) {
    for (int i = 1; i < handler.childCount() - 1; i++) {
      if (handler.child(i).is(Kind.NAME)) {
        frame.set(handler.child(i).text(), exception(error));
      }
    }
    handled.push(error);
    try {
      return statements.run(handler.lastChild(), frame);
    } finally {
      handled.pop();
    }
  }

  private Value exception(PythonError error) {
    if (error.exception() != null) {
      return error.exception();
    }
    return error.type() == null
        ? run.unknown("an exception")
        : new ExceptionValue(error.type(), error.getMessage());
  }

  Jump with(Node node, Frame frame) {
    List<Value> managers = new ArrayList<>();
    for (Node item : node.children()) {
      if (item.is(Kind.WITH_ITEM)) {
        Value manager = run.expressions().evaluate(item.child(0), frame);
        managers.add(manager);
        Value entered = enter(manager);
        if (item.childCount() > 1) {
          statements.assign(item.child(1), entered, frame);
        }
      }
    }
    Jump jump;
    try {
      jump = statements.run(node.lastChild(), frame);
    } catch (PythonError error) {
      if (!maySuppress(node, managers)) {
        leave(managers.stream().filter(LibraryObject.class::isInstance).toList());
        throw error;
      }
      jump = Jump.NEXT;
      Set<String> assigned = new HashSet<>();
      LocalNames.collect(node.lastChild(), assigned);
      for (String name : assigned) {
        frame.set(name, run.unknown("a block that may have ended early"));
      }
    }
    leave(managers);
    return jump;
  }

  private void leave(List<Value> managers) {
    for (Value manager : managers.reversed()) {
      if (hasExit(manager) || manager instanceof LibraryObject object && object.isManager()) {
        run.call(
            run.attribute(manager, "__exit__"),
            Arguments.of(Constant.NONE, Constant.NONE, Constant.NONE));
      }
    }
  }

  private static boolean hasExit(Value manager) {
    return manager instanceof Instance instance && instance.type().member("__exit__") != null;
  }

  /** Whether exceptions of the block may end at it. */
  private static boolean maySuppress(Node node, List<Value> managers) {
    return managers.stream().anyMatch(each -> each instanceof Unknown || hasExit(each))
        || node.children().stream()
            .filter(item -> item.is(Kind.WITH_ITEM))
            .flatMap(item -> Call.of(item.child(0)).stream())
            .flatMap(call -> call.name().stream())
            .anyMatch(SUPPRESSING::contains);
  }

  private Value enter(Value manager) {
    if (manager instanceof Instance instance && instance.type().member("__enter__") != null) {
      return run.call(run.attribute(instance, "__enter__"), Arguments.NONE);
    }
    if (manager instanceof LibraryObject object && object.isManager()) {
      return object.method("__enter__", Arguments.NONE, run);
    }
    return manager;
  }
}
