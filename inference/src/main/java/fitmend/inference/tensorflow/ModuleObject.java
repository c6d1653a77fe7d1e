package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/**
 * What {@code tf.Module} adds to a class of the script: a name, and who its variables are.
 *
 * @see <a href="https://www.tensorflow.org/api_docs/python/tf/Module">its manual</a>
 */
final class ModuleObject extends LibraryObject {
  static final String PATH = "tensorflow.Module";

  ModuleObject(Execution execution) {
    super(PATH, execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__init__");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return name.equals("__init__") ? Constant.NONE : execution.unknown(name + " of a module");
  }
}
