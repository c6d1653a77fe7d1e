package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.library.Method;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The callbacks that {@code fit} is given: their methods are called as the target calls them
 * ({@code keras.src.callbacks.callback_list}).
 */
final class Callbacks {
  private static final int MOST_EPOCHS = 8;
  private static final int MOST_BATCHES = 64;
  private static final String STOP = "stop_training";

  /**
   * What is known of the training.
   *
   * @param epochs how many there are; -1 when that is not known
   * @param steps of an epoch; -1 when that is not known
   * @param names under which values are logged; empty when they are not known
   */
  record Plan(long first, long epochs, long steps, List<String> names, boolean isValidated) {}

  private final List<Value> callbacks;
  private final Layer model;
  private final Execution execution;
  private final boolean is3;
  private final CallbackChecks checks;
  private List<String> measured = List.of();
  private DictValue logs;
  private boolean hasRun;

  private Callbacks(List<Value> callbacks, Layer model, Execution execution) {
    this.callbacks = callbacks;
    this.model = model;
    this.execution = execution;
    this.is3 = execution.target().hasKeras3();
    this.checks = new CallbackChecks(execution);
  }

  /** Those of a call; raises what Keras raises for what is no list of callbacks. */
  static Callbacks of(Value given, Layer model, Execution execution) {
    List<Value> all =
        switch (given) {
          case Constant none when none.isNone() -> List.of();
          case ListValue list when list.isKnown() -> list.elements();
          case Tuple(List<Value> elements) when !execution.target().isGraphMode() -> elements;
          case Value one when isCallback(one) -> {
            if (execution.target().isGraphMode()) {
              throw execution.error(
                  "TypeError",
                  model.naming().isStandalone()
                      ? "unsupported operand type(s) for +: '" + one.typeName() + "' and 'list'"
                      : "can only concatenate list (not \"" + one.typeName() + "\") to list");
            }
            yield List.of(one);
          }
          case null, default -> null;
        };
    return new Callbacks(all, model, execution);
  }

  private static boolean isCallback(Value value) {
    return Extended.object(value) instanceof TrainingObject object
        && object.kind() == TrainingObject.Kind.CALLBACK;
  }

  /** Whether it is known which there are. */
  boolean isKnown() {
    return callbacks != null
        && callbacks.stream().allMatch(each -> isCallback(each) || each instanceof History);
  }

  /** Whether training may end before all epochs are over. */
  boolean mayStop() {
    return !isKnown()
        || callbacks.stream()
            .anyMatch(
                each ->
                    each instanceof Extended
                        || is(each, "EarlyStopping")
                        || is(each, "TerminateOnNaN")
                        || is(each, "LambdaCallback"));
  }

  private static boolean is(Value callback, String name) {
    return Extended.object(callback) instanceof TrainingObject object
        && object.path().equals("keras.callbacks." + name);
  }

  // Training.

  /** What happens before the first batch is looked at. */
  void begin(Plan plan) {
    hasRun = true;
    measured = plan.names();
    if (callbacks == null) {
      return;
    }
    callbacks.forEach(this::refuseOther);
    if (!isBusy()) {
      return;
    }
    execution.setAttribute(model.self(), STOP, Constant.FALSE);
    for (Value callback : callbacks) {
      if (Extended.object(callback) instanceof TrainingObject object) {
        object.enter(model.self(), parameters(plan));
      }
    }
    all("on_train_begin", false, noLogs());
  }

  /** Whether something of the script is called. */
  private boolean isBusy() {
    return callbacks != null && callbacks.stream().anyMatch(Callbacks::isBusy);
  }

  private static boolean isBusy(Value callback) {
    return callback instanceof Extended
        || is(callback, "LambdaCallback")
        || is(callback, "LearningRateScheduler");
  }

  private Value noLogs() {
    return execution.target().isGraphMode() ? Constant.NONE : new DictValue(execution.journal());
  }

  private Value parameters(Plan plan) {
    DictValue parameters = new DictValue(execution.journal());
    List<String> names =
        execution.target().isGraphMode()
            ? List.of(
                "batch_size", "epochs", "steps", "samples", "verbose", "do_validation", "metrics")
            : List.of("verbose", "epochs", "steps");
    for (String name : names) {
      parameters.put(
          Constant.of(name),
          name.equals("epochs") && plan.epochs() >= 0
              ? Constant.of(plan.epochs())
              : execution.unknown("parameters of the training"));
    }
    return parameters;
  }

