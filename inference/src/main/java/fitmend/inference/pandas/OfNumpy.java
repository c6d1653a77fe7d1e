package fitmend.inference.pandas;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What functions of NumPy make of frames and Series: of some an array, of others one like them. */
final class OfNumpy {
  private OfNumpy() {}

  /** The result; null when no value of pandas is given, or NumPy sees but an array. */
  static Value call(String name, Arguments arguments, Execution run) {
    Labelled given = null;
    for (Value each : arguments.all()) {
      given = each instanceof Labelled labelled ? labelled : given;
    }
    if (given == null) {
      return null;
    }
    boolean isFirst =
        arguments.positional().indexOf(given) == 0 || arguments.all().getFirst() == given;
    boolean isPlain = arguments.all().size() == 1;
    boolean isOld = run.target().isGraphMode();
    return switch (name) {
      case "log", "log1p", "log2", "log10", "exp", "expm1", "sqrt", "square", "sin", "cos", "tan" ->
          isPlain ? Arithmetic.each(name, given, run) : run.unknown(name);
      case "tanh", "abs", "absolute", "sign", "floor", "ceil", "isnan", "isfinite", "isinf" ->
          isPlain ? Arithmetic.each(name, given, run) : run.unknown(name);
      case "negative", "cbrt", "radians", "deg2rad" ->
          isPlain ? Arithmetic.each(name, given, run) : run.unknown(name);
      case "round", "around", "cumsum", "clip" ->
          isFirst && given.hasMember(name, run)
              ? run.call(
                  given.methodNamed(name),
                  new Arguments(
                      arguments.positional().subList(1, arguments.positional().size()),
                      arguments.keywords(),
                      false))
              : run.unknown(name);
      case "mean", "sum", "std", "var", "min", "max", "median", "amax", "amin", "prod" ->
          reduced(name, given, arguments, isOld, run);
      case "array",
          "asarray",
          "expand_dims",
          "unique",
          "where",
          "concatenate",
          "vstack",
          "hstack" ->
          asArrays(name, arguments, run);
      case "stack", "column_stack", "diff", "bincount", "corrcoef", "percentile", "nanmean" ->
          asArrays(name, arguments, run);
      case "shape", "ndim", "size", "isin", "array_equal", "allclose", "histogram", "append" ->
          asArrays(name, arguments, run);
      case "dot", "digitize", "interp", "repeat", "tile", "asfarray", "float32", "float64" ->
          given instanceof Series && name.equals("dot") || name.equals("repeat")
              ? run.unknown(name)
              : asArrays(name, arguments, run);
      case "argmax", "argmin" -> isOld ? run.unknown(name) : asArrays(name, arguments, run);
      case "reshape" ->
          given instanceof Series
              ? isOld ? run.unknown(name) : asArrays(name, arguments, run)
              : run.unknown(name);
      case "ravel" -> given instanceof Series ? asArrays(name, arguments, run) : run.unknown(name);
      default -> run.unknown("numpy." + name + " of a " + given.typeName());
    };
  }

  private static Value reduced(
      String name, Labelled given, Arguments arguments, boolean isOld, Execution run) {
    Value axis =
        arguments.positional().size() == 2
            ? arguments.positional().get(1)
            : arguments.keywords().get("axis");
    boolean isKnown = arguments.all().size() == (axis == null ? 1 : 2);
    String method = name.startsWith("am") ? name.substring(1) : name;
    if (name.equals("median")) {
      return axis == null ? asArrays(name, arguments, run) : run.unknown(name);
    }
    if (!isKnown || axis instanceof Constant none && none.isNone()) {
      return run.unknown(name);
    }
    if (given instanceof Series || axis != null) {
      return run.call(
          given.methodNamed(method),
          axis == null ? Arguments.NONE : Arguments.NONE.with("axis", axis));
    }
    return isOld
        ? run.call(given.methodNamed(method), Arguments.NONE)
        : asArrays(name, arguments, run);
  }

  /** The function on arrays of what is given. */
  private static Value asArrays(String name, Arguments arguments, Execution run) {
    List<Value> positional = new ArrayList<>();
    for (Value each : arguments.positional()) {
      Tensor array = each instanceof Labelled labelled ? labelled.array(run) : null;
      positional.add(array == null ? each : array);
    }
    Arguments changed = new Arguments(positional, arguments.keywords(), arguments.isOpen());
    for (Value each : arguments.keywords().values()) {
      if (each instanceof Labelled) {
        return run.unknown("numpy." + name);
      }
    }
    return run.call(new Reference("numpy." + name), changed);
  }
}
