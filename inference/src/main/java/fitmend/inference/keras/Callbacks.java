package fitmend.inference.keras;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** The callbacks of {@code fit} ({@code keras.src.callbacks}): what they ask, what they call. */
final class Callbacks {
  private static final int MOST_EPOCHS = 100;

  private final List<Value> all;
  private final Execution execution;
  private final boolean is3;

  private Callbacks(List<Value> all, Execution execution) {
    this.all = all;
    this.execution = execution;
    this.is3 = execution.target().hasKeras3();
  }

  /** Raises what Keras raises for what is no callback. */
  static Callbacks of(Value given, Execution execution) {
    List<Value> elements =
        switch (given) {
          case ListValue list -> list.isKnown() ? list.elements() : List.of();
          case Tuple tuple -> tuple.elements();
          case TrainingObject single -> List.of(single);
          case null, default -> List.of();
        };
    if (given instanceof TrainingObject single && execution.target().isGraphMode()) {
      throw execution.error(
          "TypeError", "can only concatenate list (not \"" + single.typeName() + "\") to list");
    }
    elements.forEach(each -> refuse(each, execution));
    return new Callbacks(elements, execution);
  }

  private static void refuse(Value callback, Execution execution) {
    boolean isOther =
        callback instanceof Constant && !Constant.NONE.equals(callback)
            || callback.typeName().equals("function");
    if (isOther) {
      throw execution.error(
          "AttributeError", "'" + callback.typeName() + "' object has no attribute 'set_model'");
    }
    if (callback instanceof Reference reference
        && reference.path().startsWith("keras.callbacks.")
        && reference.typeName().equals("type")) {
      String owner = execution.target().isGraphMode() ? "" : "Callback.";
      throw execution.error(
          "TypeError", owner + "set_model() missing 1 required positional argument: 'model'");
    }
  }

  /** An epoch begins: schedules are asked for the rate. */
  void begin(long epoch) {
    for (Value callback : all) {
      if (callback instanceof TrainingObject object
          && object.self() == object
          && object.path().endsWith(".LearningRateScheduler")
          && object.setting("schedule") != null) {
        refuseRate(rate(object.setting("schedule"), epoch));
      }
    }
  }

  /** The epochs behind the first one, when all of them certainly come. */
  void next(long first, long epochs) {
    boolean maySkip =
        all.size() != 1
            || all.getFirst() instanceof TrainingObject object
                && !object.path().endsWith(".LearningRateScheduler");
    for (long epoch = first + 1; !maySkip && epoch < Math.min(epochs, MOST_EPOCHS); epoch++) {
      begin(epoch);
    }
  }

  private Value rate(Value schedule, long epoch) {
    Constant at = Constant.of(epoch);
    try {
      return execution.call(schedule, Arguments.of(at, Scalar.FLOAT));
    } catch (PythonError error) {
      if (!"TypeError".equals(error.type())) {
        throw error;
      }
      return execution.call(schedule, Arguments.of(at));
    }
  }

  private void refuseRate(Value rate) {
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
   * An epoch ends: Keras 3 must know whether more of what is watched is better.
   *
   * @param measured the names of what is measured; empty when they are not known
   */
  void end(List<String> measured) {
    if (!is3 || measured.isEmpty()) {
      return;
    }
    for (Value callback : all) {
      if (callback instanceof TrainingObject object && object.self() == object) {
        refuseMonitor(object, measured);
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
