package fitmend.inference.graph;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A node of a graph: does again, on the values of a run, what made the node's tensor.
 *
 * @param graph the graph that it is in
 * @param inputs the tensors of the graph that it takes
 * @param index which of several results it is; -1 when there is one
 */
record Deferred(GraphValue graph, List<Tensor> inputs, Again again, int index)
    implements Origin.Replay {

  /** The step, with what stands in for the tensors of the graph. */
  interface Again {
    Value run(UnaryOperator<Value> fed);
  }

  /** The result of a step as nodes of the graph; what is not a new tensor stays as it is. */
  static Value of(Value result, List<Value> operands, GraphValue graph, Again again) {
    List<Tensor> inputs = new ArrayList<>();
    collect(operands, inputs);
    graph.use();
    return switch (result) {
      case Tensor tensor -> node(tensor, inputs, graph, again, -1);
      case Tuple tuple -> new Tuple(nodes(tuple.elements(), inputs, graph, again));
      case ListValue list when list.isKnown() && !operands.contains(list) -> {
        list.set(nodes(list.elements(), inputs, graph, again));
        yield list;
      }
      case null, default -> result;
    };
  }

  private static List<Value> nodes(
      List<Value> results, List<Tensor> inputs, GraphValue graph, Again again) {
    List<Value> nodes = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      nodes.add(
          results.get(i) instanceof Tensor tensor
              ? node(tensor, inputs, graph, again, i)
              : results.get(i));
    }
    return nodes;
  }

  private static Tensor node(
      Tensor tensor, List<Tensor> inputs, GraphValue graph, Again again, int index) {
    boolean isNew = tensor.holder() == Holder.GRAPH && tensor.origin().replay().isEmpty();
    if (!isNew || inputs.contains(tensor)) {
      return tensor;
    }
    Origin origin = tensor.origin();
    return tensor.withOrigin(
        new Origin(
            origin.at(),
            origin.operation(),
            origin.inputs(),
            Optional.of(new Deferred(graph, inputs, again, index))));
  }

  private static void collect(List<Value> values, List<Tensor> tensors) {
    for (Value value : values) {
      switch (value) {
        case Tensor tensor when tensor.holder() != Holder.NUMPY -> tensors.add(tensor);
        case Tuple tuple -> collect(tuple.elements(), tensors);
        case ListValue list when list.isKnown() -> collect(list.elements(), tensors);
        case DictValue dictionary when dictionary.isKnown() ->
            collect(dictionary.keys().stream().map(dictionary::get).toList(), tensors);
        case null, default -> {}
      }
    }
  }

  /** The arguments of a call with what stands in for the tensors. */
  static Arguments fed(Arguments arguments, UnaryOperator<Value> fed) {
    Map<String, Value> keywords = new LinkedHashMap<>();
    arguments.keywords().forEach((name, value) -> keywords.put(name, fed.apply(value)));
    return new Arguments(
        arguments.positional().stream().map(fed).toList(), keywords, arguments.isOpen());
  }

  @Override
  public Value run(List<Value> values, Execution execution) {
    Map<Tensor, Value> known = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      known.put(inputs.get(i), values.get(i));
    }
    Value result;
    try {
      result = execution.computed(() -> again.run(value -> fed(value, known, execution)));
    } catch (PythonError error) {
      if (!error.type().equals("InvalidArgumentError")
          && !error.type().equals("UnimplementedError")) {
        return execution.unknown("a step that fails when the graph runs");
      }
      throw Messages.whenRun(error, execution);
    }
    return switch (result) {
      case Tuple tuple when index >= 0 -> element(tuple.elements(), execution);
      case ListValue list when index >= 0 && list.isKnown() -> element(list.elements(), execution);
      default -> result;
    };
  }

  private Value element(List<Value> elements, Execution execution) {
    return index < elements.size() ? elements.get(index) : execution.unknown("an output");
  }

  private static Value fed(Value value, Map<Tensor, Value> known, Execution execution) {
    return switch (value) {
      case Tensor tensor -> known.getOrDefault(tensor, tensor);
      case Tuple tuple ->
          new Tuple(tuple.elements().stream().map(e -> fed(e, known, execution)).toList());
      case ListValue list when list.isKnown() ->
          new ListValue(
              execution.journal(),
              list.elements().stream().map(e -> fed(e, known, execution)).toList());
      case DictValue dictionary when dictionary.isKnown() -> {
        DictValue copy = new DictValue(execution.journal());
        for (Value key : dictionary.keys()) {
          copy.put(key, fed(dictionary.get(key), known, execution));
        }
        yield copy;
      }
      case null, default -> value;
    };
  }
}
