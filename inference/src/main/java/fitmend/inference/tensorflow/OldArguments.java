package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that arguments had before: {@code reduction_indices} is {@code axis} ({@code
 * tensorflow.python.util.deprecation.deprecated_argument_lookup}).
 */
final class OldArguments {
  private OldArguments() {}

  /** The arguments under their present names. */
  static Signature.Bound renamed(Signature.Bound given, Execution execution) {
    Signature.Bound renamed = given;
    for (String name : given.values().keySet()) {
      String present = present(name);
      if (present != null && given.isGiven(name) && given.values().containsKey(present)) {
        renamed = moved(renamed, name, present, execution);
      }
    }
    return renamed;
  }

  private static String present(String name) {
    return switch (name) {
      case "reduction_indices", "dimension", "dim", "squeeze_dims" -> "axis";
      case "keep_dims" -> "keepdims";
      case "seq_dim" -> "seq_axis";
      case "batch_dim" -> "batch_axis";
      case "filters" -> "filter";
      default -> null;
    };
  }

  private static Signature.Bound moved(
      Signature.Bound given, String old, String present, Execution execution) {
    Value value = given.get(old);
    if (value instanceof Constant none && none.isNone()) {
      return given;
    }
    if (given.isGiven(present) && !(given.get(present) instanceof Constant c && c.isNone())) {
      throw execution.error(
          "ValueError", "Cannot specify both '" + present + "' and '" + old + "'");
    }
    Map<String, Value> values = new LinkedHashMap<>(given.values());
    values.put(present, value);
    List<String> defaulted = new ArrayList<>(given.defaulted());
    defaulted.remove(present);
    defaulted.add(old);
    return new Signature.Bound(values, defaulted, given.more(), given.extra());
  }
}
