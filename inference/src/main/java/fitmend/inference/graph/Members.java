package fitmend.inference.graph;

import fitmend.inference.library.Library;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;

/** What tensors and variables of graphs have more than others. */
final class Members {
  private static final Signature EVAL = Signature.of("eval", "feed_dict=None, session=None");
  private static final Signature EVAL_VARIABLE = Signature.of("eval", "session=None");

  private final Library tensorflow;
  private final Graphs graphs;
  private final Execution execution;

  Members(Library tensorflow, Graphs graphs, Execution execution) {
    this.tensorflow = tensorflow;
    this.graphs = graphs;
    this.execution = execution;
  }

  /** The attribute; null when it is not one of these. */
  static Value attribute(Tensor tensor, String name, Graphs graphs, Execution execution) {
    Node node = Node.of(tensor).orElse(null);
    if (node == null) {
      return null;
    }
    return switch (name) {
      case "name" -> node.name() == null ? null : Constant.of(node.name() + ":0");
      case "initializer" ->
          node instanceof Node.Variable variable
              ? initializer(graphs, variable.graph(), List.of(tensor), execution)
              : null;
      case "initial_value" ->
          node instanceof Node.Variable variable && variable.initial() != null
              ? variable.initial()
              : null;
      default -> null;
    };
  }

  /** The operation that gives variables their first values. */
  static Operation initializer(
      Graphs graphs, GraphValue graph, List<Tensor> variables, Execution execution) {
    List<Value> parts =
        variables.stream()
            .map(Node::variable)
            .filter(variable -> variable != null && variable.initial() != null)
            .<Value>map(Node.Variable::initial)
            .toList();
    return new Operation(graphs, graph, parts, List.of(), variables, execution);
  }

  /** The result of a method; null when it is not one of these. */
  Value method(Tensor tensor, String name, Arguments arguments) {
    boolean isVariable = Node.variable(tensor) != null;
    if (tensor.holder() != Holder.GRAPH && !isVariable || arguments.isOpen()) {
      return null;
    }
    return switch (name) {
      case "eval" -> eval(tensor, (isVariable ? EVAL_VARIABLE : EVAL).bind(arguments, execution));
      case "assign", "assign_add", "assign_sub" ->
          isVariable ? assigned(tensor, name, arguments) : null;
      case "initialized_value" ->
          isVariable && Node.variable(tensor).initial() != null
              ? Node.variable(tensor).initial()
              : null;
      case "load" -> {
        if (graphs.session() instanceof Session session) {
          session.initialize(tensor);
        }
        yield isVariable ? Constant.NONE : null;
      }
      default -> null;
    };
  }

  private Value eval(Tensor tensor, Signature.Bound given) {
    Value session = Evaluations.in(given.get("session"), graphs, "eval", execution);
    Value feeds = given.values().getOrDefault("feed_dict", Constant.NONE);
    return session instanceof Session open
        ? open.run(tensor, feeds, execution)
        : execution.unknown("a session");
  }

  private Value assigned(Tensor variable, String name, Arguments arguments) {
    Value result = tensorflow.method(variable, name, arguments, execution);
    Value given = arguments.all().isEmpty() ? null : arguments.all().getFirst();
    Value value =
        given == null
            ? null
            : new Operands(tensorflow, graphs.current(), execution).tensor(given, variable.type());
    if (!(result instanceof Tensor made) || !(value instanceof Tensor input)) {
      return execution.unknown("what is assigned");
    }
    Tensor plain =
        new Tensor(
            Holder.GRAPH,
            made.type(),
            made.shape(),
            Origin.of(execution.at(), "tensorflow.assign", List.of(input)));
    return new Node.Assigned(graphs.current(), variable, input, name.equals("assign")).on(plain);
  }
}
