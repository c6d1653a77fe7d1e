package fitmend.inference.keras;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;

/** A loss, metric, optimizer, schedule, callback and so on, with what its constructor was given. */
final class TrainingObject extends LibraryObject {
  private record Setting(String name) {}

  private final Naming naming;

  TrainingObject(String path, Naming naming, Execution execution) {
    super(path, execution);
    this.naming = naming;
  }

  boolean isLoss() {
    return path().startsWith("keras.losses.");
  }

  boolean isMetric() {
    return path().startsWith("keras.metrics.");
  }

  boolean isOptimizer() {
    return path().startsWith("keras.optimizers.") && !path().contains(".schedules.");
  }

  /** An argument of the constructor; null when it has no such parameter. */
  Value setting(String name) {
    return slots().get(new Setting(name));
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__init__");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (name.equals("__init__")) {
      construct(arguments, execution);
      return Constant.NONE;
    }
    return new Unknown("method " + name + " of " + typeName());
  }

  private void construct(Arguments arguments, Execution execution) {
    String parameters =
        PublicNames.of(execution.target())
            .find(path())
            .flatMap(PublicNames.Name::signature)
            .orElse("*args, **kwargs");
    if (arguments.isOpen()) {
      return;
    }
    String owner = execution.target().isGraphMode() ? "__init__" : typeName() + ".__init__";
    Signature.Bound bound =
        Signature.of(owner, parameters.isEmpty() ? "self" : "self, " + parameters)
            .bind(arguments.after(self()), execution);
    bound.values().forEach((name, value) -> slots().put(new Setting(name), value));
  }

  @Override
  public Value call(Arguments arguments, Execution execution) {
    if (isLoss()
        && arguments.positional().size() == 2
        && arguments.keywords().isEmpty()
        && !naming.isCustomized()) {
      return execution.unknown("call of a loss");
    }
    return super.call(arguments, execution);
  }
}
