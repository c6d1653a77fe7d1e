package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;

/** A {@code tf.train.Saver}: what it restores has values then. */
final class Saver extends LibraryObject {
  Saver(Execution execution) {
    super("tensorflow.train.Saver", execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("save") || name.equals("restore");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (name.equals("save")) {
      return Scalar.STR;
    }
    execution.escape(arguments.all());
    execution.call(execution.unknown("what is restored"), Arguments.NONE);
    return Constant.NONE;
  }
}
