package fitmend.inference.keras;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls of layers that lead from the inputs of a functional model to its outputs. */
final class Graph {
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final Map<Tensor, Boolean> seen = new IdentityHashMap<>();
  private final Map<LayerCall, Integer> depths = new IdentityHashMap<>();
  private final Set<LayerCall> preorder = new LinkedHashSet<>();
  private final Set<LayerCall> calls = new LinkedHashSet<>();
  private boolean isDisconnected;
  private final List<Tensor> loose = new ArrayList<>();
  private boolean hasOtherSteps;

  private Graph(List<Tensor> inputs, List<Tensor> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  static Graph of(List<Tensor> inputs, List<Tensor> outputs) {
    Graph graph = new Graph(inputs, outputs);
    outputs.forEach(graph::visit);
    return graph;
  }

  private void visit(Tensor tensor) {
    if (isInput(tensor) || seen.put(tensor, true) != null) {
      return;
    }
    Origin origin = tensor.origin();
    if (origin == null || origin.replay().isEmpty()) {
      isDisconnected |= tensor.holder().isDeferred();
      loose.add(tensor);
      return;
    }
    LayerCall call =
        origin.replay().get() instanceof LayerCall.Output output ? output.call() : null;
    hasOtherSteps |= call == null;
    if (call != null) {
      preorder.add(call);
    }
    origin.inputs().forEach(this::visit);
    if (call != null) {
      calls.add(call);
    }
  }

  private boolean isInput(Tensor tensor) {
    for (Tensor input : inputs) {
      if (input == tensor) {
        return true;
      }
    }
    return false;
  }

  /** Whether an output needs an input that is not one of the model's. */
  boolean isDisconnected() {
    return isDisconnected;
  }

  /** Whether an output needs an {@code Input} that is not one of the model's. */
  boolean needsInput(Naming naming) {
    return loose.stream().anyMatch(tensor -> naming.inputLayer(tensor) != null);
  }

  /** The calls, each behind those whose results it takes. */
  List<LayerCall> calls() {
    return List.copyOf(calls);
  }

  /** The layers, the farthest from the outputs first; empty when there are steps of other kinds. */
  Optional<List<Value>> layers(Naming naming) {
    if (hasOtherSteps
        || isDisconnected
        || calls().stream().anyMatch(call -> call.layer() instanceof Backbone)) {
      return Optional.empty();
    }
    for (LayerCall call : calls().reversed()) {
      depths.putIfAbsent(call, 0);
      for (Tensor input : call.inputs()) {
        if (!isInput(input)
            && input.origin().replay().orElse(null) instanceof LayerCall.Output output) {
          depths.merge(output.call(), depths.get(call) + 1, Math::max);
        }
      }
    }
    Map<Layer, Integer> deepest = new LinkedHashMap<>();
    for (LayerCall call : preorder) {
      deepest.merge(call.layer(), depths.get(call), Math::max);
    }
    List<Layer> sorted = new ArrayList<>(deepest.keySet());
    sorted.sort((one, other) -> deepest.get(other) - deepest.get(one));
    List<Value> all = new ArrayList<>();
    if (inputs.size() != 1) {
      return Optional.empty();
    }
    Layer first = naming.inputLayer(inputs.getFirst());
    if (first == null) {
      return Optional.empty();
    }
    all.add(first);
    sorted.forEach(layer -> all.add(layer.self()));
    return Optional.of(all);
  }

  /** The outputs for other inputs. */
  Value run(List<Value> fed, Value structure, Execution execution) {
    Map<Tensor, Value> known = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      known.put(inputs.get(i), fed.get(i));
    }
    Map<LayerCall, Value> done = new IdentityHashMap<>();
    return Structures.map(
        structure,
        leaf -> leaf instanceof Tensor tensor ? value(tensor, known, done, execution) : leaf,
        execution);
  }

  /** Keras takes a single output out of its list. */
  static Value unpacked(Value outputs) {
    return switch (outputs) {
      case ListValue list when list.isKnown() && list.elements().size() == 1 ->
          list.elements().getFirst();
      case Tuple tuple when tuple.elements().size() == 1 -> tuple.elements().getFirst();
      default -> outputs;
    };
  }

  private static Value value(
      Tensor tensor, Map<Tensor, Value> known, Map<LayerCall, Value> done, Execution execution) {
    Value before = known.get(tensor);
    if (before != null) {
      return before;
    }
    Origin origin = tensor.origin();
    if (origin == null || origin.replay().isEmpty()) {
      return tensor.holder().isDeferred() ? execution.unknown("another input") : tensor;
    }
    List<Value> inputs = new ArrayList<>();
    for (Tensor input : origin.inputs()) {
      inputs.add(value(input, known, done, execution));
    }
    Value result;
    if (origin.replay().get() instanceof LayerCall.Output output) {
      if (!done.containsKey(output.call())) {
        done.put(output.call(), output.call().run(inputs, execution));
      }
      result = output.of(done.get(output.call()));
    } else {
      result =
          inputs.stream().anyMatch(Unknown.class::isInstance)
              ? execution.unknown("an input")
              : origin.replay().get().run(inputs, execution);
    }
    known.put(tensor, result);
    return result;
  }
}
