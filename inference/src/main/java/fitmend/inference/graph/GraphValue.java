package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code tf.Graph}: its variables, its placeholders, and the scopes that are open in it. */
final class GraphValue extends LibraryObject {
  private static final String VARIABLES = "variables of the graph";
  private static final String PLACEHOLDERS = "placeholders of the graph";

  private static final String LOCALS = "local variables of the graph";
  private static final String MORE = "more variables";
  private static final String USED = "used";

  private final Graphs graphs;

  GraphValue(Graphs graphs, Execution execution) {
    super("tensorflow.Graph", execution);
    this.graphs = graphs;
  }

  // Variables and placeholders, in the order in which they were made.

  List<Tensor> variables() {
    return tensors(VARIABLES);
  }

  void addVariable(Tensor variable) {
    add(VARIABLES, variable);
  }

  /** Whether these are all, as far as can be seen. */
  boolean hasAllVariables() {
    return !slots().has(MORE);
  }

  /** Something that is not followed may have made variables. */
  void mayHaveMore() {
    slots().put(MORE, Constant.TRUE);
  }

  /** Variables that {@code local_variables_initializer} gives their values. */
  List<Tensor> locals() {
    return tensors(LOCALS);
  }

  void addLocal(Tensor variable) {
    add(LOCALS, variable);
  }

  void addPlaceholder(Tensor placeholder) {
    add(PLACEHOLDERS, placeholder);
  }

  /** The placeholder or variable whose operation has that name. */
  Optional<Tensor> named(String name) {
    List<Tensor> all = new ArrayList<>(tensors(PLACEHOLDERS));
    all.addAll(tensors(VARIABLES));
    return all.stream().filter(each -> name.equals(Node.of(each).orElseThrow().name())).findFirst();
  }

  private List<Tensor> tensors(String key) {
    return slots().get(key) instanceof Tuple tuple
        ? tuple.elements().stream()
            .filter(Tensor.class::isInstance)
            .map(Tensor.class::cast)
            .filter(tensor -> Node.of(tensor).isPresent())
            .toList()
        : List.of();
  }

  /** Whether anything was certainly added to it. */
  boolean isUsed() {
    return slots().has(USED);
  }

  void use() {
    slots().put(USED, Constant.TRUE);
  }

  private void add(String key, Tensor tensor) {
    List<Value> all = new ArrayList<>(tensors(key));
    all.add(tensor);
    use();
    slots().put(key, new Tuple(all));
  }

  /** What is remembered under a name of our own; null when there is nothing. */
  Value get(String key) {
    return slots().get(key);
  }

  void put(String key, Value value) {
    slots().put(key, value);
  }

  /** The names of our own that begin so. */
  List<String> keys(String start) {
    return slots().keys().stream().map(Object::toString).filter(k -> k.startsWith(start)).toList();
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "as_default", "finalize", "__enter__", "__exit__" -> true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "as_default" -> new Entered(this, graphs, execution);
      case "finalize" -> Constant.NONE;
      default -> execution.unknown(name + " of a graph");
    };
  }

  /** {@code with graph.as_default()}. */
  private static final class Entered extends LibraryObject {
    private final GraphValue graph;
    private final Graphs graphs;

    Entered(GraphValue graph, Graphs graphs, Execution execution) {
      super("tensorflow.Graph.as_default", execution);
      this.graph = graph;
      this.graphs = graphs;
    }

    @Override
    protected boolean hasMethod(String name) {
      return name.equals("__enter__") || name.equals("__exit__");
    }

    @Override
    public Value method(String name, Arguments arguments, Execution execution) {
      boolean enters = name.equals("__enter__");
      execution.buildGraph(enters);
      if (enters) {
        graphs.enter(graph);
      } else {
        graphs.leave();
      }
      return enters ? graph : Constant.NONE;
    }
  }
}
