package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** A {@code tf.Module}, from which scripts derive models that are no models of Keras. */
final class Module extends LibraryObject {
  Module(Execution execution) {
    super("tensorflow.Module", execution);
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return switch (name) {
      case "variables", "trainable_variables", "non_trainable_variables", "submodules", "name" -> {
        Value set = slots().get(name);
        yield set == null ? execution.unknown("attribute " + name + " of a module") : set;
      }
      default -> super.attribute(name, execution);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__init__") || name.equals("with_name_scope");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return name.equals("__init__") ? Constant.NONE : execution.unknown(name);
  }
}