  /**
   * The epochs, after a step of training was looked at; gives what {@code fit} gives.
   *
   * @param isEach whether all that is validated is so in each epoch
   */
  Value history(Plan plan, boolean isEach) {
    run(plan);
    if (!isKnown() || logs == null || !logs.isKnown()) {
      return new History(null, -1, model.self(), execution);
    }
    List<String> names = new ArrayList<>();
    for (Value key : logs.keys()) {
      if (!(key instanceof Constant(String name))) {
        return new History(null, -1, model.self(), execution);
      }
      names.add(name);
    }
    boolean isWhole = plan.epochs() >= 0 && (isEach || !plan.isValidated()) && !mayStop();
    int count = isWhole ? (int) (plan.epochs() - plan.first()) : -1;
    return new History(names, count, model.self(), execution);
  }

  private void run(Plan plan) {
    if (callbacks == null) {
      return;
    }
    if (!isBusy()) {
      logs = logs(plan);
      all("on_epoch_end", false, Scalar.INT, logs);
      return;
    }
    if (plan.epochs() < 0) {
      execution.mayRepeat(() -> epoch(plan.first(), plan, false));
      return;
    }
    long count = plan.epochs() - plan.first();
    boolean isSure = true;
    long done = 0;
    while (done < count && done < Math.min(MOST_EPOCHS, surelyRun()) && isSure) {
      epoch(plan.first() + done, plan, true);
      done++;
      Value stop = execution.attribute(model.self(), STOP);
      if (Constant.TRUE.equals(stop)) {
        done = count;
      }
      isSure = Constant.FALSE.equals(stop);
    }
    if (done < count) {
      execution.mayRepeat(() -> epoch(-1, plan, false));
    }
    all("on_train_end", false, execution.target().isGraphMode() ? Constant.NONE : logs);
  }

  /** How many epochs there are before a callback of Keras may stop. */
  private long surelyRun() {
    long least = Long.MAX_VALUE;
    for (Value callback : callbacks) {
      if (is(callback, "EarlyStopping")) {
        TrainingObject object = (TrainingObject) Extended.object(callback);
        boolean isPlain = object.setting("baseline") instanceof Constant none && none.isNone();
        long patience = Tensors.integer(object.setting("patience")).orElse(0L);
        least = Math.min(least, isPlain ? Math.max(1, patience) : 1);
      }
      if (is(callback, "TerminateOnNaN")) {
        least = 1;
      }
    }
    return least;
  }

  /** The calls of an epoch, of which some may be left out that are no different. */
  private void epoch(long number, Plan plan, boolean isKnown) {
    Value epoch = isKnown ? Constant.of(number) : Scalar.INT;
    all("on_epoch_begin", false, epoch, new DictValue(execution.journal()));
    scheduleRates(epoch);
    if (hasBatches()) {
      long steps = plan.steps();
      boolean isShort = isKnown && steps >= 0 && steps * plan.epochs() <= MOST_BATCHES;
      for (long i = 0; i < (isShort ? steps : 1); i++) {
        batch(Constant.of(i), plan);
      }
      if (!isShort) {
        execution.mayRepeat(() -> batch(Scalar.INT, plan));
      }
    }
    logs = logs(plan);
    all("on_epoch_end", false, epoch, logs);
  }

  private boolean hasBatches() {
    return callbacks.stream()
        .anyMatch(each -> each instanceof Extended || is(each, "LambdaCallback"));
  }

  private void batch(Value number, Plan plan) {
    all("on_train_batch_begin", true, number, batchLogs(new ArrayList<>()));
    all("on_train_batch_end", true, number, batchLogs(plan.names()));
  }

  // Logs.

  private DictValue logs(Plan plan) {
    List<String> names = new ArrayList<>(plan.names());
    if (plan.isValidated()) {
      plan.names().forEach(name -> names.add("val_" + name));
    }
    return filled(new DictValue(execution.journal()), names, plan.names().isEmpty());
  }

  private DictValue batchLogs(List<String> names) {
    DictValue given = new DictValue(execution.journal());
    if (execution.target().isGraphMode()) {
      given.put(Constant.of("batch"), Scalar.INT);
      given.put(Constant.of("size"), Scalar.INT);
    }
    return filled(given, names, false);
  }

  private DictValue filled(DictValue given, List<String> names, boolean isForgotten) {
    for (String name : names) {
      given.put(Constant.of(name), measured(name));
    }
    if (isForgotten) {
      given.forget("what is measured");
    }
    return given;
  }

