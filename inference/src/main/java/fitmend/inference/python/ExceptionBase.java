package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.Optional;

/** The part of an exception of the script that Python's own class makes: its arguments. */
final class ExceptionBase extends LibraryObject {
  private static final String ARGUMENTS = "args";

  private final Execution execution;

  ExceptionBase(String path, Execution execution) {
    super(path, execution);
    this.execution = execution;
    slots().put(ARGUMENTS, Tuple.of());
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__init__") || name.equals("with_traceback");
  }

  @Override
  public Value attribute(String name, Execution run) {
    boolean mayBeThere = name.startsWith("__") || name.equals("add_note");
    Value own = slots().get(name);
    return own != null || mayBeThere || hasMethod(name) || !path().endsWith("Exception")
        ? super.attribute(name, run)
        : null;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    if (name.equals("with_traceback")) {
      return self();
    }
    slots().put(ARGUMENTS, new Tuple(arguments.positional()));
    return Constant.NONE;
  }

  /** What {@code str} gives; empty when it is not known. */
  Optional<String> message() {
    String type = path().substring(path().lastIndexOf('.') + 1);
    return slots().get(ARGUMENTS) instanceof Tuple(var arguments)
        ? ExceptionValue.text(type, arguments, execution)
        : Optional.empty();
  }
}
