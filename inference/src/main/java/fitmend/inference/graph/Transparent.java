package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** {@code with tf.device(...)} and the like: what is inside is as it is without. */
final class Transparent extends LibraryObject {
  Transparent(String path, Execution execution) {
    super(path, execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__enter__") || name.equals("__exit__");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return name.equals("__enter__") ? execution.unknown("a context") : Constant.NONE;
  }
}
