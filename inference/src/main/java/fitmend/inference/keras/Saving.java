package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** {@code save} and {@code save_weights}: Keras 3 wants the name of the file to end in one way. */
final class Saving {
  private Saving() {}

  static void check(String name, Layer model, Arguments arguments, Execution execution) {
    if (arguments.isOpen() || arguments.all().isEmpty()) {
      refuseMissing(name, arguments, model, execution);
      return;
    }
    Value file =
        arguments.positional().isEmpty()
            ? arguments.keywords().get("filepath")
            : arguments.positional().getFirst();
    if (!execution.target().hasKeras3() || !(file instanceof Constant(String path))) {
      return;
    }
    if (name.equals("save_weights")) {
      if (!path.endsWith(".weights.h5") && !path.endsWith(".weights.json")) {
        throw execution.error(
            "ValueError", "The filename must end in `.weights.h5`. Received: filepath=" + path);
      }
      return;
    }
    boolean isFile = path.endsWith(".keras") || path.endsWith(".h5") || path.endsWith(".hdf5");
    if (isFile || path.startsWith("hf://")) {
      return;
    }
    boolean hasFormat = arguments.keywords().containsKey("save_format");
    throw execution.error(
        "ValueError",
        hasFormat
            ? null
            : "Invalid filepath extension for saving. Please add either a `.keras` extension for"
                + " the native Keras format (recommended) or a `.h5` extension. Use"
                + " `model.export(filepath)` if you want to export a SavedModel for use with"
                + " TFLite/TFServing/etc. Received: filepath="
                + path
                + ".");
  }

  /** {@code load_weights}: what is in the file, or whether there is one, nobody knows. */
  static Value load(Arguments arguments, Execution execution) {
    Value file =
        arguments.positional().isEmpty()
            ? arguments.keywords().get("filepath")
            : arguments.positional().getFirst();
    boolean isOfTensorflow =
        file instanceof Constant(String path) && (path.endsWith(".ckpt") || path.endsWith(".tf"));
    if (isOfTensorflow && execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          "File format not supported: filepath="
              + Texts.str(file)
              + ". Keras 3 only supports V3 `.keras` files, `.weights.h5` files, legacy H5 format"
              + " files (`.h5` extension), or Orbax checkpoints.");
    }
    return execution.unknown("what is in the file");
  }

  private static void refuseMissing(
      String name, Arguments arguments, Layer model, Execution execution) {
    if (arguments.isOpen()) {
      return;
    }
    String owner = execution.target().isGraphMode() ? "" : "Model.";
    Signature.of(owner + name, "self, filepath, **kwargs")
        .bind(arguments.after(model.self()), execution);
  }
}