  private Value measured(String name) {
    if (execution.target().isGraphMode() && name.contains("acc")) {
      return execution.unknown("which of the names the target uses");
    }
    return execution.target().isGraphMode()
        ? Tensors.made(Holder.NUMPY, DataType.FLOAT32, Shape.SCALAR, "logs", List.of(), execution)
        : Scalar.FLOAT;
  }

  // Calls.

  private void all(String hook, boolean isNamed, Value... given) {
    for (Value callback : callbacks) {
      if (callback instanceof Extended) {
        ofScript(callback, hook, isNamed, given);
      } else if (is(callback, "LambdaCallback")) {
        ofFunctions((TrainingObject) callback, hook, isNamed, given);
      } else if (hook.equals("on_epoch_end") && callback instanceof TrainingObject object) {
        checks.epochEnd(object, (DictValue) given[1], measured);
      }
      if (hook.equals("on_epoch_end") && mayLogRate(callback)) {
        String rate = is3 ? "learning_rate" : "lr";
        ((DictValue) given[1]).put(Constant.of(rate), measured(rate));
      }
    }
  }

  private static boolean mayLogRate(Value callback) {
    return is(callback, "ReduceLROnPlateau") || is(callback, "LearningRateScheduler");
  }

  private void ofScript(Value callback, String hook, boolean isNamed, Value... given) {
    Value method = execution.attribute(callback, hook);
    if (!(method instanceof Method)) {
      execution.call(method, arguments(isNamed && is3, given));
      return;
    }
    if (hook.startsWith("on_train_batch")) {
      Value old = execution.attribute(callback, hook.replace("train_", ""));
      if (!(old instanceof Method)) {
        execution.call(old, arguments(true, given));
      }
    }
  }

  private void ofFunctions(TrainingObject callback, String hook, boolean isNamed, Value... given) {
    Value function = callback.setting(hook);
    if (isGiven(function)) {
      execution.call(function, arguments(isNamed && is3, given));
    } else if (hook.startsWith("on_train_batch")) {
      Value old = callback.setting(hook.replace("train_", ""));
      if (isGiven(old)) {
        execution.call(old, arguments(is3, given));
      }
    }
  }

  private static boolean isGiven(Value value) {
    return value != null && !(value instanceof Constant none && none.isNone());
  }

  /** Keras gives the logs of a batch by name. */
  private static Arguments arguments(boolean isNamed, Value... given) {
    return isNamed ? Arguments.of(given[0]).with("logs", given[1]) : Arguments.of(given);
  }

  private void scheduleRates(Value epoch) {
    for (Value callback : callbacks) {
      if (is(callback, "LearningRateScheduler") && !(callback instanceof Extended)) {
        scheduleRate((TrainingObject) callback, epoch);
      }
    }
  }

  private void scheduleRate(TrainingObject scheduler, Value epoch) {
    Value schedule = scheduler.setting("schedule");
    List<String> parameters = execution.parameters(schedule);
    if (parameters.isEmpty() && !(schedule instanceof Constant)) {
      return;
    }
    Value rate =
        execution.call(
            schedule,
            parameters.size() > 1 ? Arguments.of(epoch, Scalar.FLOAT) : Arguments.of(epoch));
    checks.rate(rate);
  }

  private void refuseOther(Value callback) {
    switch (callback) {
      case Extended extended when extended.base() == null -> refuseWithoutModel(callback);
      case Constant constant -> refuseWithoutModel(callback);
      default -> {
        boolean isOfScript = !(callback instanceof Reference);
        if (isOfScript && callback.typeName().equals("type")) {
          refuseClass(callback);
        }
      }
    }
  }

  private void refuseWithoutModel(Value callback) {
    // Raises AttributeError for what is no callback.
    execution.attribute(callback, "set_model");
  }

  private void refuseClass(Value callback) {
    if (execution.attribute(callback, "set_model") instanceof Callable) {
      return;
    }
    throw execution.error(
        "TypeError",
        (execution.target().isGraphMode() ? "" : "Callback.")
            + "set_model() missing 1 required positional argument: 'model'");
  }

  /** For a training of which too little is known to say more than that it may call them. */
  void perhaps() {
    if (!hasRun && isBusy()) {
      Plan plan = new Plan(0, -1, -1, List.of(), true);
      execution.mayRepeat(
          () -> {
            begin(plan);
            epoch(-1, plan, false);
            all("on_train_end", false, noLogs());
          });
    }
  }
}
