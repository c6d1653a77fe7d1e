package fitmend.inference.keras;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.Map;

/** A loss, metric, optimizer, schedule, callback and so on, with what its constructor was given. */
final class TrainingObject extends LibraryObject {
  /** What it is for. */
  enum Kind {
    LOSS,
    METRIC,
    OPTIMIZER,
    SCHEDULE,
    CALLBACK,
    OTHER
  }

  private record Setting(String name) {}

  private final Naming naming;

  private TrainingObject(String path, Naming naming, Execution execution) {
    super(path, execution);
    this.naming = naming;
  }

  /** An object of that class, before its constructor; null for other classes. */
  static TrainingObject allocate(String path, Naming naming, Execution execution) {
    return kind(path) != null && isClass(path, execution)
        ? new TrainingObject(path, naming, execution)
        : null;
  }

  private static boolean isClass(String path, Execution execution) {
    return PublicNames.of(execution.target())
        .find(path)
        .filter(name -> name.kind() == PublicNames.Kind.CLASS)
        .isPresent();
  }

  private static Kind kind(String path) {
    if (path.startsWith("keras.losses.") || path.equals("keras.Loss")) {
      return path.contains("Reduction") ? null : Kind.LOSS;
    }
    if (path.startsWith("keras.metrics.") || path.equals("keras.Metric")) {
      return Kind.METRIC;
    }
    if (path.startsWith("keras.optimizers.schedules.")) {
      return Kind.SCHEDULE;
    }
    if (path.startsWith("keras.optimizers.") || path.equals("keras.Optimizer")) {
      return Kind.OPTIMIZER;
    }
    if (path.startsWith("keras.callbacks.")) {
      return Kind.CALLBACK;
    }
    if (path.equals("keras.utils.Sequence") || path.equals("keras.utils.PyDataset")) {
      return Kind.OTHER;
    }
    return path.startsWith("keras.regularizers.")
            || path.startsWith("keras.constraints.")
            || isInitializer(path)
        ? Kind.OTHER
        : null;
  }

  static boolean isInitializer(String path) {
    return path.startsWith("keras.initializers.") || path.startsWith("tensorflow.initializers.");
  }

  Kind kind() {
    return kind(path());
  }

  /** Initializers give new numbers in a shape. */
  private Value initial(Arguments arguments, Execution execution) {
    Signature.Bound bound =
        isInitializer(path()) && !execution.target().isGraphMode() && !arguments.isOpen()
            ? Signature.of("__call__", "shape, dtype=None, **kwargs").bind(arguments, execution)
            : null;
    boolean isTyped = bound != null && !Constant.NONE.equals(bound.get("dtype"));
    Value type = isTyped ? bound.get("dtype") : Constant.of(naming.floatType().text());
    return bound != null
            && execution.call(
                    new Reference("tensorflow.zeros"), Arguments.of(bound.get("shape"), type))
                instanceof Tensor made
        ? new Tensor(made.holder(), made.type(), made.shape(), made.origin())
        : execution.unknown("what an initializer gives");
  }

  boolean isLoss() {
    return kind() == Kind.LOSS;
  }

  Naming naming() {
    return naming;
  }

  /** An argument of the constructor; null when it has no such parameter. */
  Value setting(String name) {
    return slots().get(new Setting(name));
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__init__") || kind() == Kind.CALLBACK && isHook(name);
  }

  /** Whether it is a method that callbacks inherit, which does nothing. */
  private static boolean isHook(String name) {
    return switch (name) {
      case "set_model", "set_params" -> true;
      case "on_epoch_begin",
          "on_epoch_end",
          "on_batch_begin",
          "on_batch_end",
          "on_train_begin",
          "on_train_end",
          "on_train_batch_begin",
          "on_train_batch_end",
          "on_test_begin",
          "on_test_end",
          "on_test_batch_begin",
          "on_test_batch_end",
          "on_predict_begin",
          "on_predict_end",
          "on_predict_batch_begin",
          "on_predict_batch_end" ->
          true;
      default -> false;
    };
  }

  /** Tells a callback the model that is trained. */
  void enter(Value model, Value parameters) {
    slots().put("model", model);
    slots().put("params", parameters);
  }

  /** What a class of the script inherits from {@code Callback} alone; null when it is nothing. */
  private Value inherited(String name, Execution execution) {
    boolean is3 = execution.target().hasKeras3();
    return switch (name) {
      case "model", "params" -> Constant.NONE;
      case "validation_data" ->
          is3
              ? null
              : execution.target().isGraphMode()
                  ? execution.unknown("data for validation")
                  : Constant.NONE;
      default -> name.startsWith("_") ? super.attribute(name, execution) : null;
    };
  }

  @Override
  public void setAttribute(String name, Value value, Execution execution) {
    boolean isFixed =
        kind() == Kind.CALLBACK && name.equals("model") && execution.target().hasKeras3();
    if (isFixed) {
      throw execution.error(
          "AttributeError", "property 'model' of '" + typeName() + "' object has no setter");
    }
    super.setAttribute(name, value, execution);
  }

  @Override
  public Value attribute(String name, Execution execution) {
    boolean isGone =
        name.equals("lr") && kind() == Kind.OPTIMIZER && execution.target().hasKeras3();
    Value set = slots().get(name);
    if (isGone && set == null && self() == this) {
      return null;
    }
    Value given = setting(name);
    boolean isOwn = self() != this && path().equals("keras.callbacks.Callback");
    if (isOwn && set == null && !hasMethod(name)) {
      return inherited(name, execution);
    }
    boolean isPlain = name.equals("monitor") || name.equals("patience") || name.equals("filepath");
    return set == null && isPlain && given != null ? given : super.attribute(name, execution);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (name.equals("__init__")) {
      construct(arguments, execution);
      return Constant.NONE;
    }
    if (hasMethod(name) && path().equals("keras.callbacks.Callback")) {
      return Constant.NONE;
    }
    return new Unknown("method " + name + " of " + typeName());
  }

  private void construct(Arguments arguments, Execution execution) {
    if (arguments.isOpen()) {
      return;
    }
    String parameters =
        PublicNames.of(execution.target())
            .find(path())
            .flatMap(PublicNames.Name::signature)
            .orElse("*args, **kwargs");
    String name = new Reference(path()).name();
    String owner = execution.target().isGraphMode() ? "__init__" : name + ".__init__";
    Signature.Bound bound =
        Signature.of(owner, parameters.isEmpty() ? "self" : "self, " + parameters)
            .bind(arguments.after(self()), execution);
    bound.values().forEach((key, value) -> slots().put(new Setting(key), value));
    for (Map.Entry<String, Value> extra : bound.extra().entrySet()) {
      slots().put(new Setting(extra.getKey()), extra.getValue());
    }
    if (kind() == Kind.METRIC && setting("name") instanceof Constant none && none.isNone()) {
      String next = naming.next(typeName());
      slots().put(new Setting("name"), next == null ? new Unknown("name") : Constant.of(next));
    }
    TrainingObjectChecks.check(this, bound.extra(), execution);
  }

  @Override
  public Value call(Arguments arguments, Execution execution) {
    if (isInitializer(path())) {
      return initial(arguments, execution);
    }
    return isLoss() && self() == this
        ? LossCalls.ofObject(this, arguments, execution)
        : super.call(arguments, execution);
  }
}
