package fitmend.inference.tensorflow;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Operations on symbolic tensors of Keras: what they give can be computed again at the shapes that
 * are fed to the model.
 */
final class Replayed {
  private Replayed() {}

  /**
   * The result, which knows how it is made again.
   *
   * @param again does the operation with other arguments
   */
  static Value of(
      Value result,
      Arguments arguments,
      BiFunction<Arguments, Execution, Value> again,
      Execution execution) {
    List<Tensor> symbolic = symbolic(arguments);
    if (symbolic.isEmpty() || result == null) {
      return result;
    }
    List<Value> leaves = Structures.leaves(result).orElse(List.of());
    return Structures.map(
        result,
        leaf -> {
          if (!(leaf instanceof Tensor tensor) || tensor.holder() != Holder.KERAS) {
            return leaf;
          }
          int place = place(leaves, leaf);
          Origin.Replay replay =
              (inputs, run) -> {
                Value made = again.apply(replaced(arguments, symbolic, inputs, run), run);
                List<Value> all = Structures.leaves(made).orElse(List.of());
                return all.size() == leaves.size() ? all.get(place) : run.unknown("a part");
              };
          return new Tensor(
                  Holder.KERAS,
                  tensor.type(),
                  tensor.shape(),
                  new Origin(
                      execution.at(), tensor.origin().operation(), symbolic, Optional.of(replay)))
              .withLabels(tensor.labels());
        },
        execution);
  }

  private static int place(List<Value> leaves, Value leaf) {
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i) == leaf) {
        return i;
      }
    }
    return 0;
  }

  /** The symbolic tensors among the arguments, each once. */
  private static List<Tensor> symbolic(Arguments arguments) {
    Map<Tensor, Boolean> found = new IdentityHashMap<>();
    List<Tensor> all = new ArrayList<>();
    for (Value argument : arguments.all()) {
      if (argument instanceof ListValue list && !list.isKnown()) {
        continue;
      }
      for (Tensor tensor : Structures.tensors(argument)) {
        if (tensor.holder() == Holder.KERAS && found.put(tensor, true) == null) {
          all.add(tensor);
        }
      }
    }
    return all;
  }

  private static Arguments replaced(
      Arguments arguments, List<Tensor> symbolic, List<Value> inputs, Execution execution) {
    Map<Value, Value> fed = new IdentityHashMap<>();
    for (int i = 0; i < symbolic.size(); i++) {
      fed.put(symbolic.get(i), inputs.get(i));
    }
    List<Value> positional = new ArrayList<>();
    for (Value argument : arguments.positional()) {
      positional.add(Structures.map(argument, leaf -> fed.getOrDefault(leaf, leaf), execution));
    }
    Map<String, Value> keywords = new LinkedHashMap<>();
    arguments
        .keywords()
        .forEach(
            (name, argument) ->
                keywords.put(
                    name,
                    Structures.map(argument, leaf -> fed.getOrDefault(leaf, leaf), execution)));
    return new Arguments(positional, keywords, arguments.isOpen());
  }
}
