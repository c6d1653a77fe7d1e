package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a function of NumPy.
 *
 * @param name its name below {@code numpy}
 */
record Call(String name, Arguments arguments, Execution run) {
  /** Arguments that change nothing that is known here. */
  private static final Set<String> HARMLESS =
      Set.of("order", "copy", "subok", "casting", "device", "like", "ndmax", "decimals", "ddof");

  private static final String NEVER = "<never>";

  /** The parameters on this target; functions written in C may not tell theirs. */
  private Optional<Signature> signature() {
    return PublicNames.of(run.target()).signature("numpy." + name);
  }

  /** Whether the function is there and tells its parameters. */
  boolean isListed() {
    return signature().isPresent();
  }

  Bound bind() {
    if (arguments.isOpen()) {
      throw new NotKnown("unpacked arguments");
    }
    Optional<Signature> own = signature();
    try {
      return own.or(() -> PublicNames.of(Target.TENSORFLOW_2_21).signature("numpy." + name))
          .orElseThrow(() -> new NotKnown("numpy." + name))
          .bind(arguments, run);
    } catch (PythonError error) {
      if (own.isEmpty()) {
        throw new NotKnown("arguments of numpy." + name);
      }
      boolean isWorded = !isInC(name) && run.target() != Target.TENSORFLOW_1_15;
      throw isWorded ? error : run.error("TypeError", null);
    }
  }

  /** Functions that do not word their exceptions as Python does. */
  private static boolean isInC(String name) {
    return switch (name) {
      case "array", "asarray", "asanyarray", "ascontiguousarray", "arange", "zeros", "empty" ->
          true;
      case "concatenate", "concat", "dot", "inner", "vdot", "where", "bincount", "lexsort" -> true;
      case "can_cast", "result_type", "frombuffer", "fromiter", "clip", "empty_like" -> true;
      default -> false;
    };
  }

  /** The arguments, of which only these may be given. */
  Bound bind(String... modelled) {
    Bound bound = bind();
    boolean isTyped = bound.values().containsKey("dtype") && bound.isGiven("dtype");
    if (isTyped && run.target() == Target.TENSORFLOW_1_15 && name.startsWith("concat")) {
      throw run.error("TypeError", null);
    }
    Set<String> known = Set.of(modelled);
    for (String key : bound.values().keySet()) {
      if (bound.isGiven(key)
          && !known.contains(key)
          && !HARMLESS.contains(key)
          && !Arrays.isNone(bound.get(key))) {
        throw new NotKnown("argument " + key);
      }
    }
    if (!bound.extra().isEmpty()) {
      throw new NotKnown("argument " + bound.extra().keySet().iterator().next());
    }
    return bound;
  }

  /** The argument that the call gives; null when it does not, or is not known here. */
  static Value given(Bound bound, String key) {
    return bound.values().containsKey(key) && bound.isGiven(key) ? bound.get(key) : null;
  }

  /** The first argument, whatever the target calls it. */
  static Value first(Bound bound) {
    return bound.values().values().iterator().next();
  }

  Tensor array(Value value) {
    return Arrays.of(value, run);
  }

  /** The first argument as an array. */
  Tensor array(Bound bound) {
    return array(first(bound));
  }

  DataType type(Bound bound) {
    Value given = given(bound, "dtype");
    return given == null ? null : Types.read(given, run);
  }

  /** Whether a flag is set that may be given. */
  static boolean flag(Bound bound, String key) {
    Value given = given(bound, key);
    return given != null && Creation.flag(given);
  }

  /** A whole number. */
  static long number(Value value) {
    return Tensors.integer(value).orElseThrow(() -> new NotKnown("a number"));
  }

  /** The only text that an argument may be; others are not known. */
  static void require(Value value, String... texts) {
    for (String text : texts) {
      if (value == null || value.equals(Constant.of(text))) {
        return;
      }
    }
    throw new NotKnown(texts.length == 0 ? NEVER : "an argument that is not " + texts[0]);
  }

  /** An axis from 0 on. */
  int axis(Value value, int rank) {
    return Arrays.axis(wholeAxis(value), rank, run);
  }

  private long wholeAxis(Value value) {
    if (value instanceof Tuple
        || value instanceof ListValue
        || value instanceof Constant constant && !(constant.value() instanceof Long)) {
      throw run.error("TypeError", Arrays.notWhole(value, run));
    }
    return number(value);
  }

  /** The arrays of a sequence. */
  List<Tensor> arrays(Value value) {
    List<Tensor> arrays = new ArrayList<>();
    for (Value each : sequence(value)) {
      Tensor array = array(each);
      if (!array.shape().isRanked()) {
        throw new NotKnown("the number of axes");
      }
      arrays.add(array);
    }
    return arrays;
  }

  private List<Value> sequence(Value value) {
    return switch (value) {
      case Tuple tuple -> tuple.elements();
      case ListValue list when list.isKnown() -> list.elements();
      case Tensor array
          when NumpyLibrary.isArray(array)
              && array.shape().isRanked()
              && array.shape().rank() > 0
              && array.shape().size(0) >= 0
              && array.shape().size(0) <= 64 -> {
        List<Value> rows = new ArrayList<>();
        for (int i = 0; i < array.shape().size(0); i++) {
          rows.add(run.subscript(array, Constant.of(i)));
        }
        yield rows;
      }
      default -> throw new NotKnown("a sequence of arrays");
    };
  }

  /** The same call of another function. */
  Call as(String other, Arguments changed) {
    return new Call(other, changed, run);
  }
}
