package fitmend.inference.keras;

import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** What the callbacks of Keras ask of what they are given while a model is trained. */
final class CallbackChecks {
  private final Execution execution;
  private final boolean is3;

  CallbackChecks(Execution execution) {
    this.execution = execution;
    this.is3 = execution.target().hasKeras3();
  }

  /** Raises what a scheduler raises for a rate that is no float. */
  void rate(Value rate) {
    boolean isWrong =
        switch (rate) {
          case Constant constant -> !(constant.value() instanceof Double);
          case Scalar scalar -> scalar.type() != Scalar.Type.FLOAT;
          case Tensor tensor ->
              switch (tensor.holder()) {
                case NUMPY -> tensor.type() != DataType.UNKNOWN && !isFloat(tensor);
                case EAGER -> is3 && !execution.isGraph();
                default -> false;
              };
          case ListValue list -> true;
          case Tuple tuple -> true;
          case null, default -> false;
        };
    if (isWrong) {
      String text = rate instanceof Constant ? Texts.str(rate) : null;
      throw execution.error(
          "ValueError",
          switch (execution.target()) {
            case TENSORFLOW_2_21 ->
                text == null
                    ? null
                    : "The output of the `schedule` function should be a float. Got: " + text;
            case TENSORFLOW_2_15 ->
                text == null
                    ? null
                    : "The output of the \"schedule\" function should be float. Got: " + text;
            case TENSORFLOW_1_15 -> "The output of the \"schedule\" function should be float.";
          });
    }
  }

  private static boolean isFloat(Tensor tensor) {
    return tensor.holder() == Holder.NUMPY
        && tensor.shape().isRanked()
        && tensor.shape().rank() == 0
        && (tensor.type() == DataType.FLOAT64 || tensor.type() == DataType.FLOAT32);
  }

  /**
   * An epoch ends: Keras 3 must know whether more of what is watched is better, and names of files
   * are made of what is logged.
   *
   * @param measured the names of what is measured; empty when they are not known
   */
  void epochEnd(TrainingObject callback, DictValue logs, List<String> measured) {
    if (is3 && !measured.isEmpty()) {
      refuseMonitor(callback, measured);
    }
    boolean isSaved =
        callback.path().equals("keras.callbacks.ModelCheckpoint")
            && Constant.of("epoch").equals(saves(callback));
    if (isSaved
        && logs.isKnown()
        && callback.setting("filepath") instanceof Constant(String file)) {
      refuseFile(file, logs);
    }
  }

  private static Value saves(TrainingObject callback) {
    Value often = callback.setting("save_freq");
    return often == null && Constant.of(1L).equals(callback.setting("period"))
        ? Constant.of("epoch")
        : often;
  }

  private void refuseFile(String file, DictValue logs) {
    for (int open = file.indexOf('{'); open >= 0; open = file.indexOf('{', open + 1)) {
      int end = open + 1;
      while (end < file.length() && Character.isJavaIdentifierPart(file.charAt(end))) {
        end++;
      }
      String name = file.substring(open + 1, end);
      boolean isPlain =
          !name.isEmpty() && end < file.length() && ":}".indexOf(file.charAt(end)) >= 0;
      if (isPlain && !name.equals("epoch") && !name.equals("batch") && logs.get(name) == null) {
        throw execution.error(
            "KeyError",
            execution.target().isGraphMode()
                ? null
                : "'Failed to format this callback filepath: \"%s\". Reason: \\'%s\\''"
                    .formatted(file, name));
      }
    }
  }

  private void refuseMonitor(TrainingObject callback, List<String> measured) {
    boolean isMonitor =
        switch (callback.typeName()) {
          case "EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau" -> true;
          default -> false;
        };
    if (!isMonitor
        || !(callback.setting("monitor") instanceof Constant(String monitor))
        || !(callback.setting("mode") instanceof Constant(String mode))
        || mode.equals("min")
        || mode.equals("max")) {
      return;
    }
    String metric = monitor.startsWith("val_") ? monitor.substring(4) : monitor;
    if (!measured.contains(metric)) {
      throw execution.error(
          "ValueError",
          callback.typeName()
              + " callback received monitor="
              + monitor
              + ", but Keras isn't able to automatically determine whether that metric should be"
              + " maximized or minimized. Pass `mode='max'` in order to monitor based on the"
              + " highest metric value, or pass `mode='min'` in order to use the lowest value.");
    }
  }
}
