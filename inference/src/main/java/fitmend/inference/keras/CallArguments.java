package fitmend.inference.keras;

import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call of a layer under the names that its {@code call} gives them. */
final class CallArguments {
  private CallArguments() {}

  /**
   * Null when the parameters are not known; raises what Keras says of arguments that do not fit.
   */
  static Signature.Bound bind(Layer layer, Arguments arguments, Execution execution) {
    String parameters = parameters(layer, execution);
    if (parameters == null) {
      return null;
    }
    Map<String, Value> keywords = new LinkedHashMap<>(arguments.keywords());
    if (execution.target().hasKeras3() && !parameters.contains("training")) {
      keywords.remove("training");
    }
    try {
      return Signature.of("call", parameters)
          .bind(
              new Arguments(arguments.positional(), keywords, arguments.isOpen())
                  .after(layer.self()),
              execution);
    } catch (PythonError error) {
      throw execution.error(
          error.type(),
          execution.target().hasKeras3() && error.getMessage() != null
              ? worded(error.getMessage())
              : null);
    }
  }

  /** The same, with a tensor in place of numbers and texts in the first one. */
  static Arguments withTensor(Arguments arguments, Execution execution) {
    if (arguments.positional().isEmpty()
        || Structures.leaves(arguments.positional().getFirst())
            .filter(leaves -> leaves.stream().allMatch(Constant.class::isInstance))
            .isEmpty()) {
      return arguments;
    }
    List<Value> positional = new ArrayList<>(arguments.positional());
    positional.set(
        0,
        execution.call(
            new Reference("tensorflow.convert_to_tensor"), Arguments.of(positional.getFirst())));
    return new Arguments(positional, arguments.keywords(), false);
  }

  /** Null when they are not known. */
  static String parameters(Layer layer, Execution execution) {
    return layer instanceof ScriptLayer
        ? null
        : PublicNames.of(execution.target())
            .find(layer.path() + ".call")
            .flatMap(PublicNames.Name::signature)
            .filter(text -> !text.contains("*args"))
            .orElse(null);
  }

  /** As {@code inspect.Signature.bind} says it. */
  private static String worded(String message) {
    String quoted = message.contains("'") ? message.substring(message.indexOf('\'')) : "";
    if (message.contains("unexpected keyword")) {
      return "got an unexpected keyword argument " + quoted;
    }
    if (message.contains("multiple values")) {
      return "multiple values for argument " + quoted;
    }
    return message.contains("missing")
        ? "missing a required argument: " + quoted.substring(0, quoted.indexOf('\'', 1) + 1)
        : "too many positional arguments";
  }
}
