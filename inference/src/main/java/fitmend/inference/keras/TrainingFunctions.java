package fitmend.inference.keras;

import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;
import java.util.Optional;

/** The functions and classes of Keras around training: losses, optimizers, callbacks, data. */
final class TrainingFunctions {
  private TrainingFunctions() {}

  /** The result of calling one of them; null for any other. */
  static Value call(String path, Arguments arguments, Naming naming, Execution execution) {
    TrainingObject object = TrainingObject.allocate(path, naming, execution);
    if (object != null) {
      object.method("__init__", arguments, execution);
      return object;
    }
    if (!isModelled(path)) {
      return null;
    }
    Optional<Signature> signature = PublicNames.of(execution.target()).signature(path);
    if (signature.isEmpty() || arguments.isOpen()) {
      return null;
    }
    Signature.Bound bound = signature.get().bind(arguments, execution);
    return path.equals("keras.utils.to_categorical")
        ? Categories.of(bound, execution)
        : ExampleData.of(path, bound, execution);
  }

  private static boolean isModelled(String path) {
    return path.equals("keras.utils.to_categorical")
        || path.startsWith("keras.datasets.") && path.endsWith(".load_data");
  }
}
