package fitmend.inference.tensor;

import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Nested tuples, lists and dictionaries of tensors, as functions and data sets take and give them.
 */
public final class Structures {
  private static final int MOST_LEAVES = 1 << 17;

  private Structures() {}

  /** The values at the leaves, in order; empty when a container is not known. */
  public static Optional<List<Value>> leaves(Value value) {
    List<Value> leaves = new ArrayList<>();
    return collect(value, leaves) ? Optional.of(leaves) : Optional.empty();
  }

  private static boolean collect(Value value, List<Value> leaves) {
    return switch (value) {
      case Tuple tuple -> collectAll(tuple.elements(), leaves);
      case ListValue list -> list.isKnown() && collectAll(list.elements(), leaves);
      case DictValue dict ->
          dict.isKnown() && dict.keys().stream().allMatch(key -> collect(dict.get(key), leaves));
      default -> leaves.size() < MOST_LEAVES && leaves.add(value);
    };
  }

  private static boolean collectAll(List<Value> values, List<Value> leaves) {
    for (Value value : values) {
      if (!collect(value, leaves)) {
        return false;
      }
    }
    return true;
  }

  /** The same with other leaves. */
  public static Value map(Value value, Function<Value, Value> change, Execution execution) {
    return switch (value) {
      case Tuple tuple ->
          new Tuple(tuple.elements().stream().map(e -> map(e, change, execution)).toList());
      case ListValue list when list.isKnown() ->
          new ListValue(
              execution.journal(),
              list.elements().stream().map(e -> map(e, change, execution)).toList());
      case DictValue dict when dict.isKnown() -> {
        DictValue mapped = new DictValue(execution.journal());
        dict.keys().forEach(key -> mapped.put(key, map(dict.get(key), change, execution)));
        yield mapped;
      }
      default -> change.apply(value);
    };
  }

  /** The tensors among the leaves. */
  public static List<Tensor> tensors(Value value) {
    if (value instanceof Tensor tensor) {
      return List.of(tensor);
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Value leaf : leaves(value).orElse(List.of())) {
      if (leaf instanceof Tensor tensor) {
        tensors.add(tensor);
      }
    }
    return tensors;
  }
}
