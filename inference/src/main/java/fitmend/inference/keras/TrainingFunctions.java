package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** The functions and classes of Keras around training: losses, optimizers, callbacks, data. */
final class TrainingFunctions {
  private TrainingFunctions() {}

  /** The result of calling one of them; null for any other. */
  static Value call(String path, Arguments arguments, Naming naming, Execution execution) {
    if (path.startsWith("keras.optimizers.legacy.") && execution.target().hasKeras3()) {
      throw execution.error("ImportError", null);
    }
    TrainingObject object = TrainingObject.allocate(path, naming, execution);
    if (object != null) {
      object.method("__init__", arguments, execution);
      return object;
    }
    if (Applications.covers(path)) {
      return Applications.call(path, arguments, naming, execution);
    }
    if (!isModelled(path)) {
      return null;
    }
    Optional<Signature> signature = naming.signature(path, execution);
    if (signature.isEmpty() || arguments.isOpen()) {
      return null;
    }
    if (isLoss(path)) {
      return loss(path, signature.get(), arguments, naming, execution);
    }
    Signature.Bound bound = signature.get().bind(arguments, execution);
    return switch (path) {
      case "keras.utils.to_categorical" -> Categories.of(bound, execution);
      case "keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences" ->
          Sequences.pad(bound, execution);
      default -> ExampleData.of(path, bound, execution);
    };
  }

  private static boolean isLoss(String path) {
    return path.startsWith("keras.losses.") || path.startsWith("tensorflow.losses.");
  }

  private static Value loss(
      String path, Signature signature, Arguments arguments, Naming naming, Execution execution) {
    Signature.Bound bound;
    try {
      bound = signature.bind(arguments, execution);
    } catch (PythonError wrong) {
      // Dispatchers and aliases name the function in ways of their own.
      throw execution.error("TypeError", null);
    }
    List<Value> values = List.copyOf(bound.values().values());
    boolean isPlain = arguments.all().size() == 2 && values.size() >= 2;
    return isPlain
        ? LossCalls.ofFunction(
            LossNames.loss(new Reference(path).name()), values.subList(0, 2), naming, execution)
        : execution.unknown(path);
  }

  private static boolean isModelled(String path) {
    return path.equals("keras.utils.to_categorical")
        || path.endsWith(".pad_sequences")
        || isLoss(path) && LossNames.loss(new Reference(path).name()) != null
        || path.startsWith("keras.datasets.") && path.endsWith(".load_data");
  }
}
