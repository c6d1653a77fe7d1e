package fitmend.inference.keras;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of a layer on symbolic tensors, to be done again on those that are fed. */
record LayerCall(Layer layer, Arguments arguments, List<Tensor> inputs) {

  /** Does it on other tensors in place of the inputs. */
  Value run(List<Value> fed, Execution execution) {
    Iterator<Value> next = fed.iterator();
    List<Value> positional = new ArrayList<>();
    for (Value value : arguments.positional()) {
      positional.add(replaced(value, next, execution));
    }
    Map<String, Value> keywords = new LinkedHashMap<>();
    arguments.keywords().forEach((name, v) -> keywords.put(name, replaced(v, next, execution)));
    return execution.call(layer.self(), new Arguments(positional, keywords, false));
  }

  private static Value replaced(Value value, Iterator<Value> next, Execution execution) {
    return Structures.map(
        value, leaf -> leaf instanceof Tensor && next.hasNext() ? next.next() : leaf, execution);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** One of the tensors that the call gave. */
  record Output(LayerCall call, int index) implements Origin.Replay {
    @Override
    public Value run(List<Value> inputs, Execution execution) {
      return of(call.run(inputs, execution));
    }

    /** Its tensor in what the call gave. */
    Value of(Value result) {
      return Structures.leaves(result)
          .filter(leaves -> index < leaves.size())
          .map(leaves -> leaves.get(index))
          .orElse(new Unknown("output of " + call.layer().typeName()));
    }
  }
}
