package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run leaves out: functions that nobody calls, or that others may call as well, are run with
 * arguments of which nothing is known.
 */
final class Exploration {
  /** Objects of one class are looked at up to so many. */
  private static final int MOST_OBJECTS = 4;

  private static final Set<String> OF_VALUES = Set.of("shape", "ndim", "dtype", "rank", "size");

  private final Interpreter run;
  private final Map<Node, Function> functions = new LinkedHashMap<>();
  private final Map<ScriptClass, List<Instance>> objects = new HashMap<>();
  private final Set<Node> called = new HashSet<>();
  private final Set<Node> escaped = new HashSet<>();
  private final Set<Node> supposed = new HashSet<>();
  private boolean isWanted;

  Exploration(Interpreter run) {
    this.run = run;
  }

  /**
   * Goes the way that a condition rules out, once, if another setting would open it: not if the
   * condition asks what a value is, since the code behind it is for other values.
   */
  void suppose(Node test, Node block, Runnable way) {
    if (isWanted && isSetting(test) && supposed.add(block)) {
      run.supposing(way);
    }
  }

  private static boolean isSetting(Node test) {
    return switch (test.kind()) {
      case CALL -> false;
      case ATTRIBUTE -> !OF_VALUES.contains(test.child(1).text()) && isSetting(test.child(0));
      default -> {
        for (Node part : test.children()) {
          if (!isSetting(part)) {
            yield false;
          }
        }
        yield true;
      }
    };
  }

  /** From now on ways that the run does not take are looked at as well. */
  void want() {
    isWanted = true;
  }

  void defined(Function function) {
    functions.put(function.definition(), function);
  }

  void made(Instance object) {
    List<Instance> all = objects.computeIfAbsent(object.type(), type -> new ArrayList<>());
    if (all.size() < MOST_OBJECTS) {
      all.add(object);
    }
  }

  void called(Function function) {
    called.add(function.definition());
  }

  /** Somebody who is not seen may call it. */
  void escaped(Value value) {
    switch (value) {
      case ScriptFunction function when function.definition() != null ->
          escaped.add(function.definition());
      case Instance object -> escaped(object.type());
      case ScriptClass type -> {
        for (ScriptClass each : type.lineage()) {
          each.functions().forEach(method -> escaped.add(method.definition()));
        }
      }
      default -> {}
    }
  }

  /** Runs them all; those that they define as well. */
  void run() {
    Set<Node> done = new HashSet<>();
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      for (Function function : List.copyOf(functions.values())) {
        Node definition = function.definition();
        boolean isOpen = !called.contains(definition) || escaped.contains(definition);
        if (isOpen && done.add(definition)) {
          explore(function);
          goesOn = true;
        }
      }
    }
  }

  private void explore(Function function) {
    if (function.owner() == null || function.definition().is(Kind.LAMBDA) || isStatic(function)) {
      call(function, List.of());
      return;
    }
    for (Value receiver : receivers(function.owner())) {
      boolean isLayer = receiver instanceof Instance object && object.base() != null;
      call(
          function,
          isLayer && function.name().equals("call")
              ? List.of(receiver, anyInput())
              : List.of(receiver));
    }
  }

  private static boolean isStatic(Function function) {
    return new FunctionDef(function.definition())
        .decorators().stream().anyMatch(decorator -> decorator.text().equals("staticmethod"));
  }

  /** The objects of a class that were seen, or one made with unknown arguments. */
  private List<? extends Value> receivers(ScriptClass type) {
    List<Instance> seen = objects.getOrDefault(type, List.of());
    if (!seen.isEmpty()) {
      return List.copyOf(seen);
    }
    try {
      return List.of(run.classes().make(type, open(List.of())));
    } catch (PythonError | Interpreter.Exit without) {
      return List.of(run.unknown("an object of " + type.name()));
    }
  }

  /** What Keras hands to {@code call}. */
  private Tensor anyInput() {
    return new Tensor(
        Tensor.Holder.KERAS,
        DataType.UNKNOWN,
        Shape.UNKNOWN,
        Origin.of(run.at(), "call", List.of()));
  }

  private void call(Function function, List<Value> positional) {
    try {
      Value result = run.objects().callFunction(function, open(positional));
      if (result instanceof fitmend.inference.value.IteratorValue) {
        run.elements(result);
      }
    } catch (PythonError | Interpreter.Exit ended) {
      // What can be known up to there is known.
    }
  }

  private static Arguments open(List<Value> positional) {
    return new Arguments(positional, Map.of(), true);
  }
}
