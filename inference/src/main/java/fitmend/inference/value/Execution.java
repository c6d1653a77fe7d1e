package fitmend.inference.value;

import fitmend.inference.Target;
import fitmend.python.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a model of a library asks the run for. */
public interface Execution {
  Target target();

  Journal journal();

  /** Calls anything. */
  Value call(Value callee, Arguments arguments);

  /** The names of the parameters of a function of the script; empty for anything else. */
  List<String> parameters(Value callee);

  /** Looks an attribute up; raises AttributeError. */
  Value attribute(Value receiver, String name);

  void setAttribute(Value receiver, String name, Value value);

  /** What a loop over the value meets; raises TypeError. */
  Elements elements(Value iterable);

  /** Whether the value counts as true; empty when that is not known. */
  Optional<Boolean> truth(Value value);

  /** An exception at this place, to be thrown. */
  PythonError error(String type, String message);

  /** The expression or statement that is being evaluated. */
  Node at();

  /** What stands for one that certainly cannot be told. */
  default Unknown unknown(String reason) {
    return new Unknown(reason);
  }

  /** Says that somebody unseen got hold of these and may change them. */
  void escape(List<Value> values);

  /** Whether operations build a graph now: in a traced function, or always in TensorFlow 1. */
  boolean isGraph();

  /** Does something as a traced function does it. */
  <T> T traced(Supplier<T> body);

  /** Does something on values, as a session does what the graph says. */
  <T> T computed(Supplier<T> body);

  /**
   * Does something that may happen any number of times, or never; what it raises may not happen.
   */
  void mayRepeat(Runnable round);

  /** Whether that graph is one that sessions run, not that of a traced function. */
  boolean buildsGraph();

  /** Says that operations build a graph from now on, until it is said once that they do not. */
  void buildGraph(boolean begins);

  /** A variable of the script's module; null when there is none. */
  Value global(String name);

  /** The operators of Python on any two values, as a script would write them. */
  Value binary(String operator, Value left, Value right);

  /** {@code container[index]}, as a script would write it. */
  Value subscript(Value container, Value index);
}
