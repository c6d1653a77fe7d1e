package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/** An operation that gives no tensor: an initializer, a training step, a group of others. */
final class Operation extends LibraryObject {
  private static final Signature RUN = Signature.of("run", "feed_dict=None, session=None");

  private final Graphs graphs;
  private final GraphValue graph;
  private final List<Value> parts;
  private final List<Tensor> needed;
  private final List<Tensor> initialized;

  /**
   * @param parts the tensors and operations that are run with it
   * @param needed the variables that must have a value
   * @param initialized the variables that it gives their first values
   */
  Operation(
      Graphs graphs,
      GraphValue graph,
      List<Value> parts,
      List<Tensor> needed,
      List<Tensor> initialized,
      Execution execution) {
    super("tensorflow.Operation", execution);
    this.graphs = graphs;
    this.graph = graph;
    this.parts = parts;
    this.needed = needed;
    this.initialized = initialized;
    graph.use();
  }

  GraphValue graph() {
    return graph;
  }

  List<Value> parts() {
    return parts;
  }

  List<Tensor> needed() {
    return needed;
  }

  List<Tensor> initialized() {
    return initialized;
  }

  @Override
  public Value call(Arguments arguments, Execution execution) {
    throw execution.error("TypeError", "'Operation' object is not callable");
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("run");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    Signature.Bound given = RUN.bind(arguments, execution);
    return Evaluations.in(given.get("session"), graphs, "run", execution) instanceof Session session
        ? session.run(this, given.get("feed_dict"), execution) == null ? null : Constant.NONE
        : execution.unknown("a session");
  }
}
