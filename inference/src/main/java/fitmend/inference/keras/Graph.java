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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The calls of layers that lead from the inputs of a functional model to its outputs. */
final class Graph {
  private final List<Tensor> inputs;
  private final Set<Object> seen = identitySet();

  /** Inputs, calls, and what other steps give: each before what it was made from. */
  private final List<Object> preorder = new ArrayList<>();

  /** The same, each behind what it was made from. */
  private final List<Object> postorder = new ArrayList<>();

  private boolean isDisconnected;
  private final List<Tensor> loose = new ArrayList<>();
  private boolean hasOtherSteps;

  private Graph(List<Tensor> inputs) {
    this.inputs = inputs;
  }

  static Graph of(List<Tensor> inputs, List<Tensor> outputs) {
    Graph graph = new Graph(inputs);
    outputs.forEach(graph::visit);
    return graph;
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void visit(Tensor tensor) {
    Object step = step(tensor);
    if (!seen.add(step)) {
      return;
    }
    preorder.add(step);
    if (!isInput(tensor)) {
      Origin origin = tensor.origin();
      if (origin == null || origin.replay().isEmpty()) {
        isDisconnected |= tensor.holder().isDeferred();
        loose.add(tensor);
      } else {
        hasOtherSteps |= step == tensor;
        origin.inputs().forEach(this::visit);
      }
    }
    postorder.add(step);
  }

  /** The call that gave a tensor; itself for an input and where there was no call. */
  private Object step(Tensor tensor) {
    return !isInput(tensor)
            && tensor.origin() != null
            && tensor.origin().replay().orElse(null) instanceof LayerCall.Output output
        ? output.call()
        : tensor;
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
    List<LayerCall> calls = new ArrayList<>();
    for (Object step : postorder) {
      if (step instanceof LayerCall call) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** The layers, the farthest from the outputs first; empty when there are steps of other kinds. */
  Optional<List<Value>> layers(Naming naming) {
    if (isDisconnected
        || hasOtherSteps && !naming.isKeras3()
        || calls().stream().anyMatch(call -> call.layer() instanceof Backbone)) {
      return Optional.empty();
    }
    List<Value> layers = new ArrayList<>();
    for (Object each : sorted(naming)) {
      if (each instanceof Layer layer) {
        layers.add(layer.self());
      } else if (isInput((Tensor) each)) {
        return Optional.empty();
      }
    }
    return Optional.of(layers);
  }

  /**
   * The layers, and what other steps give, the farthest from the outputs first ({@code map_graph}
   * of Keras).
   */
  List<Object> sorted(Naming naming) {
    Map<Object, Integer> depths = new IdentityHashMap<>();
    Map<Object, Integer> deepest = new IdentityHashMap<>();
    for (Object step : postorder.reversed()) {
      Object owner = owner(step, naming);
      int depth = Math.max(depths.getOrDefault(step, 0), deepest.getOrDefault(owner, 0));
      deepest.put(owner, depth);
      for (Tensor from : isEntry(step) ? List.<Tensor>of() : sources(step)) {
        depths.merge(step(from), depth + 1, Math::max);
      }
    }
    List<Object> sorted = new ArrayList<>();
    for (Tensor input : inputs) {
      if (!seen.contains(input)) {
        deepest.put(owner(input, naming), 0);
        sorted.add(owner(input, naming));
      }
    }
    Set<Object> taken = identitySet();
    for (Object step : preorder) {
      Object owner = owner(step, naming);
      if (taken.add(owner)) {
        sorted.add(owner);
      }
    }
    sorted.sort((one, other) -> deepest.get(other) - deepest.get(one));
    return sorted;
  }

  private boolean isEntry(Object step) {
    return step instanceof Tensor tensor && isInput(tensor);
  }

  private static List<Tensor> sources(Object step) {
    return switch (step) {
      case LayerCall call -> call.inputs();
      case Tensor tensor when tensor.origin() != null && tensor.origin().replay().isPresent() ->
          tensor.origin().inputs();
      default -> List.of();
    };
  }

  /** The layer that a step belongs to, if there is one. */
  private Object owner(Object step, Naming naming) {
    Layer layer = step instanceof LayerCall call ? call.layer() : naming.inputLayer((Tensor) step);
    return layer == null ? step : layer;
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
